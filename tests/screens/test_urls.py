"""Addresses: built and parsed in one place, never a failure."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard import urls
from dashboard.domain.facets import CLOSED, PAST, STATUS_KEYS, Facet
from dashboard.domain.vocabulary import Status
from dashboard.urls import Address, Filter, Page, parse


def test_the_plain_addresses_are_short() -> None:
    assert (urls.room(), urls.project("p1"), urls.data()) == ("/", "/projects/p1", "/data")


def test_a_filter_is_in_the_address() -> None:
    chosen = Filter.of(
        {
            Facet.PAST_PLAN: [PAST],
            Facet.STATUS: [STATUS_KEYS[None], STATUS_KEYS[Status.PARTIAL]],
            Facet.AREA: ["미래"],
            Facet.PROGRAMME: ["pledge"],
        }
    )

    href = urls.room(chosen)

    assert href == "/?programme=pledge&area=%EB%AF%B8%EB%9E%98&status=partial&status=unknown&past=1"
    assert parse(href) == Address(Page.ROOM, None, chosen)


@pytest.mark.parametrize(
    ("href", "page", "project_id"),
    [
        ("/", Page.ROOM, None),
        ("", Page.ROOM, None),
        ("?past=1", Page.ROOM, None),
        ("http://room.city.kr:8050/projects/7?x=1#part", Page.PROJECT, "7"),
        ("https://room.city.kr", Page.ROOM, None),
        ("/projects/7/", Page.PROJECT, "7"),
        ("/projects/%EA%B3%B5%EC%95%BD%2F7", Page.PROJECT, "공약/7"),
        ("/projects/", Page.TABLE, None),
        ("/projects", Page.TABLE, None),
        ("/projects/7/card", Page.CARD, "7"),
        ("/projects/7%2Fcard", Page.PROJECT, "7/card"),
        ("/money", Page.MONEY, None),
        ("/data", Page.DATA, None),
        ("/data/", Page.DATA, None),
        ("/database", Page.MISSING, None),
        ("/datax", Page.MISSING, None),
        ("/wall", Page.MISSING, None),
        ("//", Page.MISSING, None),
        ("http://[", Page.ROOM, None),
        (None, Page.MISSING, None),
        ("/projects/" + "9" * 5000, Page.MISSING, None),
    ],
)
def test_every_path_leads_to_a_page(href: str | None, page: Page, project_id: str | None) -> None:
    address = parse(href)

    assert (address.page, address.project_id) == (page, project_id)


@pytest.mark.parametrize(
    "query",
    [
        "status=late",
        "status=,,",
        "past=yes",
        "programme=",
        "x=1&&=&%",
        "status=%00",
    ],
)
def test_values_that_mean_nothing_do_not_narrow(query: str) -> None:
    address = parse(f"/?{query}")

    assert (address.page, address.filter, address.options) == (Page.ROOM, Filter(), ())


def test_what_is_not_understood_is_kept_apart_to_be_said() -> None:
    address = parse("/projects?status=late&status=done&group=area&sort=name&sort=number&x=1")

    assert address.filter.statuses == (Status.DONE,)
    assert address.options == (("group", "area"), ("sort", "name"))
    assert address.ignored == (("status", "late"), ("sort", "number"), ("x", "1"))


def test_an_option_belongs_to_its_screen() -> None:
    table = parse("/projects?group=area&as_of=v12&status=done")

    assert table.with_option("group", None).options == ()
    assert urls.href(table.to(Page.TIMELINE)) == "/timeline?status=done&as_of=v12"
    with pytest.raises(KeyError):
        table.with_option("quarter", "2024Q4")


def test_no_address_makes_a_filter_of_any_length() -> None:
    many = "&".join(f"department={n}" for n in range(200))

    assert len(parse(f"/?{many}").filter.values(Facet.DEPARTMENT)) == urls.MOST_VALUES


def test_statuses_are_kept_once_and_in_the_official_order() -> None:
    href = "/?status=dropped&status=done&status=done&status=unknown"

    assert parse(href).filter.statuses == (Status.DONE, Status.DROPPED, None)


def test_several_values_of_a_facet_are_one_filter_in_any_order() -> None:
    assert parse("/?area=b&area=a").filter == parse("/?area=a&area=b").filter
    assert parse("/?area=b&area=a").filter.area is None


def test_a_status_is_toggled_in_and_out() -> None:
    once = Filter().with_status_toggled(Status.PARTIAL).with_status_toggled(Status.DONE)

    assert once.statuses == (Status.DONE, Status.PARTIAL)
    assert once.with_status_toggled(Status.PARTIAL).statuses == (Status.DONE,)


def test_an_area_is_toggled_in_and_out() -> None:
    assert Filter().with_area_toggled("a").area == "a"
    assert Filter().with_area_toggled("a").with_area_toggled("a").area is None
    assert Filter().with_area_toggled("b").with_area_toggled("a").area == "a"


def test_every_status_has_a_word_in_addresses() -> None:
    assert set(STATUS_KEYS) == {*Status, None}


names = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20)
filters = st.dictionaries(st.sampled_from(list(Facet)), st.lists(names, max_size=3)).map(
    lambda chosen: Filter.of(
        {
            facet: CLOSED[facet][: len(values)] if facet in CLOSED else values
            for facet, values in chosen.items()
        }
    )
)


@given(filters)
def test_a_room_address_comes_back_as_it_was(chosen: Filter) -> None:
    address = Address(Page.ROOM, None, chosen)

    assert parse(urls.href(address)) == address


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=40), filters)
def test_a_project_address_comes_back_with_any_id(project_id: str, chosen: Filter) -> None:
    address = Address(Page.PROJECT, project_id, chosen)

    assert parse(urls.href(address)) == address
    assert parse("https://room.city.kr" + urls.href(address)) == address


@given(st.text(st.characters(), max_size=200))
def test_no_text_makes_parsing_fail_and_its_result_can_be_written_again(text: str) -> None:
    for href in (text, f"/{text}", f"/projects/{text}", f"/?{text}", f"/?status={text}&area={text}"):
        assert isinstance(urls.href(parse(href)), str)
