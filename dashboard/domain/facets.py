"""What people narrow the projects by: facets, the values that each project has in them, and counts.

A value is a key as it stands in an address: an id of the city for 프로그램, 분야, 부서 and 자치구, one of
our own words for the closed sets. UNKNOWN is the value of a project of which a city does not say.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from functools import reduce
from operator import or_
from types import MappingProxyType

from dashboard.domain.funding import FundGrid
from dashboard.domain.project_file import ProjectFile
from dashboard.domain.vocabulary import Completion, FundSource, Novelty, Role, Status

UNKNOWN = "unknown"
NO_BUDGET = "no-budget"


class Facet(StrEnum):
    """The facets in the order in which they are offered; the value is the name in an address."""

    PROGRAMME = "programme"
    AREA = "area"
    DEPARTMENT = "department"
    DISTRICT = "district"
    STATUS = "status"
    COMPLETION = "term"
    NOVELTY = "novelty"
    BUDGET = "budget"
    SIZE = "size"
    SOURCE = "source"
    PAST_PLAN = "past"


STATUS_KEYS: dict[Status | None, str] = {
    Status.DONE: "done",
    Status.CONTINUED: "continued",
    Status.ON_TRACK: "on-track",
    Status.PARTIAL: "partial",
    Status.ON_HOLD: "on-hold",
    Status.DROPPED: "dropped",
    None: UNKNOWN,
}
"""Official status (None = 상태 미상) -> its key, in the official order."""

COMPLETION_KEYS: dict[Completion | None, str] = {
    Completion.IN_TERM: "in-term",
    Completion.AFTER_TERM: "after-term",
    None: UNKNOWN,
}
NOVELTY_KEYS: dict[Novelty | None, str] = {
    Novelty.NEW: "new",
    Novelty.CONTINUING: "continuing",
    None: UNKNOWN,
}
SOURCE_KEYS: dict[FundSource, str] = {
    FundSource.NATIONAL: "national",
    FundSource.METRO: "metro",
    FundSource.DISTRICT: "district",
    FundSource.PRIVATE: "private",
    FundSource.OTHER: "other",
    FundSource.UNKNOWN: UNKNOWN,
}
HAS_BUDGET, WITHOUT_BUDGET = "budget", NO_BUDGET
PAST = "1"
"""계획일 경과; the facet has no other value."""

SIZE_LIMITS: Mapping[str, tuple[int, ...]] = MappingProxyType({"KRW": (10**11, 5 * 10**10, 10**10)})
"""Lower limits of the size bands by currency: 1000억, 500억, 100억 (DOMAIN.md 1.3)."""
OTHER_SIZE_LIMITS = (10**10, 5 * 10**9, 10**9)
"""The same for a currency with cents: 100, 50 and 10 million."""
SIZE_KEYS = ("largest", "large", "medium", "small")
"""The bands from the largest to the smallest; the last has no lower limit."""

CLOSED: Mapping[Facet, tuple[str, ...]] = MappingProxyType(
    {
        Facet.STATUS: tuple(STATUS_KEYS.values()),
        Facet.COMPLETION: tuple(COMPLETION_KEYS.values()),
        Facet.NOVELTY: tuple(NOVELTY_KEYS.values()),
        Facet.BUDGET: (HAS_BUDGET, WITHOUT_BUDGET, UNKNOWN),
        Facet.SIZE: (*SIZE_KEYS, NO_BUDGET, UNKNOWN),
        Facet.SOURCE: (*SOURCE_KEYS.values(), NO_BUDGET),
        Facet.PAST_PLAN: (PAST,),
    }
)
"""Every value of the facets whose values are ours, in the order in which they are offered."""

FacetValues = Mapping[Facet, frozenset[str]]
Choices = Mapping[Facet, Sequence[str]]

_SEPARATORS = re.compile(r"\s*[,;/·ㆍ‧\n]\s*")


def districts(text: str | None) -> tuple[str, ...]:
    """The districts (자치구) named in a project's field, each once: "동구, 중구" names two."""
    return tuple(dict.fromkeys(part for part in _SEPARATORS.split(text.strip()) if part)) if text else ()


def size_limits(currency: str) -> tuple[int, ...]:
    """Lower limits of the size bands in the currency's smallest unit, from the largest band on."""
    return SIZE_LIMITS.get(currency, OTHER_SIZE_LIMITS)


