"""What changed between two versions where the key of a row holds a date: the newest are compared."""

from datetime import UTC, date, datetime
from typing import Any

from dashboard.domain.history import Change, ChangeKind
from dashboard.domain.records import FundFact, Project
from dashboard.domain.vocabulary import FundSource, FundStage
from db.store import Incoming, Store

NOW = datetime(2025, 1, 2, 9, 0, tzinfo=UTC)
NOVEMBER, DECEMBER = date(2024, 11, 30), date(2024, 12, 31)


def money(amount: int | None, as_of: date, period: str = "2024", **owner: Any) -> FundFact:
    whose = {"project_id": "p1", "area_id": None, **owner}
    return FundFact(
        **whose,
        source=FundSource.NATIONAL,
        period=period,
        stage=FundStage.EXECUTED,
        as_of=as_of,
        amount=amount,
    )


def changes(store: Store, *versions: list[FundFact]) -> tuple[Change, ...]:
    """What the last of the versions changed."""
    for facts in versions:
        projects = [Project("p1", f"사업 {len(store.versions())}")]
        tables: dict[str, list[Any]] = {"project": projects, "fund_fact": facts}
        with store.begin() as connection:
            store.write(connection, Incoming("city", DECEMBER, tables), NOW)
    before, after = store.versions()[-2:]
    found = store.changes(before.number, after.number)
    return tuple(change for change in found if change.table == "fund_fact")


def test_an_amount_with_a_later_date_is_one_change(store: Store) -> None:
    found = changes(store, [money(10, NOVEMBER)], [money(12, DECEMBER)])

    assert found == (
        Change("fund_fact", "p1 · 국비 · 2024 · 집행", "p1", ChangeKind.CHANGED, "amount", 10, 12),
    )


def test_the_same_amount_with_another_date_is_no_change(store: Store) -> None:
    assert changes(store, [money(10, NOVEMBER)], [money(10, DECEMBER)]) == ()


def test_a_city_that_keeps_every_amount_is_told_in_the_same_way(store: Store) -> None:
    old = money(10, NOVEMBER)

    (change,) = changes(store, [old], [old, money(12, DECEMBER)])

    assert (change.kind, change.before, change.after) == (ChangeKind.CHANGED, 10, 12)


def test_an_older_amount_that_is_corrected_behind_a_newer_one_is_no_news(store: Store) -> None:
    newest = money(12, DECEMBER)

    assert changes(store, [money(10, NOVEMBER), newest], [money(11, NOVEMBER), newest]) == ()


def test_an_amount_that_becomes_missing_is_a_change(store: Store) -> None:
    (change,) = changes(store, [money(10, NOVEMBER)], [money(None, DECEMBER)])

    assert (change.field, change.before, change.after) == ("amount", 10, None)


def test_money_that_came_or_went_brings_its_amount(store: Store) -> None:
    first, other = money(10, NOVEMBER), money(7, NOVEMBER, "2025")

    (came,) = changes(store, [first], [first, other])
    (went,) = changes(store, [first])

    assert (came.kind, came.before, came.after) == (ChangeKind.ADDED, None, 7)
    assert (went.kind, went.before, went.after) == (ChangeKind.VANISHED, 7, None)


def test_money_that_returns_with_another_date_has_been_there_before(store: Store) -> None:
    first, other = money(10, NOVEMBER), money(7, NOVEMBER, "2025")

    (change,) = changes(store, [first, other], [first], [first, money(7, DECEMBER, "2025")])

    assert (change.kind, change.after) == (ChangeKind.RETURNED, 7)


def test_money_of_an_area_is_compared_in_the_same_way(store: Store) -> None:
    area: dict[str, Any] = {"project_id": None, "area_id": "econ"}

    (change,) = changes(store, [money(10, NOVEMBER, **area)], [money(12, DECEMBER, **area)])

    assert (change.project_id, change.key, change.after) == (None, "econ · 국비 · 2024 · 집행", 12)
