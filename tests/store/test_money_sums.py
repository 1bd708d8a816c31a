"""The sums behind every chart of the money, against SQL by hand straight on the tables of the store."""

import re
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dashboard import urls
from dashboard.domain.cuts import AREA_LEVEL, GapBase
from dashboard.domain.facets import NO_BUDGET, SOURCE_KEYS, STATUS_KEYS, Facet
from dashboard.domain.portfolio import Portfolio, SnapshotFacts
from dashboard.domain.records import Area, FundFact, Membership, PlanFund, PlanVersion, Project, StatusReport
from dashboard.domain.vocabulary import FundSource, FundStage, PlanKind, Status
from dashboard.screens.money import money
from dashboard.screens.money_changes import ChangesCut
from dashboard.screens.money_flow import FlowCut
from dashboard.screens.money_gaps import GapsCut
from dashboard.screens.money_stages import StagesCut
from dashboard.screens.money_tree import TreeCut
from dashboard.screens.money_years import YearsCut
from db.demo import build_demo
from db.sources.mapping import load_mapping
from db.sources.reader import Reader
from db.sources.validate import validate
from db.store import Incoming, Store
from tests.builders import BASIS, TODAY, pledges_and_tasks, snapshot_facts
from tests.conftest import IS_PROOF
from tests.sources.builders import MAPPINGS

NOW = datetime(2025, 1, 2, 9, 0, tzinfo=UTC)

