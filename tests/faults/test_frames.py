"""F5, F8 and F9: generated frames of rows. Nothing is lost, money is exact, dates stay on the axis."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from dashboard import urls
from dashboard.domain.portfolio import Portfolio
from dashboard.domain.vocabulary import Precision
from dashboard.domain.words import KOREAN
from dashboard.screens.project import project as project_screen
from db.sources.dates import EARLIEST_YEAR, LATEST_YEAR, first_day, parse_date
from db.sources.mapping import SourceMapping
from db.sources.money import MoneyUnit, parse_money
from db.sources.reader import QueryResult, RawRead
from db.sources.tables import TABLES
from db.sources.validate import validate
from tests.builders import TODAY, snapshot_facts
from tests.conftest import IS_PROOF
from tests.sources.builders import mapping_of, table_query

FRAMES = 50_000 if IS_PROOF else 400
MONEY = 10_000 if IS_PROOF else 1_000
DATES = 5_000 if IS_PROOF else 1_000
BASIS = date(2024, 12, 31)
PROJECTS = ("1", "2", "3", "가-1")
STRANGE: tuple[object, ...] = (
    *(
        "",
        " ",
        "-",
        "NaN",
        "nan",
        "1e30",
        "1E999",
        "∞",
        "미정",
        "계",
        "2023-02-30",
        "0000-00-00",
        "9999-12-31",
    ),
    *(
        "2099",
        "1900. 1. 0.",
        "단기 4357년",
        "음력 3.1",
        "'23.7",
        "45000",
        "=1+1",
        "<script>",
        "\x00\u200b",
        "\ud800",
    ),
    *("가" * 300, "각", "１２３", "1,23,4", "1,234백만원", "(5)", "△", "true", "예", "국비", "\u202e1"),
    *(None, 0, -1, 10**30, 1e308, float("nan"), float("-inf"), Decimal("sNaN"), Decimal("1e-9"), True),
    *(
        b"\xff\xfe",
        b"\xb0\xa1",
        date(1, 1, 1),
        date(9999, 12, 31),
        datetime(2024, 2, 29, 23, 59, 59, tzinfo=UTC),
    ),
)
WON = MoneyUnit(1)


def cells(chance: random.Random) -> object:
    return chance.choice(STRANGE) if chance.random() < 0.6 else chance.choice(PROJECTS)


@dataclass(frozen=True)
class Frame:
    """A read of some tables, and what the readable amounts of plan_fund sum to."""

    tables: tuple[str, ...]
    raw: RawRead
    won: int


def frame(chance: random.Random) -> Frame:
    """Rows of any cells under any columns of a few tables, beside planned money whose sum is known."""
    results = {"project": QueryResult(("id", "name"), tuple((each, "가") for each in PROJECTS))}
    for table in chance.sample(OTHERS, 2):
        columns = [*TABLES[table].required, *chance.choices(sorted(TABLES[table].columns), k=3)]
        rows = tuple(tuple(cells(chance) for _ in columns) for _ in range(chance.randrange(8)))
        results[table] = QueryResult(tuple(columns), rows)
    money = list(planned(chance))
    results["plan_fund"] = QueryResult(
        ("project_id", "source", "period", "amount"), tuple(r for r, _ in money)
    )
    ordered = {name: (results[name],) for name in TABLES if name in results}
    return Frame(tuple(ordered), RawRead(results=ordered), sum(won for _, won in money))


OTHERS = [name for name in TABLES if name not in ("project", "plan_fund")]


def planned(chance: random.Random) -> Iterator[tuple[tuple[object, ...], int]]:
    """Rows of planned money, and the won that each of them adds: none where its project or amount is none."""
    for _ in range(chance.randrange(12)):
        project = chance.choice([*PROJECTS, "nobody", None])
        won = chance.randrange(-(10**12), 10**12)
        source, period = (
            chance.choice(["국비", "민자", "계", None, "?"]),
            chance.choice(["2024", "", "언젠가", 2025]),
        )
        if chance.random() < 0.3:
            yield (project, source, period, chance.choice(NO_MONEY)), 0
        else:
            yield (project, source, period, printed(won, chance)), won if project in PROJECTS else 0


NO_MONEY: tuple[object, ...] = (
    *(
        "",
        "-",
        None,
        "미정",
        "NaN",
        "1e30",
        1e30,
        float("nan"),
        "1조 5,056",
        "3만 2억원",
        "0.5",
        "국비 5",
        True,
    ),
)


def printed(won: int, chance: random.Random) -> object:
    """An amount in one of the ways in which cities print it."""
    sign, size = ("△" if won < 0 else ""), abs(won)
    return chance.choice(
        [
            won,
            Decimal(won),
            float(won),
            f"{won}",
            f"{won:,}",
            f"{sign}{size:,}원",
            f"{sign} {size:,}",
            f"({size:,})" if won < 0 else f"{size:,}-",
            f"￦{size:,}" if won >= 0 else f"−{size:,}",
            f"{sign}{size // 10**4:,}만 {size % 10**4:,}원" if size >= 10**4 else f"{sign}{size}원",
            f"{sign}{size // 10**8:,}억 {size % 10**8:,}원" if size >= 10**8 else f"{sign}{size}원",
            f"{sign}{Decimal(size) / 10**6}백만원",
        ]
    )


@pytest.mark.timeout(3600)
def test_in_every_generated_frame_nothing_is_lost_and_money_is_exact(tmp_path: Path) -> None:
    chance, mappings = random.Random(5), dict[tuple[str, ...], SourceMapping]()
    rows = 0
    for number in range(FRAMES):
        made = frame(chance)
        if made.tables not in mappings:
            text = "".join(
                table_query(table, 'unit = "원"' if table in MONEYED else "") for table in made.tables
            )
            mappings[made.tables] = mapping_of(tmp_path, text)
        batch = validate(made.raw, mappings[made.tables], BASIS)

        for table, (result,) in made.raw.results.items():
            if table in batch.frozen:
                continue
            named = sum(1 for each in batch.findings.set_aside if each.table == table)
            count = batch.tables[table].count
            assert count.read == len(result.rows) == count.kept + count.set_aside, f"frame {number}: {table}"
            assert named == count.set_aside, f"frame {number}: {table}"
            rows += count.read
        kept = [record.amount for record in batch.tables["plan_fund"].records]
        assert all(amount is None or type(amount) is int for amount in kept)
        if "plan_version" not in made.tables:  # else a plan may lack its 당초, and its money is set aside
            assert sum(amount or 0 for amount in kept) == made.won, f"frame {number}"
    assert rows > FRAMES


MONEYED = ("plan_fund", "fund_fact", "plan_version", "budget_line")


def test_every_printed_amount_is_read_exactly_or_not_at_all() -> None:
    chance = random.Random(9)
    for _ in range(MONEY):
        won = chance.randrange(-(10**15), 10**15)
        cell = printed(won, chance)
        assert parse_money(cell, WON).value == won, repr(cell)
        spoilt = f"{cell}{chance.choice(['?', '억', ' 원정', ',', '-5', '.5.', '천천'])}"
        assert parse_money(f"x{spoilt}", WON).value is None, spoilt
        read = parse_money(spoilt, WON)
        assert read.value is None or isinstance(read.value, int)


WAYS = ("{:%Y-%m-%d}", "{:%Y.%m.%d}", "{:%Y. %m. %d.}", "{:%Y%m%d}", "{:%Y년 %m월 %d일}", "{:%Y/%m/%d}")
NO_DATES = (
    "미정",
    "2023-02-30",
    "2월 30일",
    "0000-00-00",
    "단기 4357년",
    "음력 3.1",
    "연중",
    "13/45/2024",
    "45000",
    "1",
)


def test_every_date_is_the_day_it_says_or_none_with_a_reason() -> None:
    chance = random.Random(8)
    for _ in range(DATES):
        day = date(1900, 1, 1) + timedelta(days=chance.randrange(365 * 250))
        text = chance.choice(WAYS).format(day)
        read = parse_date(text)
        if EARLIEST_YEAR <= day.year <= LATEST_YEAR:
            assert (read.value, read.precision) == (day, Precision.DAY), text
        else:
            assert read.value is None, text
            assert read.reason is not None, text
        short = parse_date(f"'{day:%y}. {day.month}")
        assert short.value is None or first_day(short.value, Precision.MONTH) == short.value
        other = parse_date(chance.choice(NO_DATES))
        assert other.value is None
        assert other.reason is not None


def test_dates_that_are_a_slip_are_named_and_do_not_stretch_a_projects_picture(tmp_path: Path) -> None:
    steps = ["설계", "착공", "준공", "개관"]
    dates = [("2023-01-01", "2023-06-30"), ("2024-01-01", "2099-12-31"), ("1951-01-01", "2024-03-01")]
    dates.append(("2025-02-30", "미정"))
    raw = RawRead(
        results={
            "project": (QueryResult(("id", "name"), (("1", "가"),)),),
            "stage": (
                QueryResult(("project_id", "key", "name"), tuple(("1", each, each) for each in steps)),
            ),
            "stage_plan": (
                QueryResult(
                    ("project_id", "stage_key", "start", "end"),
                    tuple(("1", step, *days) for step, days in zip(steps, dates, strict=True)),
                ),
            ),
        }
    )
    batch = validate(raw, mapping_of(tmp_path, "".join(map(table_query, raw.results))), BASIS)
    named = {(each.key.rpartition("/")[2], each.field) for each in batch.findings.unread}
    assert named == {("착공", "end"), ("준공", "start"), ("개관", "start"), ("개관", "end")}

    held = {name: table.records for name, table in batch.tables.items()}
    seen = project_screen(
        Portfolio.build(held, snapshot_facts()),
        urls.Address(urls.Page.PROJECT, project_id="1"),
        TODAY,
        KOREAN,
    )

    assert seen is not None
    gantt = seen.gantt
    assert gantt.starts is not None
    assert gantt.ends is not None
    assert (gantt.starts.year, gantt.ends.year) == (2023, 2024)
    texts = " ".join(text for row in gantt.rows for text in (row.title, *row.unread))
    assert "2099" in texts
    assert "2025-02-30" in texts
