"""Budget lines (세부사업) of the demo city, as a local finance system books them, with the projects' shares.

Amounts are 백만원 and follow the money of the projects: 예산현액 is the 확정 of 국비 and 시비 with what was
carried over from the year before, 지출액 their 집행 with what was spent of that. So a year's 지출액 differs
from the project's 집행 by the carried money, and a line that projects share by the rounding of its shares.
구비, 민자 and 기타 do not pass through the city's own budget.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from db.demo.catalogue import SEED, TERM_END, Entry
from db.demo.money import YEARS, Fact
from db.demo.world import Course, courses

SOURCES = ("국비", "시비")
BUILT = frozenset({"시설", "조성", "교통", "기반", "산단", "정비", "유치"})
SPECIAL_ACCOUNTS = {"교통": "교통사업특별회계", "산단": "산업단지조성특별회계"}
GENERAL_ACCOUNT = "일반회계"
Shares = tuple[tuple[str, str], ...]
"""(관리번호, 배분율) as the city writes them."""

_Names = tuple[tuple[str, int], ...]
_BUILT_NAMES: _Names = (("조성공사", 6), ("보상", 3), ("설계·감리", 1))
_OTHER_NAMES: _Names = (("추진", 7), ("운영 지원", 3))
_SMALL_NAMES: _Names = (("추진", 10),)
_ONE_LINE_BELOW = 50
"""억원 of 총사업비."""
_CARRIED_TENTHS = 7
"""Of what was granted for works and not spent, so much is carried over; the rest lapses."""
_CARRIED_SPENT = {3: 2, 6: 5, 9: 8, 12: 10}
"""Month whose end it is -> tenths of the carried money that are spent by then."""
_JOINT_EVERY, _PARTLY_EVERY = 3, 29
_FIRST_CODE = 2_200_001
_UNCLAIMED = (
    ("청사 시설 관리", "총무과", 6_400),
    ("시정 소식지 발간", "홍보담당관", 1_250),
    ("행정정보시스템 유지보수", "정보화담당관", 8_900),
    ("공무원 교육훈련", "인사혁신담당관", 2_100),
    ("도로 일반 유지보수", "건설도로과", 21_500),
    ("하천 제초·정비", "생태하천과", 4_300),
    ("민원실 운영", "시민봉사과", 980),
)


@dataclass(frozen=True, slots=True)
class Booking:
    """A line in one fiscal year from `as_of` on."""

    year: int
    as_of: date
    appropriated: int
    spent: int
    carried: int


@dataclass(frozen=True, slots=True)
class Line:
    """A 세부사업 with its bookings in the order of days."""

    code: str
    name: str
    account: str
    department: str
    shares: Shares
    bookings: tuple[Booking, ...]


@dataclass(frozen=True, slots=True)
class _Slice:
    """What a line takes of one project's bookings."""

    entry: Entry
    name: str
    bookings: tuple[Booking, ...]

    def line(self, shares: Shares) -> Line:
        account = SPECIAL_ACCOUNTS.get(self.entry.kind, GENERAL_ACCOUNT)
        return Line("", self.name, account, self.entry.department, shares, self.bookings)


@lru_cache(maxsize=1)
def lines() -> tuple[Line, ...]:
    """Every line to the end of the term; the demo database holds what is booked by its day."""
    booked = [line for line in (*_claimed(), *_unclaimed()) if line.bookings]
    return tuple(replace(line, code=f"{_FIRST_CODE + place}") for place, line in enumerate(booked))


def _claimed() -> Iterator[Line]:
    """Lines that belong to projects: alone, with a part left over, or two of them together."""
    waiting: dict[str, _Slice] = {}
    for number, members in enumerate(_budgets()):
        slices = _slices(members[0])
        if len(members) == 1 and len(slices) > 1 and number % _JOINT_EVERY == 0:
            last = slices.pop()
            other = waiting.pop(last.entry.department, None)
            if other is None:
                waiting[last.entry.department] = last
            else:
                yield _joint(other, last)
        for place, each in enumerate(slices):
            if len(members) == 1 and (number + place) % _PARTLY_EVERY == 0:
                larger = tuple(_part(booking, 0, 5, 4) for booking in each.bookings)
                yield replace(each, bookings=larger).line(((each.entry.key, "0.8"),))
            else:
                yield each.line(_equal_shares(members))
    for each in waiting.values():
        yield each.line(((each.entry.key, "1"),))


def _budgets() -> list[list[Course]]:
    """Projects by budget: those that share one stand together."""
    found: dict[str, list[Course]] = {}
    for course in courses():
        found.setdefault(course.entry.budget_tag, []).append(course)
    return list(found.values())


def _slices(course: Course) -> list[_Slice]:
    names = _BUILT_NAMES if course.entry.kind in BUILT else _OTHER_NAMES
    names = names if course.entry.total >= _ONE_LINE_BELOW else _SMALL_NAMES
    found, below = [], 0
    for name, tenths in names:
        mine = tuple(_part(booking, below, below + tenths, 10) for booking in _booked(course))
        found.append(_Slice(course.entry, f"{course.entry.short} {name}", mine))
        below += tenths
    return found