# What is in force on :day in version :version, narrowed by a predicate, each budget once. A total as
# printed counts where the pot of money that it is written in holds nothing that may be a part of it. A project
# stands for its shared budget at a stage of money when it is the first by number that has an amount there.
BASE = """
project_now AS (
    SELECT * FROM project WHERE valid_from <= :version AND (valid_to IS NULL OR valid_to > :version)
),
version_now AS (
    SELECT * FROM plan_version WHERE valid_from <= :version AND (valid_to IS NULL OR valid_to > :version)
),
fund_now AS (
    SELECT * FROM plan_fund WHERE valid_from <= :version AND (valid_to IS NULL OR valid_to > :version)
),
fact_now AS (
    SELECT * FROM fund_fact WHERE valid_from <= :version AND (valid_to IS NULL OR valid_to > :version)
      AND as_of <= :day
),
membership_now AS (
    SELECT * FROM membership WHERE valid_from <= :version AND (valid_to IS NULL OR valid_to > :version)
),
report_now AS (
    SELECT project_id, status FROM (
        SELECT project_id, status, ROW_NUMBER() OVER (PARTITION BY project_id ORDER BY as_of DESC, row_id DESC) AS age
        FROM status_report AS r WHERE r.version <= :version AND as_of <= :day
    ) WHERE age = 1
),
in_force AS (
    SELECT project_id, key, seq, reason_code, kind FROM version_now
    WHERE kind = '당초' OR approved_on <= :day
    UNION ALL
    SELECT id, '당초', (SELECT COALESCE(MIN(seq), 1) - 1 FROM version_now WHERE project_id = id), NULL, '당초'
    FROM project_now WHERE NOT EXISTS (SELECT 1 FROM version_now WHERE project_id = id AND key = '당초')
),
funded AS (
    SELECT project_id, MAX(seq) AS seq FROM in_force AS v
    WHERE EXISTS (SELECT 1 FROM fund_now AS f WHERE f.project_id = v.project_id AND f.plan_key = v.key)
    GROUP BY project_id
),
raw AS (
    SELECT 'plan ' || v.project_id || ' ' || v.key AS pot, source, period, SUM(amount) AS amount
    FROM fund_now AS f JOIN in_force AS v ON v.project_id = f.project_id AND v.key = f.plan_key
    WHERE amount IS NOT NULL GROUP BY 1, 2, 3
    UNION ALL
    SELECT 'plan of area ' || area_id, source, period, SUM(amount) FROM fund_now
    WHERE area_id IS NOT NULL AND amount IS NOT NULL GROUP BY 1, 2, 3
    UNION ALL
    SELECT stage || COALESCE(' of area ' || area_id, ' ' || project_id), source, period, amount FROM (
        SELECT *, MAX(as_of) OVER (PARTITION BY project_id, area_id, source, period, stage) AS newest
        FROM fact_now
    ) WHERE as_of = newest AND amount IS NOT NULL
),
part AS (SELECT * FROM raw WHERE source <> 'total' AND period <> 'total'),
of_source AS (
    SELECT pot, source, 'unknown' AS period, amount FROM raw AS t
    WHERE source <> 'total' AND period = 'total'
      AND NOT EXISTS (SELECT 1 FROM part AS k WHERE k.pot = t.pot AND (
          k.source IN (t.source, 'unknown') OR t.source = 'unknown' OR t.amount = 0))
),
with_sources AS (SELECT * FROM part UNION ALL SELECT * FROM of_source),
of_period AS (
    SELECT pot, 'unknown' AS source, period, amount FROM raw AS t
    WHERE source = 'total' AND period <> 'total'
      AND NOT EXISTS (SELECT 1 FROM with_sources AS k WHERE k.pot = t.pot AND (
          k.period IN (t.period, 'unknown') OR t.period = 'unknown' OR t.amount = 0))
),
with_periods AS (SELECT * FROM with_sources UNION ALL SELECT * FROM of_period),
cell AS (
    SELECT * FROM with_periods
    UNION ALL
    SELECT pot, 'unknown', 'unknown', amount FROM raw AS t WHERE source = 'total' AND period = 'total'
      AND NOT EXISTS (SELECT 1 FROM with_periods AS k WHERE k.pot = t.pot)
),
planned AS (
    SELECT v.project_id, source, period, amount FROM in_force AS v
    JOIN funded AS u ON u.project_id = v.project_id AND u.seq = v.seq
    JOIN cell ON pot = 'plan ' || v.project_id || ' ' || v.key
),
stage AS (SELECT DISTINCT stage FROM fact_now),
fact AS (
    SELECT p.id AS project_id, NULL AS area_id, source, period, stage, amount
    FROM project_now AS p CROSS JOIN stage JOIN cell ON pot = stage || ' ' || p.id
    UNION ALL
    SELECT NULL, a.id, source, period, stage, amount
    FROM area AS a CROSS JOIN stage JOIN cell ON pot = stage || ' of area ' || a.id
    WHERE a.valid_from <= :version AND (a.valid_to IS NULL OR a.valid_to > :version)
),
chosen AS (SELECT * FROM project_now AS p WHERE {predicate}),
whole_area AS (
    SELECT a.id FROM area AS a WHERE valid_from <= :version AND (valid_to IS NULL OR valid_to > :version)
      AND NOT EXISTS (SELECT 1 FROM project_now AS p WHERE p.area_id = a.id
                      AND p.id NOT IN (SELECT id FROM chosen))
      AND (EXISTS (SELECT 1 FROM project_now AS p WHERE p.area_id = a.id)
           OR (SELECT COUNT(*) FROM chosen) = (SELECT COUNT(*) FROM project_now))
),
grouped AS (
    SELECT id, area_id, CAST(number AS INTEGER) AS place,
           CASE WHEN budget_group IS NOT NULL AND budget_group <> ''
                THEN 'g' || budget_group ELSE 'p' || id END AS budget
    FROM chosen
),
has AS (
    SELECT DISTINCT project_id, 'planned' AS stage FROM planned
    UNION SELECT DISTINCT project_id, stage FROM fact WHERE project_id IS NOT NULL
),
stands AS (
    SELECT s.stage, g.budget, g.id FROM grouped AS g
    JOIN has AS s ON s.project_id = g.id
    WHERE g.place = (SELECT MIN(o.place) FROM grouped AS o JOIN has AS h ON h.project_id = o.id
                     WHERE o.budget = g.budget AND h.stage = s.stage)
),
plan_area AS (
    SELECT id AS area_id, source, period, amount FROM whole_area JOIN cell ON pot = 'plan of area ' || id
),
owner AS (SELECT budget, id FROM stands WHERE stage = 'planned'),
money AS (
    SELECT s.budget, 'planned' AS stage, source, period, amount FROM planned
    JOIN stands AS s ON s.id = planned.project_id AND s.stage = 'planned'
    UNION ALL
    SELECT s.budget, f.stage, source, period, amount FROM fact AS f
    JOIN stands AS s ON s.id = f.project_id AND s.stage = f.stage
    UNION ALL SELECT 'a' || area_id, 'planned', source, period, amount FROM plan_area
    UNION ALL SELECT 'a' || area_id, stage, source, period, amount FROM fact
    WHERE area_id IN (SELECT id FROM whole_area)
),
place AS (
    SELECT o.budget, p.area_id, r.status, 0 AS is_area FROM owner AS o
    JOIN project_now AS p ON p.id = o.id LEFT JOIN report_now AS r ON r.project_id = o.id
    UNION ALL SELECT 'a' || id, id, NULL, 1 FROM whole_area
)
"""

