"""Charts: plain dictionaries that Plotly accepts, bars where the dates and amounts say."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import plotly.graph_objects as go
import pytest

from dashboard import urls
from dashboard.screens.compare import compare as compare_screen
from dashboard.screens.curve import CurveLine, ProgressCurve, ProgressPoint
from dashboard.screens.project import Gantt
from layouts.figures.curve import COMPARED, compared_figure, curve_figure
from layouts.figures.funding import funding_figure
from layouts.figures.gantt import DAY_MS, SHORTEST_SHARE, gantt_figure
from tests.builders import TODAY
from tests.layouts.city import BARE, LIGHT, RICH, city, screen_of

BASELINE, CURRENT, PUT_OFF, OVERDUE, ACTUAL, REACHED, AHEAD = range(7)


def figures(project_id: str) -> dict[str, dict[str, Any]]:
    screen = screen_of(project_id)
    return {
        "gantt": gantt_figure(screen.gantt, LIGHT),
        "funding": funding_figure(screen.funding, LIGHT),
        "curve": curve_figure(screen.curve, LIGHT),
    }


def bars(trace: dict[str, Any]) -> dict[int, tuple[str, int]]:
    """Row -> (first day, days) of a trace of the Gantt."""
    drawn = zip(trace["y"], trace["base"], trace["x"], strict=True)
    return {int(y): (base, round(length / DAY_MS)) for y, base, length in drawn}


@pytest.mark.parametrize("name", ["gantt", "funding", "curve"])
@pytest.mark.parametrize("project_id", [RICH, BARE])
def test_plotly_accepts_every_figure(name: str, project_id: str) -> None:
    go.Figure(figures(project_id)[name])


def test_a_row_shows_the_plan_up_to_the_first_plan_and_what_was_put_off_beyond() -> None:
    data = figures(RICH)["gantt"]["data"]

    assert bars(data[BASELINE])[1] == ("2024-01-01", 182)
    assert bars(data[CURRENT])[1] == ("2024-03-01", 122)
    assert bars(data[PUT_OFF])[1] == ("2024-07-01", 123)


def test_a_passed_plan_reaches_to_the_status_date() -> None:
    data = figures(RICH)["gantt"]["data"]

    assert bars(data[OVERDUE]) == {1: ("2024-11-01", 61)}


def test_what_really_happened_is_drawn_to_its_end_or_as_far_as_the_progress() -> None:
    actual = bars(figures(RICH)["gantt"]["data"][ACTUAL])

    assert actual[0] == ("2023-01-05", (date(2024, 3, 2) - date(2023, 1, 5)).days + 1)
    assert actual[1][0] == "2024-03-01"
    assert actual[1][1] == pytest.approx(0.4 * 245, abs=1.5)


def test_an_open_end_runs_to_the_edge_and_never_back() -> None:
    gantt = screen_of(RICH).gantt
    assert gantt.ends is not None
    first, days = bars(gantt_figure(gantt, LIGHT)["data"][CURRENT])[3]

    assert first == "2027-01-01"
    assert days == max(1, (gantt.ends - date(2027, 1, 1)).days + 1)


def test_finished_procedures_are_not_hatched() -> None:
    assert 0 not in bars(figures(RICH)["gantt"]["data"][PUT_OFF])


def test_the_status_date_and_the_end_of_the_term_stand_over_the_bars() -> None:
    layout = figures(RICH)["gantt"]["layout"]
    over = {shape["x0"] for shape in layout["shapes"] if shape.get("layer") == "above"}

    assert over == {"2024-12-31", "2026-06-30"}
    assert {label["text"] for label in layout["annotations"]} == {"<b>기준일</b>", "<b>임기말</b>"}


def anchors(gantt: Gantt) -> dict[str, str]:
    labels = gantt_figure(gantt, LIGHT)["layout"]["annotations"]
    return {label["text"]: label["xanchor"] for label in labels}


def test_the_tab_of_the_status_date_is_never_cut_by_the_edge() -> None:
    gantt = replace(screen_of(RICH).gantt, term_end=None)
    assert gantt.starts is not None
    assert gantt.ends is not None

    assert anchors(gantt) == {"<b>기준일</b>": "center"}
    assert anchors(replace(gantt, today=gantt.ends)) == {"<b>기준일</b>": "right"}
    assert anchors(replace(gantt, today=gantt.starts)) == {"<b>기준일</b>": "left"}


def test_the_tabs_of_two_near_days_stand_on_either_side() -> None:
    gantt = screen_of(RICH).gantt

    assert anchors(replace(gantt, term_end=gantt.today + timedelta(days=9))) == {
        "<b>임기말</b>": "left",
        "<b>기준일</b>": "right",
    }
    assert anchors(replace(gantt, term_end=gantt.today - timedelta(days=9)))["<b>임기말</b>"] == "right"


def test_a_single_known_day_is_a_bar_that_can_be_seen() -> None:
    gantt = screen_of(RICH).gantt
    assert gantt.starts is not None
    assert gantt.ends is not None
    first, days = bars(gantt_figure(gantt, LIGHT)["data"][BASELINE])[2]

    assert days >= (gantt.ends - gantt.starts).days * SHORTEST_SHARE
    assert date.fromisoformat(first) + timedelta(days=days - 1) == date(2025, 1, 31)


def test_a_single_report_stands_in_a_year_of_its_own() -> None:
    curve = screen_of(RICH).curve
    alone = replace(curve, planned=(), reported=curve.reported[-1:], money=(), today=None, term_end=None)
    first, last = (date.fromisoformat(day) for day in curve_figure(alone, LIGHT)["layout"]["xaxis"]["range"])

    assert (last - first).days == 366


def test_the_last_value_stands_off_the_planned_line() -> None:
    curve = screen_of(RICH).curve
    (last,) = curve.reported[-1:]
    assert last.share is not None
    above = replace(last, at=date(2025, 3, 31), share=last.share + 0.2)

    ahead = curve_figure(replace(curve, planned=(above,)), LIGHT)["data"][-1]
    alone = curve_figure(replace(curve, planned=()), LIGHT)["data"][-1]
    assert (ahead["textposition"], alone["textposition"]) == (["bottom right"], ["top left"])


def test_a_term_without_end_leaves_no_line() -> None:
    gantt = replace(screen_of(RICH).gantt, term_end=None)
    layout = gantt_figure(gantt, LIGHT)["layout"]

    assert len(layout["annotations"]) == 1


def test_names_out_of_the_data_are_text_in_a_hover() -> None:
    gantt = screen_of(RICH).gantt
    rows = (replace(gantt.rows[0], title="<b>x</b> · <a href=javascript:1>y</a>"), *gantt.rows[1:])
    hover = gantt_figure(replace(gantt, rows=rows), LIGHT)["data"][BASELINE]["hovertext"][0]

    assert hover == "&lt;b&gt;x&lt;/b&gt;<br>&lt;a href=javascript:1&gt;y&lt;/a&gt;"


def test_money_is_stacked_by_source_and_missing_money_is_no_bar() -> None:
    table = screen_of(RICH).funding
    data = funding_figure(table, LIGHT)["data"]
    columns = [column.key for column in table.columns]
    metro = next(trace for trace in data if trace["name"] == "시도비")

    assert metro["y"][columns.index("2024")] is None
    assert metro["y"][columns.index("2025")] == 90
    assert len(metro["y"]) == len(columns) - 1
    assert {trace["name"] for trace in data} >= {"국비", "시도비", "확보", "집행", "계획"}


def test_secured_and_executed_money_do_not_stand_on_planned_money() -> None:
    data = funding_figure(screen_of(RICH).funding, LIGHT)["data"]
    beside = [trace for trace in data if trace["name"] in ("확보", "집행")]

    assert [trace["base"] for trace in beside] == [0, 0]


def test_the_end_of_the_term_stands_before_what_comes_after_it() -> None:
    table = screen_of(RICH).funding
    (line,) = funding_figure(table, LIGHT)["layout"]["shapes"]

    assert line["x0"] == [column.kind for column in table.columns].index("after") - 0.5


def test_a_curve_without_reports_has_no_last_point() -> None:
    curve = ProgressCurve("계획과 실적", "추진율", (), ())

    assert curve_figure(curve, LIGHT)["data"][-1]["x"] == []


def test_a_report_without_a_figure_is_a_gap_that_no_line_crosses() -> None:
    points = tuple(
        ProgressPoint(date(2024, month, 28), share, "") for month, share in ((1, 0.1), (2, None), (3, 0.3))
    )
    reported = curve_figure(ProgressCurve("", "추진율", points, ()), LIGHT)["data"][-2]

    assert reported["y"] == [0.1, None, 0.3]
    assert reported["connectgaps"] is False


def test_a_share_above_the_whole_is_drawn_as_high_as_it_is() -> None:
    line = CurveLine("executed", "집행", (ProgressPoint(date(2024, 12, 31), 2.6, "260.0%"),))
    figure = curve_figure(ProgressCurve("", "추진율", (), (), money=(line,)), LIGHT)
    go.Figure(figure)

    assert figure["data"][1]["y"] == [2.6]
    assert figure["layout"]["yaxis"]["range"][1] > 2.6
    assert max(figure["layout"]["yaxis"]["tickvals"]) > 1


def test_the_curve_shows_the_status_date_and_the_end_of_the_term() -> None:
    layout = curve_figure(screen_of(RICH).curve, LIGHT)["layout"]

    assert [shape["x0"] for shape in layout["shapes"]] == ["2024-12-31", "2026-06-30"]
    assert [label["text"] for label in layout["annotations"]] == ["<b>기준일</b>", "<b>임기말</b>"]


def test_compared_projects_have_lines_of_their_own() -> None:
    screen = compare_screen(city(), urls.parse("/compare?ids=p1,p3,p4,p5"), TODAY)
    assert screen.curve is not None
    figure = compared_figure(screen.curve, LIGHT)
    go.Figure(figure)

    looks = {(trace["line"]["color"], trace["line"].get("dash")) for trace in figure["data"][::2]}
    assert len(looks) == len(COMPARED) == 4