def _part(whole: Booking, above: int, up_to: int, of: int) -> Booking:
    """From `above` to `up_to` of `of` parts, so that neighbouring parts sum to the whole."""
    names = ("appropriated", "spent", "carried")
    amounts = (getattr(whole, name) for name in names)
    return Booking(
        whole.year, whole.as_of, *(amount * up_to // of - amount * above // of for amount in amounts)
    )


def _equal_shares(members: Sequence[Course]) -> Shares:
    """The same for each, the first takes what does not divide: 1, 0.5 and 0.5, 0.34 and 0.33 and 0.33."""
    each, rest = divmod(100, len(members))
    hundredths = [each + rest, *[each] * (len(members) - 1)]
    return tuple(
        (course.entry.key, f"{part / 100:.2f}".rstrip("0").rstrip("."))
        for course, part in zip(members, hundredths, strict=True)
    )


def _joint(one: _Slice, other: _Slice) -> Line:
    """One line of two projects: their bookings added up, their shares by the largest of each, in tenths."""
    both = [one.bookings, other.bookings]
    sizes = [max((booking.appropriated for booking in each), default=0) for each in both]
    tenths = min(max(round(10 * sizes[0] / (sum(sizes) or 1)), 1), 9)
    shares = ((one.entry.key, f"0.{tenths}"), (other.entry.key, f"0.{10 - tenths}"))
    joint = replace(one, name=f"{one.entry.short} 등 공동 추진", bookings=_added(both))
    return joint.line(shares)


def _added(both: Sequence[Sequence[Booking]]) -> tuple[Booking, ...]:
    """Two courses of bookings as one: on each day what both say by then."""
    found = []
    for year, day in sorted({(each.year, each.as_of) for bookings in both for each in bookings}):
        known = [
            next((each for each in reversed(bookings) if each.year == year and each.as_of <= day), None)
            for bookings in both
        ]
        now = [each for each in known if each is not None]
        sums = (sum(getattr(each, name) for each in now) for name in ("appropriated", "spent", "carried"))
        found.append(Booking(year, day, *sums))
    return tuple(sorted(found, key=lambda each: (each.as_of, each.year)))


def _booked(course: Course) -> tuple[Booking, ...]:
    """All money of a project that passes through the city's budget, in the order of days."""
    facts = [fact for fact in course.facts if fact.source in SOURCES and fact.period.isdigit()]
    until = course.entry.halted or TERM_END
    tenths = _CARRIED_TENTHS if course.entry.kind in BUILT else 0
    found: list[Booking] = []
    carried = 0
    for year in YEARS:
        mine = [fact for fact in facts if fact.period == str(year)]
        booked = [each for each in _year(year, mine, carried, tenths) if each.as_of <= until]
        carried = booked[-1].carried if booked else 0
        found += booked
    return tuple(sorted(found, key=lambda each: (each.as_of, each.year)))


def _year(year: int, facts: Sequence[Fact], brought: int, carried_tenths: int) -> Iterator[Booking]:
    """Bookings of one fiscal year on the days on which its amounts change; none before the year begins."""
    first, closing = date(year, 1, 1), date(year + 1, 2, 28)
    quarters = {date(year, month, 31 if month in (3, 12) else 30) for month in _CARRIED_SPENT}
    opening = date(year, 2, 28)
    days = sorted({max(fact.as_of, first) for fact in facts} | ({opening, *quarters} if brought else set()))
    last: tuple[int, int, int] | None = None
    for day in days:
        secured, executed = (_sum(facts, stage, day) for stage in ("확정", "집행"))
        come = brought if day >= opening else 0
        spent = (
            executed + come * max([_CARRIED_SPENT[q.month] for q in quarters if q <= day], default=0) // 10
        )
        carried = (secured - executed) * carried_tenths // 10 if day >= closing else 0
        amounts = (secured + come, spent, carried)
        if amounts != last and any(amounts):
            yield Booking(year, day, *amounts)
        last = amounts


def _sum(facts: Sequence[Fact], stage: str, day: date) -> int:
    """The newest amount of each source by the day; facts are in the order of days."""
    newest = {fact.source: fact.amount for fact in facts if fact.stage == stage and fact.as_of <= day}
    return sum(newest.values())


def _unclaimed() -> Iterator[Line]:
    """Lines of the city's daily work, which no project claims."""
    for place, (name, department, budget) in enumerate(_UNCLAIMED):
        bookings = []
        for year in YEARS:
            amount = budget * (100 + 3 * (year - YEARS[0]) + (SEED + place) % 5) // 100
            for month, percent in ((3, 18), (6, 43), (9, 68), (12, 95)):
                day = date(year, month, 31 if month in (3, 12) else 30)
                bookings.append(Booking(year, day, amount, amount * percent // 100, 0))
        yield Line("", name, GENERAL_ACCOUNT, department, (), tuple(bookings))