BY_CELL = "SELECT source, period, SUM(amount) FROM money WHERE stage = :stage GROUP BY source, period"
BY_AREA = """SELECT area_id, SUM(amount) FROM money JOIN place USING (budget)
WHERE stage = 'planned' GROUP BY area_id"""
BY_SOURCE_AND_AREA = """SELECT source, area_id, SUM(amount) FROM money JOIN place USING (budget)
WHERE stage = 'planned' GROUP BY source, area_id"""
BY_AREA_AND_STATUS = """SELECT area_id, status, is_area, SUM(amount) FROM money JOIN place USING (budget)
WHERE stage = 'planned' GROUP BY area_id, status, is_area"""
BY_BUDGET = """SELECT budget,
    SUM(CASE WHEN stage = 'planned' THEN amount END), SUM(CASE WHEN stage = '확정' THEN amount END)
FROM money WHERE {period} GROUP BY budget"""
REFLECTED = """SELECT r.source, SUM(k.amount), SUM(r.amount), COUNT(*), COUNT(DISTINCT r.budget)
FROM (SELECT budget, source, period, SUM(amount) AS amount FROM money WHERE stage = '신청' GROUP BY 1, 2, 3) AS r
JOIN (SELECT budget, source, period, SUM(amount) AS amount FROM money WHERE stage = :stage GROUP BY 1, 2, 3) AS k
    USING (budget, source, period)
GROUP BY r.source"""
BY_REASON = """WITH total_of AS (
    SELECT v.project_id, v.seq, v.reason_code, SUM(amount) AS total FROM in_force AS v
    JOIN cell ON pot = 'plan ' || v.project_id || ' ' || v.key
    WHERE v.project_id IN (SELECT id FROM owner)
    GROUP BY v.project_id, v.seq
),
first_of AS (
    SELECT t.* FROM total_of AS t JOIN in_force AS v ON v.project_id = t.project_id AND v.seq = t.seq
    WHERE v.kind = '당초'
)
SELECT '당초', SUM(total), COUNT(*) FROM first_of
UNION ALL
SELECT COALESCE(reason_code, ''), SUM(change), COUNT(DISTINCT project_id) FROM (
    SELECT t.project_id, t.reason_code,
           t.total - (SELECT o.total FROM total_of AS o WHERE o.project_id = t.project_id AND o.seq < t.seq
                      ORDER BY o.seq DESC LIMIT 1) AS change
    FROM total_of AS t WHERE t.project_id IN (SELECT project_id FROM first_of)
) WHERE change IS NOT NULL AND change <> 0 GROUP BY 1"""

TO_DATE = "(period = '기투자' OR (period GLOB '[0-9][0-9][0-9][0-9]' AND period <= :year))"
TERM = "(period = '기투자' OR (period GLOB '[0-9][0-9][0-9][0-9]' AND period <= '2026'))"
AFTER = "(period = '임기후' OR (period GLOB '[0-9][0-9][0-9][0-9]' AND period > '2026'))"
PERIODS = {GapBase.TO_DATE: TO_DATE, GapBase.TERM: TERM, GapBase.TOTAL: "1"}

