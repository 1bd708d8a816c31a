"""The demo city stands on the published scale: counts, statuses and totals are exact."""

from collections import Counter
from datetime import date

from db.demo.catalogue import BASIS, entries, report_dates
from db.demo.world import Course, courses
from tests.demo.conftest import END, City

EOK = 100
BEFORE, AFTER = 556_437 * EOK, 365_878 * EOK
LATE_DAYS = [242, 214, 183, 168, 151, 137, 121, 110, 102, 96, 92, 75, 64, 57, 41, 38, 12]


def pledges() -> list[Course]:
    return [course for course in courses() if course.entry.is_pledge]


def planned_of_pledges(city: City, as_of: str) -> int:
    """What the current plans of the 87 pledges sum to, straight from the mapping's rows."""
    chosen = {row["project_id"] for row in city.rows("membership") if row["programme_id"] == "PLEDGE"}
    current: dict[str, tuple[int, str]] = {}
    for plan in city.rows("plan_version", as_of):
        if plan["seq"] == 0 or plan["approved_on"]:
            current[plan["project_id"]] = max(
                current.get(plan["project_id"], (-1, "")), (plan["seq"], plan["key"])
            )
    rows = {row["id"]: row for row in city.rows("plan_fund", as_of) if row["project_id"] in chosen}
    return sum(row["amount"] for row in rows.values() if current[row["project_id"]][1] == row["plan_key"])


def test_87_pledges_and_100_tasks_share_51_and_are_136_projects() -> None:
    kinds = Counter(entry.programmes for entry in entries())

    assert kinds == {("공약", "과제"): 51, ("공약",): 36, ("과제",): 49}
    assert [entry.number for entry in entries()] == list(range(1, 137))


def test_the_100_tasks_have_the_published_areas_origins_and_novelty() -> None:
    tasks = [entry for entry in entries() if entry.is_task]
    areas = Counter(entry.area for entry in tasks)

    assert (areas["경제"], areas["문화"], len(areas)) == (23, 20, 5)
    assert Counter(entry.origin for entry in tasks) == {"공약": 51, "현안": 32, "국정연계": 17}
    assert Counter(entry.novelty for entry in tasks) == {"신규": 66, "계속": 34}


def test_statuses_of_the_pledges_are_14_70_and_3() -> None:
    assert Counter(course.status(BASIS) for course in pledges()) == {
        "완료": 14,
        "정상추진": 70,
        "일부추진": 3,
    }


def test_the_other_projects_show_every_official_word() -> None:
    others = Counter(course.status(BASIS) for course in courses() if not course.entry.is_pledge)

    assert others == {"완료": 5, "이행 후 계속추진": 6, "정상추진": 33, "일부추진": 3, "보류": 1, "폐기": 1}


def test_totals_before_and_after_the_revision_are_exact(built: City) -> None:
    assert planned_of_pledges(built, "2022-07-31") == BEFORE
    assert planned_of_pledges(built, "2023-11-30") == BEFORE
    assert planned_of_pledges(built, "2023-12-31") == AFTER
    assert planned_of_pledges(built, END) == AFTER


def test_the_revision_touched_38_pledges(built: City) -> None:
    first = built.select("SELECT 관리번호 FROM 계획변경 WHERE 승인일 = '2023-12-20'")
    second = built.select("SELECT COUNT(*) FROM 계획변경 WHERE 차수 = 2")

    assert len(first) == len(set(first)) == 38
    assert second == [(3,)]


def test_mean_progress_of_the_pledges_is_about_60_percent() -> None:
    mean = sum(course.progress(BASIS) for course in pledges()) / 87

    assert 59.5 <= mean <= 60.5


def test_17_projects_have_passed_a_planned_end_and_no_other_has() -> None:
    days = {course.entry.number: course.overdue_days(BASIS) for course in courses()}
    late = sorted((found for found in days.values() if found), reverse=True)

    assert late == LATE_DAYS
    assert all(days[entry.number] == entry.late_days for entry in entries())


def test_a_done_project_has_ended_all_its_stages_and_no_other_has() -> None:
    for course in courses():
        done = course.status(BASIS) in {"완료", "이행 후 계속추진"}
        assert all(line.end and line.end <= BASIS for line in course.lines) == done, course.entry.short