def facet_values(
    file: ProjectFile, planned: FundGrid, status: Status | None, is_past: bool, currency: str
) -> FacetValues:
    """The values that a project has in every facet; never an empty set but for 계획일 경과.

    `planned` is the money of its current plan, `is_past` whether a planned date has passed.
    """
    project = file.project
    leads = [assignment.department_id for assignment, _ in file.assigned(Role.LEAD)]
    return {
        Facet.PROGRAMME: _known(file.numbers),
        Facet.AREA: _known([file.area.id] if file.area else []),
        Facet.DEPARTMENT: _known(leads),
        Facet.DISTRICT: _known(districts(project.districts)),
        Facet.STATUS: frozenset({STATUS_KEYS[status]}),
        Facet.COMPLETION: frozenset({COMPLETION_KEYS[project.completion]}),
        Facet.NOVELTY: frozenset({NOVELTY_KEYS[project.novelty]}),
        Facet.BUDGET: frozenset({_budget(project.has_budget, planned.total)}),
        Facet.SIZE: frozenset({_size(project.has_budget, planned.total, currency)}),
        Facet.SOURCE: _sources(planned, project.has_budget),
        Facet.PAST_PLAN: frozenset({PAST}) if is_past else frozenset(),
    }


def matches(values: FacetValues, choices: Choices) -> bool:
    """Whether a project is left by `choices`: one of the chosen values in every facet that is chosen in."""
    return all(not values[facet].isdisjoint(chosen) for facet, chosen in choices.items() if chosen)


def facet_counts(projects: Iterable[FacetValues], choices: Choices) -> Mapping[Facet, Counter[str]]:
    """By facet and value: how many projects would be left if that value alone were chosen in its facet.

    The choices in all other facets hold.
    """
    wanted = [(facet, frozenset(chosen)) for facet, chosen in choices.items() if chosen]
    counts: dict[Facet, Counter[str]] = {facet: Counter() for facet in Facet}
    for values in projects:
        failed = [facet for facet, chosen in wanted if values[facet].isdisjoint(chosen)]
        if len(failed) > 1:
            continue
        for facet in failed or Facet:
            counts[facet].update(values[facet])
    return counts


def _known(keys: Iterable[str]) -> frozenset[str]:
    return frozenset(keys) or frozenset({UNKNOWN})


def _budget(has_budget: bool | None, planned: int | None) -> str:
    """예산 when the city says so or an amount is planned; 비예산 only when the city says so."""
    if has_budget is False and not planned:
        return WITHOUT_BUDGET
    return HAS_BUDGET if has_budget or planned is not None else UNKNOWN


def _size(has_budget: bool | None, planned: int | None, currency: str) -> str:
    if _budget(has_budget, planned) == WITHOUT_BUDGET:
        return NO_BUDGET
    if planned is None:
        return UNKNOWN
    limits = size_limits(currency)
    return next(
        (key for key, limit in zip(SIZE_KEYS, limits, strict=False) if planned >= limit), SIZE_KEYS[-1]
    )


def _sources(planned: FundGrid, has_budget: bool | None) -> frozenset[str]:
    """The sources with planned money; where none is planned, 비예산 or 재원 미상."""
    if _budget(has_budget, planned.total) == WITHOUT_BUDGET:
        return frozenset({NO_BUDGET})
    return _known(SOURCE_KEYS[source] for source, amount in planned.by_source().items() if amount)


class FacetIndex:
    """Which projects have which value, as one bit per project: counts over 18,700 of them take a millisecond.

    Projects are numbered in the order in which they are given.
    """

    def __init__(self, projects: Iterable[FacetValues]) -> None:
        listed = list(projects)
        bits: dict[Facet, dict[str, bytearray]] = {facet: {} for facet in Facet}
        size = len(listed) // 8 + 1
        for place, values in enumerate(listed):
            for facet, of_facet in values.items():
                for value in of_facet:
                    bits[facet].setdefault(value, bytearray(size))[place >> 3] |= 1 << (place & 7)
        self.size = len(listed)
        self._masks = {
            facet: {value: int.from_bytes(each, "little") for value, each in of_facet.items()}
            for facet, of_facet in bits.items()
        }

    def values(self, facet: Facet) -> frozenset[str]:
        """The values that any project has."""
        return frozenset(self._masks[facet])

    def left(self, choices: Choices) -> list[bool]:
        """Of every project whether `choices` leave it, as `matches` says."""
        return [mark == "1" for mark in f"{self._left(choices):0{self.size}b}"[::-1]]

    def left_count(self, choices: Choices) -> int:
        return self._left(choices).bit_count()

    def counts(self, choices: Choices) -> Mapping[Facet, Mapping[str, int]]:
        """As `facet_counts`: the projects left if a value alone were chosen in its facet."""
        counted = {}
        for facet, masks in self._masks.items():
            others = self._left({each: chosen for each, chosen in choices.items() if each is not facet})
            counted[facet] = {value: (mask & others).bit_count() for value, mask in masks.items()}
        return counted

    def _left(self, choices: Choices) -> int:
        mask = (1 << self.size) - 1
        for facet, chosen in choices.items():
            if chosen:
                mask &= reduce(or_, (self._masks[facet].get(value, 0) for value in chosen))
        return mask