IN_PROGRAMME = (
    "EXISTS (SELECT 1 FROM membership_now AS m WHERE m.project_id = p.id AND m.programme_id = '{}')"
)
IN_STATUS = "(SELECT status FROM report_now AS r WHERE r.project_id = p.id) = '{}'"
WITHOUT_BUDGET = """(p.has_budget = 0
AND COALESCE((SELECT SUM(amount) FROM planned AS m WHERE m.project_id = p.id), 0) = 0)"""
WITH_SOURCE = """COALESCE((SELECT SUM(amount) FROM planned AS m WHERE m.project_id = p.id AND m.source = '{}'), 0) <> 0
AND NOT COALESCE({}, 0)"""


@dataclass(frozen=True)
class Choice:
    """A filter of the address, and the same as a predicate on a row of project `p`."""

    name: str
    filter: urls.Filter
    predicate: str


def choices(programme: str, area: str) -> list[Choice]:
    def choice(facet: Facet, value: str, predicate: str) -> Choice:
        return Choice(f"{facet}={value}", urls.Filter.of({facet: [value]}), predicate)

    status, source = Status.ON_TRACK, FundSource.NATIONAL
    both = urls.Filter.of({Facet.PROGRAMME: [programme], Facet.AREA: [area]})
    return [
        Choice("everything", urls.EVERYTHING, "1"),
        choice(Facet.PROGRAMME, programme, IN_PROGRAMME.format(programme)),
        choice(Facet.AREA, area, f"p.area_id = '{area}'"),
        choice(Facet.STATUS, STATUS_KEYS[status], IN_STATUS.format(status)),
        choice(Facet.SOURCE, SOURCE_KEYS[source], WITH_SOURCE.format(source, WITHOUT_BUDGET)),
        choice(Facet.BUDGET, NO_BUDGET, WITHOUT_BUDGET),
        Choice("both", both, f"p.area_id = '{area}' AND {IN_PROGRAMME.format(programme)}"),
    ]


STEP = re.compile(r"^(\w+) AS \((.*?)\)(?=,\n\w+ AS \(|\n*\Z)", re.DOTALL | re.MULTILINE)


class Books:
    """The store's own file, asked in SQL; every step of BASE is a table of the connection, made once."""

    def __init__(self, path: Path, known: dict[str, Any], choice: Choice) -> None:
        self._known = known
        self._connection = sqlite3.connect(path)
        steps = STEP.findall(BASE.strip())
        assert len(steps) > 20
        for name, query in steps:
            sql = query.replace("{predicate}", choice.predicate)
            self._connection.execute(f"CREATE TEMP TABLE {name} AS {sql}", known)
        self._connection.execute("CREATE INDEX pots ON cell (pot)")

    def ask(self, sql: str, **values: Any) -> list[tuple[Any, ...]]:
        return self._connection.execute(sql, {**self._known, **values}).fetchall()

    def sums(self, stage: str) -> dict[tuple[str, str], int]:
        return {(source, period): amount for source, period, amount in self.ask(BY_CELL, stage=stage)}

    def close(self) -> None:
        self._connection.close()


@dataclass(frozen=True)
class Held:
    """A portfolio out of a store, and the file of the same store."""

    portfolio: Portfolio
    path: Path
    known: dict[str, Any]
    choices: Sequence[Choice]

    def books(self, choice: Choice) -> Books:
        return Books(self.path, self.known, choice)

    def cut(self, choice: Choice, name: str, part: str | None = None) -> Any:
        address = urls.Address(urls.Page.MONEY, filter=choice.filter)
        address = address.with_option("cut", name).with_option("part", part)
        screen = money(self.portfolio, address, TODAY)
        assert screen.filters.ignored == ()
        return screen.cut


def held(store: Store, path: Path, facts: SnapshotFacts, chosen: Sequence[Choice]) -> Held:
    version = store.current()
    assert version is not None
    known = replace(facts, version=version.number, basis_date=version.basis_date)
    portfolio = Portfolio.build(store.records(version.number), known)
    day = portfolio.status_date(TODAY)
    year = portfolio.money_date(day).year
    return Held(
        portfolio, path, {"version": version.number, "day": day.isoformat(), "year": str(year)}, chosen
    )


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Held]:
    """The demo city as of its last report, read by its mapping and written into a store."""
    folder = tmp_path_factory.mktemp("sums")
    build_demo(folder / "city.sqlite3")
    mapping = load_mapping(MAPPINGS / "demo.toml", {"DEMO_DATABASE": str(folder / "city.sqlite3")})
    reader, store = Reader(mapping), Store(f"sqlite:///{folder / 'store.db'}")
    store.upgrade()
    batch = validate(reader.read(BASIS.isoformat()), mapping)
    with store.begin() as connection:
        tables = {name: table.records for name, table in batch.tables.items()}
        store.write(connection, Incoming("demo", BASIS, tables), NOW)
    reader.close()
    yield held(store, folder / "store.db", snapshot_facts(), choices("PLEDGE", "A3"))
    store.close()


