"""What the demo city's projects want to bring about, year by year, and the papers about them; all invented."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from db.demo.catalogue import TERM_END, TERM_START, Entry
from db.demo.plans import planned_share
from db.demo.world import Course, courses

DOCUMENT_HOST = "docs.example.test"
"""A name that is nobody's: the papers of an invented project lie nowhere."""
Row = tuple[object, ...]

YEARS = range(TERM_START.year, TERM_END.year + 1)
_PUBLISHED = (12, 31)
_LACKING_EVERY, _UNREPORTED_EVERY, _BEYOND_EVERY = 11, 13, 7
"""So often a project has no indicator, an actual value is missing, one lies above its target."""


@dataclass(frozen=True, slots=True)
class Measure:
    """An indicator by kind of project. `first` and `last` are its values before and at the end of the plan."""

    name: str
    unit: str
    first: int
    last: int
    statistic: str | None = None

    @property
    def lower_is_better(self) -> bool:
        return self.last < self.first


_MEASURES: dict[str, tuple[Measure, ...]] = {
    "육성": (Measure("지원 기업", "개", 20, 240), Measure("참여자 만족도", "점", 72, 88)),
    "시설": (Measure("연간 이용자", "명", 0, 48_000),),
    "조성": (Measure("조성 면적", "㎡", 0, 36_000),),
    "교통": (
        Measure("하루 이용객", "명", 1_200, 9_600, "TR02"),
        Measure("평균 통행시간", "분", 46, 31, "TR03"),
    ),
    "기반": (Measure("정비 연장", "m", 0, 4_800), Measure("생활 불편 신고", "건", 320, 90)),
    "산단": (Measure("분양 계약 면적", "㎡", 0, 410_000),),
    "정비": (Measure("정비 구역", "곳", 1, 14),),
    "유치": (Measure("유치 기관", "개", 0, 6),),
    "행사": (Measure("방문객", "명", 60_000, 240_000), Measure("방문객 만족도", "점", 74, 90)),
    "제도": (Measure("수혜 시민", "명", 2_400, 26_000),),
}
_OTHER = (Measure("추진 과제 이행", "건", 0, 12),)


def indicators() -> Iterator[Row]:
    """Rows of 성과지표."""
    for course in courses():
        for number, each in enumerate(_measures(course.entry), 1):
            lower = "Y" if each.lower_is_better else "N"
            yield course.entry.key, number, each.name, each.unit, lower, each.statistic


def targets() -> Iterator[Row]:
    """Rows of 성과목표: a target at the end of each year of the term in which the project runs."""
    for course in courses():
        for number, each in enumerate(_measures(course.entry), 1):
            for year in _years(course):
                yield course.entry.key, number, year, _target(course, each, year)


def actuals(after: date | None, day: date) -> Iterator[Row]:
    """Rows of 성과실적 known after one day (from the first on when None) and by another."""
    for course in courses():
        for number, each in enumerate(_measures(course.entry), 1):
            for year in _years(course):
                known = date(year, *_PUBLISHED)
                is_told = (course.entry.number + number + year) % _UNREPORTED_EVERY != 0
                if is_told and known <= day and (after is None or known > after):
                    yield course.entry.key, number, year, known.isoformat(), _actual(course, each, year)


def documents() -> Iterator[Row]:
    """Rows of 문서: the plan of every project, its revisions, and photographs of what is being built."""
    for course in courses():
        papers = [
            (f"실천계획서({plan.key})", "문서", plan.filed, f"plan-{plan.seq}.pdf") for plan in course.plans
        ]
        works = [line for line in course.lines if line.step.kind in ("착공", "준공") and line.end]
        papers += [
            (f"{each.step.name} 현장", "사진", each.end, f"{each.seq}.jpg") for each in works if each.end
        ]
        for number, (title, kind, day, name) in enumerate(papers, 1):
            place = f"https://{DOCUMENT_HOST}/{course.entry.key}/{name}"
            # A paper on a shared disk of the office: an address that no browser may follow.
            if number == 1 and course.entry.number % _LACKING_EVERY == 1:
                place = rf"\\공유문서\공약\{course.entry.key}\실천계획서.hwp"
            yield course.entry.key, number, title, place, kind, day.isoformat()


def _measures(entry: Entry) -> tuple[Measure, ...]:
    return () if entry.number % _LACKING_EVERY == 0 else _MEASURES.get(entry.kind, _OTHER)


def _years(course: Course) -> list[int]:
    until = course.entry.halted or TERM_END
    return [year for year in YEARS if course.entry.starts <= date(year, *_PUBLISHED) and year <= until.year]


def _target(course: Course, each: Measure, year: int) -> int | None:
    """By the first plan; None where it has no dates."""
    share = planned_share(course.lines, course.plans[0].windows, date(year, *_PUBLISHED))
    return None if share is None else round(each.first + (each.last - each.first) * share)


def _actual(course: Course, each: Measure, year: int) -> int:
    share = course.progress(date(year, *_PUBLISHED)) / 100
    if (course.entry.number + year) % _BEYOND_EVERY == 0:
        share += 0.15
    return round(each.first + (each.last - each.first) * share)
