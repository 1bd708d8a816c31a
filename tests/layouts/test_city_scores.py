"""목표 대비 as components, and targets and milestones on the curves."""

from datetime import date, datetime

import plotly.graph_objects as go

from dashboard.domain.city.targets import Target
from dashboard.domain.words import KOREAN, KOREAN_TIME
from dashboard.screens.city import CityScreen
from layouts.city import build
from layouts.html import to_html
from tests.builders import original, planned_dates, portfolio, project, stage
from tests.layouts.city import LIGHT
from tests.layouts.test_city import figures, tree
from tests.screens.test_city_scores import days_of, shown
from tests.support.city_history import seen


def scored(query: str = "?panel=population") -> CityScreen:
    known = portfolio(
        project("P1", name='새집 <b>"공급"'),
        original("P1"),
        *[
            stage(f"s{n}", "P1", name=f"절차 <i>{n}", milestone=True, actual_end=date(2025, n, 20))
            for n in (3, 4, 9)
        ],
        *[planned_dates(f"s{n}", project_id="P1") for n in (3, 4, 9)],
    )
    months = [
        seen("population.residents", 1000.0 + month, datetime(2025, month, 1, tzinfo=KOREAN_TIME))
        for month in range(1, 13)
    ]
    targets = (Target("population.residents", 1100.0, projects=("P1",)), Target("traffic.speed", 25.0))
    return shown(*targets, records=months + days_of("traffic.speed", 20.0, 3), query=query, projects=known)


def test_the_table_tells_states_by_word_and_shape_with_every_part_in_its_title() -> None:
    written = to_html(build(scored(""), KOREAN, LIGHT))

    assert 'class="score short"' in written
    assert "목표 미달" in written
    assert 'class="score missing"' in written
    assert "인구(거주자)" in written
    assert "<b>&quot;" not in written.replace("&lt;b&gt;", "")


def test_a_curve_has_its_target_across_and_a_line_for_each_milestone() -> None:
    drawn = [each for each in figures(tree(scored())) if each["layout"].get("shapes")]

    (layout,) = [each["layout"] for each in drawn if len(each["layout"]["shapes"]) > 1]
    across = [shape for shape in layout["shapes"] if shape.get("y0") == 1100.0]
    lines = [shape["x0"] for shape in layout["shapes"] if shape.get("yref") == "paper"]
    assert len(across) == 1
    assert lines == ["2025-03-20", "2025-04-20", "2025-09-20"]
    assert [each["text"] for each in layout["annotations"]] == ["<b>1</b>", "<b>2</b>", "<b>3</b>"]
    assert all("<i>" not in each["hovertext"] for each in layout["annotations"])
    assert 'city-stroke goal"' in to_html(build(scored(), KOREAN, LIGHT))
    for figure in figures(tree(scored())):
        go.Figure(figure)


def test_without_targets_there_is_no_table() -> None:
    assert "city-scores" not in to_html(build(shown(records=[]), KOREAN, LIGHT))