def by(cells: dict[tuple[str, str], int], place: int) -> dict[str, int]:
    sums: dict[str, int] = {}
    for key, amount in cells.items():
        sums[key[place]] = sums.get(key[place], 0) + amount
    return sums


def known(pairs: Iterator[tuple[Any, int | None]] | Any) -> dict[Any, int]:
    return {key: amount for key, amount in pairs if amount is not None}


def expect_years(city: Held, choice: Choice, books: Books) -> None:
    cut: YearsCut = city.cut(choice, "years")
    columns = [column.key for column in cut.table.columns]
    for kind, stage in (("sum", "planned"), ("secured", "확정"), ("executed", "집행")):
        cells = books.sums(stage)
        row = cut.table.row(kind).cells
        drawn = known((key, cell.amount) for key, cell in zip(columns, row, strict=True))
        later = books.ask(f"SELECT SUM(amount) FROM money WHERE stage = :stage AND {AFTER}", stage=stage)
        term = books.ask(f"SELECT SUM(amount) FROM money WHERE stage = :stage AND {TERM}", stage=stage)
        assert {key: drawn[key] for key in drawn if key not in ("term", "later", "total")} == by(cells, 1)
        assert drawn.get("total") == (sum(cells.values()) if cells else None)
        assert "term" not in columns or drawn.get("term") == term[0][0]
        assert "later" not in columns or drawn.get("later") == later[0][0]
    planned = books.sums("planned")
    for of_source in cut.table.rows:
        if of_source.source:
            own = {
                period: amount for (source, period), amount in planned.items() if source == of_source.source
            }
            drawn = known((key, cell.amount) for key, cell in zip(columns, of_source.cells, strict=True))
            assert {key: drawn[key] for key in drawn if key not in ("term", "later", "total")} == own
    assert {row.source for row in cut.table.rows if row.source} >= by(planned, 0).keys()
    assert cut.check.is_even


def expect_stages(city: Held, choice: Choice, books: Books) -> None:
    cut: StagesCut = city.cut(choice, "stages")
    lines = {(group.source.value, line.stage): line for group in cut.groups for line in group.lines}
    for stage in FundStage:
        totals = by(books.sums(stage.value), 0)
        assert (
            known((source, line.total.amount) for (source, of), line in lines.items() if of is stage)
            == totals
        )
        compared = books.ask(REFLECTED, stage=stage.value)
        for source, reflected, requested, cells, budgets in compared:
            line = lines[source, stage]
            assert line.asked.amount == reflected
            assert f"사업 {budgets:,}개 · {cells:,}건" in line.cells_text
            if line.rate and requested:
                assert line.rate.value == pytest.approx(reflected / requested)
    assert cut.check is None or cut.check.is_even


def expect_tree(city: Held, choice: Choice, books: Books) -> None:
    cut: TreeCut = city.cut(choice, "tree")
    asked = {f"area {area or ''}": amount for area, amount in books.ask(BY_AREA)}
    assert known((branch.key, branch.amount) for branch in cut.branches) == asked
    for branch in cut.branches:
        assert sum(leaf.amount for leaf in branch.leaves) == branch.drawn
        assert all(leaf.amount > 0 for leaf in branch.leaves)
    undrawn = books.ask(
        "SELECT SUM(t) FROM (SELECT SUM(amount) AS t FROM money WHERE stage = 'planned' GROUP BY budget) WHERE t < 0",
    )
    assert cut.total + (undrawn[0][0] or 0) == sum(asked.values())
    assert cut.check.is_even


