"""The timeline as a tree and as figures that Plotly accepts."""

from datetime import date
from typing import Any

import plotly.graph_objects as go
import pytest

from callbacks.navigation import _without_ranges
from dashboard import urls
from dashboard.domain.records import Area
from dashboard.domain.vocabulary import Precision, StageKind
from dashboard.domain.words import KOREAN
from dashboard.screens.timeline import TimelineScreen, timeline
from layouts.figures.gantt import DAY_MS
from layouts.figures.timeline import axis_figure, timeline_figure
from layouts.html import to_html
from layouts.timeline import build
from tests.builders import TODAY, original, planned_dates, pledges_and_tasks, portfolio, project, stage
from tests.layouts.city import LIGHT, city

LONG = "아주 긴 사업 이름 " * 40


def edges() -> list[Any]:
    """A day, a year, an open end, a name of 400 signs with markup, a project without procedures."""
    return [
        *pledges_and_tasks(),
        Area("a", "경제"),
        project("p1", area_id="a", name="<b>" + LONG, short_name=None),
        project("p2", area_id="a"),
        original("p1"),
        stage("day", actual_end=date(2024, 5, 5)),
        planned_dates("day", date(2024, 5, 5), date(2024, 5, 5)),
        stage("year"),
        planned_dates("year", end=date(2025, 1, 1), end_precision=Precision.YEAR),
        stage("open", kind=StageKind.RUN),
        planned_dates("open", date(2025, 6, 1), end_precision=Precision.OPEN),
        stage("착공", kind=StageKind.START),
        planned_dates("착공", date(2024, 9, 1), date(2024, 9, 30)),
    ]


def screen(query: str = "") -> TimelineScreen:
    return timeline(portfolio(*edges()), urls.parse("/timeline" + query), TODAY)


def traces(query: str = "") -> dict[str, dict[str, Any]]:
    return {trace["name"]: trace for trace in timeline_figure(screen(query).chart, LIGHT)["data"]}


@pytest.mark.parametrize(
    "query", ["", "?only=quarter", "?from=2024-09-01&to=2024-09-30", "?group=none&plan=current"]
)
def test_plotly_accepts_both_figures(query: str) -> None:
    for shown in (screen(query), timeline(city(), urls.parse("/timeline" + query), TODAY)):
        go.Figure(timeline_figure(shown.chart, LIGHT))
        go.Figure(axis_figure(shown.chart, LIGHT))


def test_a_day_is_a_point_a_year_a_light_bar_and_what_goes_on_an_arrow() -> None:
    drawn = traces()

    assert drawn["points"]["x"] == ["2024-05-05"] * 3
    assert drawn["coarse"]["base"] == ["2025-01-01"]
    assert drawn["coarse"]["marker"]["opacity"] < 1
    assert drawn["open"]["x"] == ["2026-12-31"]
    opened = drawn["current"]["base"].index("2025-06-01")
    assert drawn["current"]["x"][opened] == ((date(2026, 12, 31) - date(2025, 6, 1)).days + 1) * DAY_MS


def test_every_bar_and_mark_stands_in_the_line_of_its_project() -> None:
    shown = screen()
    lines = 1 + len(shown.rows)

    figure = timeline_figure(shown.chart, LIGHT)

    assert figure["layout"]["yaxis"]["range"] == [lines, 0]
    assert {int(y) for trace in figure["data"] for y in trace["y"]} == {1}, (
        "the heading takes line 0, p2 has no bar"
    )


def test_what_one_points_at_says_what_is_known_as_text_and_leads_to_the_project() -> None:
    hits = traces()["hits"]

    assert set(hits["customdata"]) == {"/projects/p1"}
    assert all(text.startswith("<b>1 &lt;b&gt;아주 긴") for text in hits["hovertext"])
    assert max(len(line) for line in "<br>".join(hits["hovertext"]).split("<br>")) < 80
    assert traces()["ahead"]["customdata"] == ["/projects/p1"]


def test_both_axes_speak_of_the_same_days_until_another_window_is_asked_for() -> None:
    term, month = screen(), screen("?from=2024-09-01&to=2024-09-30")

    for shown in (term, month):
        axes = [figure(shown.chart, LIGHT)["layout"]["xaxis"] for figure in (timeline_figure, axis_figure)]
        assert axes[0]["range"] == axes[1]["range"]
        assert axes[0]["uirevision"] == axes[1]["uirevision"]
        assert axes[0]["nticks"] == axes[1]["nticks"]
    assert term.chart.zoom != month.chart.zoom


def test_a_refresh_sends_the_range_of_the_rows_and_leaves_that_of_time() -> None:
    patch = _without_ranges(timeline_figure(screen().chart, LIGHT)).to_plotly_json()["operations"]
    sent = [operation["location"] for operation in patch]

    assert ["layout", "yaxis", "range"] in sent
    assert ["layout", "xaxis", "range"] not in sent


def test_labels_over_the_lines_stay_inside_the_axis() -> None:
    def anchors(query: str) -> dict[str, str]:
        labels = axis_figure(screen(query).chart, LIGHT)["layout"]["annotations"]
        return {label["text"]: label["xanchor"] for label in labels}

    assert anchors("") == {"<b>임기말</b>": "left", "<b>기준일</b>": "center"}
    assert anchors("?from=2024-01-01&to=2024-12-31") == {"<b>기준일</b>": "right"}
    assert anchors("?from=2024-12-31&to=2025-12-31") == {"<b>기준일</b>": "left"}
    assert anchors("?from=2023-01-01&to=2023-12-31") == {}


def test_names_and_days_stand_line_by_line_with_what_is_missing_in_words() -> None:
    page = to_html(build(screen(), KOREAN, LIGHT))

    assert page.count("<li") == page.count("</li>")
    assert "&lt;b&gt;아주 긴 사업" in page
    assert "등록된 절차 없음" in page
    assert 'style="--share:3"' in page
    assert page.count('class="dash-graph fills"') == 2


def test_without_rows_there_is_no_chart_but_its_frame_and_a_sentence() -> None:
    page = to_html(build(screen("?past=1&area=a&status=done"), KOREAN, LIGHT))

    assert "조건에 맞는 사업이 없습니다." in page
    assert "dash-graph" not in page
    assert "timeline-controls" in page


def test_the_list_by_date_is_a_table_that_leads_to_its_projects() -> None:
    page = to_html(build(screen("?from=2024-07-01&to=2024-09-30&only=quarter"), KOREAN, LIGHT))

    assert "2024. 7. 1. ~ 2024. 9. 30. 주요 시점" in page
    assert '<th scope="row">2024. 9. 30.</th>' in page
    assert "계획일 경과 92일" in page
