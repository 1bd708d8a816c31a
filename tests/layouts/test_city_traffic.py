"""The panel of traffic as a tree: incidents, car parks and buses, with names that cannot break the page."""

from dashboard.domain.city.history import Spot
from dashboard.domain.records import Event, Observation
from dashboard.domain.words import KOREAN
from dashboard.screens.city_traffic import TrafficBody
from layouts.city_traffic import traffic
from layouts.html import to_html
from tests.layouts.city import LIGHT
from tests.screens.test_city_roads import COUNT, body, incident, lot, named
from tests.support.city_history import NOW, seen

BREAKING = '<script>alert("길")</script>'


def page(of: TrafficBody) -> str:
    return "".join(to_html(part) for part in traffic(of, KOREAN, LIGHT))


def test_an_incident_stands_with_its_kind_its_road_its_times_and_its_text() -> None:
    html = page(body("", incident("A"), named("A"), COUNT))

    assert all(text in html for text in ("<b>사고</b>", "가온로 · 서구", "14:50 ~ 16:20", "가온로 1차로"))


def test_names_and_texts_of_a_source_cannot_break_the_page() -> None:
    records: list[Observation | Event | Spot] = [
        incident("A", text=BREAKING, place=f"대전광역시 서구,{BREAKING}")
    ]
    html = page(body("", *records, named("A"), COUNT, *lot(BREAKING, 1, 2)))

    assert "<script>" not in html
    assert html.count("&lt;script&gt;") >= 3


def test_lists_that_scroll_can_be_reached_with_the_keyboard_and_have_a_name() -> None:
    records: list[Observation | Event | Spot] = [
        Spot("bus:1", "706"),
        seen("traffic.route_buses", 3.0, NOW, "bus:1"),
    ]
    html = page(body("", incident("A"), named("A"), COUNT, *lot("가", 1, 2), *records))

    for name in ("돌발상황", "주차장 빈 자리", "노선별 운행 중인 시내버스"):
        assert f'aria-label="{name}"' in html


def test_what_is_not_there_takes_no_room() -> None:
    html = page(body("", COUNT, named()))

    assert "주차장 빈 자리" not in html
    assert "지금 이어지는 돌발상황이 없습니다." in html