def expect_flow(city: Held, choice: Choice, books: Books) -> None:
    cut: FlowCut = city.cut(choice, "flow")
    drawn = {(link.start, link.end): link.amount for link in cut.links}
    to_area = {
        (f"source {source}", f"area {area or ''}"): amount
        for source, area, amount in books.ask(BY_SOURCE_AND_AREA)
    }
    to_status = {
        (f"area {area or ''}", f"state {AREA_LEVEL if is_area else status or ''}"): amount
        for area, status, is_area, amount in books.ask(BY_AREA_AND_STATUS)
    }
    assert drawn == {key: amount for key, amount in (to_area | to_status).items() if amount > 0}
    rows = {row.label: row for row in cut.table.rows if row.kind == "sum"}
    total = next(iter(rows.values())).cells[[column.kind for column in cut.table.columns].index("total")]
    assert (total.amount or 0) == sum(to_area.values()) == sum(to_status.values())
    assert cut.check.is_even


def expect_changes(city: Held, choice: Choice, books: Books) -> None:
    cut: ChangesCut = city.cut(choice, "changes")
    asked = {reason: (amount, count) for reason, amount, count in books.ask(BY_REASON)}
    base, _ = asked.pop("당초")
    bars = {bar.label: bar.amount for bar in cut.bars}
    assert bars.get("당초") == base
    assert {label: amount for label, amount in bars.items() if label in asked} == {
        reason: amount for reason, (amount, _) in asked.items() if reason in bars
    }
    unknown = asked.pop("", (0, 0))[0]
    assert bars.get("사유 미상", 0) == (unknown if cut.bars else 0)
    current = books.ask("SELECT SUM(amount) FROM money WHERE stage = 'planned'")[0][0]
    assert not cut.bars or bars["현재"] == current
    counts = {line.reason: line.projects_text for line in cut.reasons}
    assert {reason: f"{count:,}개" for reason, (_, count) in asked.items()}.items() <= counts.items()
    assert cut.check.is_even


def expect_gaps(city: Held, choice: Choice, books: Books, base: GapBase) -> None:
    cut: GapsCut = city.cut(choice, "gaps", base.value)
    found = books.ask(BY_BUDGET.replace("{period}", PERIODS[base]))
    told = [
        (planned, secured) for _, planned, secured in found if planned is not None and secured is not None
    ]
    short = sorted((planned - secured for planned, secured in told if planned > secured), reverse=True)
    assert len(cut.short.lines) == min(len(short), 100)
    whole = sum(planned for _, planned, _ in found if planned is not None)
    secured = sum(amount for _, _, amount in found if amount is not None)
    assert cut.rate.value is None or cut.rate.value == pytest.approx(secured / whole)
    shares = [line.share for line in cut.short.lines]
    assert shares == pytest.approx([gap / short[0] for gap in short[:100]])
    assert bool(cut.over) == any(planned < secured for planned, secured in told)
    assert cut.check.is_even


def expect_all(city: Held, choice: Choice) -> None:
    with closing(city.books(choice)) as books:
        expect_years(city, choice, books)
        expect_stages(city, choice, books)
        expect_tree(city, choice, books)
        expect_flow(city, choice, books)
        expect_changes(city, choice, books)
        for base in GapBase:
            expect_gaps(city, choice, books, base)


@pytest.mark.parametrize("place", range(7))
def test_every_chart_of_the_demo_sums_to_what_the_store_holds(demo: Held, place: int) -> None:
    expect_all(demo, demo.choices[place])


def test_the_books_of_the_demo_are_not_empty(demo: Held) -> None:
    with closing(demo.books(demo.choices[0])) as books:
        sums = {stage: sum(books.sums(stage).values()) for stage in ("planned", *FundStage)}
        reasons = books.ask(BY_REASON)

    assert all(amount > 0 for amount in sums.values()), sums
    assert len(reasons) > 5


AMOUNTS = st.one_of(st.none(), st.integers(-5, 200).map(lambda n: n * 10**9), st.integers(0, 10**13))
SOURCES = st.sampled_from(list(FundSource))
YEARS = st.sampled_from(["기투자", "2023", "2024", "2025", "2027", "임기후", "unknown", "total"])
IDS = [f"p{number}" for number in range(1, 8)]


