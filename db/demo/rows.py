"""Rows of the demo city's tables, made from the course of its projects."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from itertools import count

from db.demo import budget, words
from db.demo.catalogue import TERM_END, Entry, month_end, months_later
from db.demo.city import Value
from db.demo.money import EOK
from db.demo.plans import Plan, is_after_term, planned_share, stated_total
from db.demo.timeline import share_done
from db.demo.world import Course

Row = tuple[object, ...]

AREAS = {name: f"A{sort}" for sort, name in enumerate(("경제", "문화", "미래", "상생", "균형"), 1)}
PROGRAMMES = {"공약": "PLEDGE", "과제": "TASK100"}
ORPHAN = "P999"
"""관리번호 of a money row whose project does not exist: the kind of slip real tables hold."""

_PURPOSES = {
    "경제": (
        "기업이 머물고 자라는 기반을 마련하여 좋은 일자리를 늘림",
        "지역의 연구성과가 제품과 매출로 이어지게 함",
        "지역 상권과 작은 기업의 경영 부담을 덜어 줌",
        "새 산업이 뿌리내릴 공간과 제도를 갖춤",
    ),
    "문화": (
        "시민 누구나 가까운 곳에서 문화를 누리게 함",
        "예술인이 지역에 머물며 창작할 수 있게 함",
        "머무는 관광을 늘려 지역 상권에 보탬이 되게 함",
        "생활체육과 여가의 기회를 고르게 넓힘",
    ),
    "미래": (
        "이동 시간을 줄이고 지역 사이의 교통 격차를 좁힘",
        "낡은 기반시설을 바꾸어 안전한 도시를 만듦",
        "도심의 쓰임을 높이고 정주 여건을 새롭게 함",
        "푸르고 쾌적한 생활환경을 다음 세대에 물려줌",
    ),
    "상생": (
        "돌봄의 빈틈을 메우고 가정의 부담을 줄임",
        "도움이 필요한 시민을 먼저 찾아 살핌",
        "나이와 형편에 관계없이 시민의 일상을 지킴",
        "청년과 새 가정이 지역에 자리 잡도록 도움",
    ),
    "균형": (
        "원도심에 사람과 활력이 돌아오게 함",
        "생활 편의시설을 고르게 갖추어 지역 격차를 줄임",
        "주민이 스스로 마을을 가꾸는 바탕을 마련함",
    ),
}


def departments(entries: Sequence[Entry]) -> dict[str, str]:
    """Department names with their codes."""
    names = sorted({entry.department for entry in entries} | {entry.support for entry in entries} - {""})
    return {name: f"D{number:02d}" for number, name in enumerate(names, 1)}


def project(entry: Entry) -> Row:
    """A row of 공약사업."""
    purposes = _PURPOSES[entry.area]
    shared = entry.budget_tag if entry.budget_tag != entry.key else None
    return (
        *(entry.key, entry.number, entry.name, entry.short, AREAS[entry.area], entry.content),
        *(purposes[entry.number % len(purposes)], entry.place, entry.district, entry.starts.isoformat()[:7]),
        *(entry.novelty, "예산" if entry.total else "비예산", shared),
    )


def memberships(entries: Iterable[Entry]) -> Iterator[Row]:
    """Rows of 프로그램소속; numbered within each programme."""
    numbers = {name: count(1) for name in PROGRAMMES}
    for entry in entries:
        for name in entry.programmes:
            origin = entry.origin if name == "과제" else None
            yield entry.key, PROGRAMMES[name], next(numbers[name]), origin


def assignments(entries: Sequence[Entry]) -> Iterator[Row]:
    """Rows of 담당: one lead with team and extension, sometimes a supporting department."""
    codes = departments(entries)
    for entry in entries:
        code = codes[entry.department]
        yield entry.key, code, "주관", entry.team, str(4000 + 10 * int(code[1:]) + entry.number % 7)
        if entry.support:
            yield entry.key, codes[entry.support], "협조", None, None


def plan_versions(course: Course) -> Iterator[Row]:
    """Rows of 계획변경, 당초 included."""
    entry = course.entry
    for plan in course.plans:
        code, reason = plan.reason or (None, None)
        yield (
            *(entry.key, plan.seq, plan.key, plan.kind, plan.filed.isoformat()),
            *(_iso(plan.approved), code, reason, plan.procedure),
            *(stated_total(entry, plan) * EOK if entry.total else None, plan.ends.isoformat()[:7]),
            "임기후" if is_after_term(plan.ends) else "임기내",
        )


def stages(course: Course, known: date) -> Iterator[Row]:
    """Rows of 추진단계 with the real dates known by a day."""
    for line in course.lines:
        step = line.step
        yield (
            *(course.entry.key, line.seq, step.name, step.kind, step.weight, line.seq - 1 or None),
            *("Y" if step.milestone else "N", _known(line.start, known), _known(line.end, known)),
        )


def stage_progress(courses: Iterable[Course], day: date) -> Iterator[Row]:
    """Rows of 단계진도: the stage under way in each project, on a day."""
    for course in courses:
        line = course.running(day)
        if line is not None and line.start and line.start <= day:
            yield course.entry.key, line.seq, day.isoformat(), round(100 * share_done(line, day))


def stage_plans(course: Course) -> Iterator[Row]:
    """Rows of 단계계획; a date written over without approval has a later 등록일 in the same version."""
    for plan in course.plans:
        for seq, window in enumerate(plan.windows, 1):
            start, end = window.texts()
            first = (course.entry.key, plan.seq, seq, plan.filed.isoformat(), start)
            moved = plan.moved
            if moved is None or moved.seq != seq:
                yield *first, end
                continue
            yield *first, moved.before.isoformat()
            yield course.entry.key, plan.seq, seq, moved.on.isoformat(), start, end


def targets(course: Course) -> Iterator[Row]:
    """Rows of 분기목표: planned progress at the end of each quarter of the term."""
    for plan in course.plans:
        for quarter, day in _quarters(course.entry, plan):
            share = planned_share(course.lines, plan.windows, day)
            if share is not None:
                yield course.entry.key, plan.seq, quarter, round(100 * share)


def plan_funds(courses: Iterable[Course]) -> Iterator[Row]:
    """Rows of 재원계획, one of them entered twice and one without a project."""
    serial = count(1)
    last: Row = ()
    for course in courses:
        for plan, money in zip(course.plans, course.money, strict=True):
            for (source, period), amount in sorted(money.items()):
                last = (next(serial), course.entry.key, plan.seq, source, period, amount)
                yield last
    yield last
    yield next(serial), ORPHAN, 0, "시비", "2024", 35 * EOK


def fund_facts(courses: Iterable[Course], known: date) -> Iterator[Row]:
    """Rows of 재원실적 known by a day."""
    serial = count(1)
    for course in courses:
        for fact in course.facts:
            if fact.as_of <= known:
                head = (next(serial), course.entry.key, fact.source, fact.period, fact.stage)
                yield *head, fact.as_of.isoformat(), fact.amount


def budget_bookings(after: date | None, day: date) -> Iterator[Row]:
    """Rows of 세부사업집행 booked after one day (from the first on when None) and by another."""
    for line in budget.lines():
        for each in line.bookings:
            if each.as_of <= day and (after is None or each.as_of > after):
                amounts = (each.appropriated, each.spent, each.carried)
                yield line.code, each.year, each.as_of.isoformat(), *amounts


def report(course: Course, day: date, since: date) -> Row:
    """A row of 추진실적."""
    return words.report(course, day, since).row()


def value(each: Value) -> Row:
    """A row of 지표값."""
    return each.key, each.place, each.at.isoformat(), each.published.isoformat(), each.value, each.flag


def _quarters(entry: Entry, plan: Plan) -> Iterator[tuple[str, date]]:
    """Quarters of the term from the project's start to its end, with their last days."""
    for step in range(16):
        day = month_end(months_later(date(2022, 9, 1), 3 * step))
        if day > TERM_END or day - timedelta(days=92) > plan.ends:
            return
        if day > entry.starts:
            yield f"{day.year}Q{day.month // 3}", day


def _known(day: date | None, known: date) -> str | None:
    return day.isoformat() if day and day <= known else None


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