def test_every_project_has_6_to_10_stages_that_follow_each_other() -> None:
    for course in courses():
        assert 6 <= len(course.lines) <= 10
        ends = [line.end for line in course.lines if line.end]
        starts = [line.start for line in course.lines if line.start]
        assert ends == sorted(ends)
        assert starts == sorted(starts)
        assert all(line.start < line.end for line in course.lines if line.start and line.end)


def test_progress_never_falls() -> None:
    for course in courses():
        shares = [course.progress(day) for day in report_dates()]
        assert shares == sorted(shares), course.entry.short
        assert all(0 <= share <= 100 for share in shares)


def test_12_projects_have_no_budget_and_no_money() -> None:
    unfunded = [course for course in courses() if course.entry.total == 0]

    assert len(unfunded) == 12
    assert not any(cells for course in unfunded for cells in course.money)
    assert not any(course.facts for course in unfunded)


def test_the_parts_of_every_plan_sum_to_its_total() -> None:
    for course in courses():
        for plan, cells in zip(course.plans, course.money, strict=True):
            assert sum(cells.values()) == plan.total * EOK, (course.entry.short, plan.key)
            assert all(amount > 0 for amount in cells.values())


def test_one_printed_total_differs_from_its_parts(built: City) -> None:
    sums: Counter[tuple[str, str]] = Counter()
    for row in {row["id"]: row for row in built.rows("plan_fund")}.values():
        sums[row["project_id"], row["plan_key"]] += row["amount"]
    stated = {(row["project_id"], row["key"]): row["stated_total"] for row in built.rows("plan_version")}

    assert [key for key, total in stated.items() if total is not None and total != sums[key]] == [
        ("P084", "당초")
    ]


def test_two_projects_share_one_budget_cell_by_cell(built: City) -> None:
    shared = [row["id"] for row in built.rows("project") if row["budget_group"]]
    cells = [
        {
            (row["source"], row["period"]): row["amount"]
            for row in built.rows("plan_fund")
            if row["project_id"] == key
        }
        for key in shared
    ]

    assert len(shared) == 2
    assert cells[0] == cells[1]


def test_secured_money_stays_within_the_plan_but_for_two_projects() -> None:
    over = set()
    for course in courses():
        planned = course.money[-1]
        for fact in course.facts:
            if fact.stage == "확정" and fact.amount > planned[fact.source, fact.period]:
                over.add(course.entry.short)

    assert over == {"어르신 일자리", "공공자전거 달리네"}


def test_money_runs_up_and_is_never_spent_before_it_is_granted() -> None:
    for course in courses():
        granted: Counter[tuple[str, str]] = Counter()
        spent: Counter[tuple[str, str]] = Counter()
        for fact in course.facts:
            cell = fact.source, fact.period
            if fact.stage == "확정":
                granted[cell] = fact.amount
            if fact.stage == "집행":
                assert spent[cell] <= fact.amount <= granted[cell], (course.entry.short, fact)
                spent[cell] = fact.amount


def test_national_money_of_2024_and_2025_is_followed_from_request_to_grant(built: City) -> None:
    for year in ("2024", "2025"):
        stages: dict[str, dict[str, str]] = {}
        for row in built.rows("fund_fact"):
            if (
                row["source"] == "국비"
                and row["period"] == year
                and row["project_id"] not in {"P045", "P036"}
            ):
                stages.setdefault(row["project_id"], {})[row["stage"]] = row["as_of"]
        assert len(stages) > 60
        assert all({"신청", "부처안", "정부안", "확정"} <= found.keys() for found in stages.values())


def test_population_sums_over_the_districts_every_quarter(built: City) -> None:
    found: dict[str, dict[str, float]] = {}
    for row in built.rows("observation", "2025-01-31"):
        if row["indicator_id"] == "PP01":
            found.setdefault(row["at"], {})[row["place"]] = row["value"]

    # The end of 2024 is published on 10 January 2025, after the demo starts.
    assert max(found) == "2024-09-30"
    for places in found.values():
        assert sum(value for place, value in places.items() if place != "대전광역시") == places["대전광역시"]


def test_the_demo_speaks_of_30_months_and_starts_on_2_january_2025(built: City) -> None:
    dates = [row[0] for row in built.select(built.mapping["source"]["dates"])]

    assert dates == [day.isoformat() for day in report_dates()]
    assert (dates[0], dates[-1], len(dates)) == ("2022-07-31", END, 30)
    assert built.select(built.mapping["source"]["today"]) == [(date(2025, 1, 2).isoformat(),)]
    assert built.select("SELECT COUNT(*) FROM 추진실적") == [(4080,)]