@st.composite
def cities(draw: st.DrawFn) -> dict[str, list[Any]]:
    """Some projects with plans, money and reports of every kind; money of areas too."""
    projects = [
        Project(
            key,
            f"사업 {key}",
            number=key.removeprefix("p"),
            area_id=draw(st.sampled_from(["a1", "a2", None])),
            has_budget=draw(st.sampled_from([True, False, None])),
            budget_group=draw(st.sampled_from([None, None, "함께"])),
        )
        for key in IDS[: draw(st.integers(1, len(IDS)))]
    ]
    versions: list[PlanVersion] = []
    funds: dict[Any, PlanFund] = {}
    facts: dict[Any, FundFact] = {}
    for project in projects:
        for seq in range(draw(st.integers(0, 3))):
            kind = PlanKind.CHANGE if seq else PlanKind.ORIGINAL
            approved = draw(
                st.sampled_from([date(2023, 5, 1), date(2024, 5, seq + 1), None, date(2026, 1, 1)])
            )
            reason = draw(st.sampled_from(["규모", "물가", None]))
            key = f"변경{seq}" if seq else "당초"
            versions.append(PlanVersion(project.id, key, seq, kind, approved, reason))
    keys: list[tuple[str | None, str | None, str]] = [(None, "a1", "당초"), (None, "a2", "당초")]
    keys += [(version.project_id, None, version.key) for version in versions]
    keys += [(project.id, None, "당초") for project in projects]
    for project_id, area_id, plan in draw(st.lists(st.sampled_from(keys), max_size=25)):
        fund = PlanFund(project_id, area_id, plan, draw(SOURCES), draw(YEARS), draw(AMOUNTS))
        funds[project_id, area_id, plan, fund.source, fund.period] = fund
    owners: list[tuple[str | None, str | None]] = [
        (None, "a1"),
        (None, "a2"),
        *((project.id, None) for project in projects),
    ]
    for project_id, area_id in draw(st.lists(st.sampled_from(owners), max_size=30)):
        as_of = draw(st.sampled_from([date(2024, 3, 1), date(2024, 9, 1), date(2025, 6, 1)]))
        stage = draw(st.sampled_from(list(FundStage)))
        fact = FundFact(project_id, area_id, draw(SOURCES), draw(YEARS), stage, as_of, draw(AMOUNTS))
        facts[project_id, area_id, fact.source, fact.period, stage, as_of] = fact
    reports = [
        StatusReport(project.id, date(2024, month, 1), draw(st.sampled_from([*Status, None])))
        for project in projects
        for month in (3, 9)
    ]
    members = [
        Membership(project.id, programme)
        for project in projects
        for programme in draw(st.lists(st.sampled_from(["pledge", "task"]), unique=True))
    ]
    term, *programmes = pledges_and_tasks()
    return {
        "term": [term],
        "programme": programmes,
        "area": [Area("a1", "경제"), Area("a2", "문화")],
        "project": projects,
        "membership": members,
        "plan_version": versions,
        "plan_fund": list(funds.values()),
        "fund_fact": list(facts.values()),
        "status_report": reports,
    }


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Store, Path]]:
    """One store for all examples: each is a further version, so that closed rows lie around as well."""
    path = tmp_path_factory.mktemp("shelf") / "store.db"
    store = Store(f"sqlite:///{path}")
    store.upgrade()
    yield store, path
    store.close()


@settings(
    max_examples=1500 if IS_PROOF else 25,
    suppress_health_check=[
        HealthCheck.function_scoped_fixture,
        HealthCheck.too_slow,
        HealthCheck.data_too_large,
    ],
)
@given(tables=cities(), picked=st.integers(0, 6))
def test_every_chart_of_any_city_sums_to_what_the_store_holds(
    shelf: tuple[Store, Path], tables: dict[str, list[Any]], picked: int
) -> None:
    store, path = shelf
    with store.begin() as connection:
        store.write(connection, Incoming("city", BASIS, tables, stated=True), NOW)
    found = choices("pledge", "a1")
    city = held(store, path, snapshot_facts(), found)

    expect_all(city, found[picked])
