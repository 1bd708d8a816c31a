"""The filter that all screens share: its facets with their counts, what is chosen, what an address asked in vain."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from dashboard import urls
from dashboard.domain.facets import CLOSED, SIZE_KEYS, UNKNOWN, Facet, size_limits
from dashboard.domain.facets import SOURCE_KEYS as KEY_OF_SOURCE
from dashboard.domain.facets import STATUS_KEYS as KEY_OF_STATUS
from dashboard.domain.money import money_text
from dashboard.domain.portfolio import Portfolio
from dashboard.domain.vocabulary import FundSource, Role, Status
from dashboard.domain.words import Words
from dashboard.screens.texts import View, programme_label, source_label, status_word
from dashboard.urls import EVERYTHING

IGNORED_SHOWN = 3
LONGEST_IGNORED = 40
"""So many signs of a text that someone put into an address are repeated on the screen."""


@dataclass(frozen=True, slots=True)
class FacetOption:
    """One value of a facet; its href adds the value to the filter or takes it out.

    `count` is the number of projects that the value would leave, with all other facets as they are.
    """

    key: str
    label: str
    count: int
    count_text: str
    href: str
    is_on: bool


@dataclass(frozen=True, slots=True)
class FacetGroup:
    """A facet with the values that occur. `text` names what is chosen, None when nothing is."""

    facet: Facet
    label: str
    text: str | None
    options: tuple[FacetOption, ...]
    clear_href: str


@dataclass(frozen=True, slots=True)
class Chip:
    """A chosen value; its href takes it out."""

    text: str
    href: str
    title: str


@dataclass(frozen=True, slots=True)
class FilterBar:
    """The filter of a screen. `clear_href` is None when nothing is chosen.

    `result_text` is "24개 / 전체 136개"; `ignored` are sentences about values of the address that
    mean nothing here.
    """

    title: str
    result_text: str
    groups: tuple[FacetGroup, ...]
    chips: tuple[Chip, ...]
    clear_text: str
    clear_href: str | None
    ignored: tuple[str, ...]


def filter_bar(view: View) -> FilterBar:
    """The filter over the screen at `view.here`; every href stays on that screen with its options."""
    labels = FacetLabels(view.portfolio, view.words)
    index = view.portfolio.facet_index(view.on)
    counts = index.counts(dict(view.chosen.choices))
    groups = [_group(view, facet, counts[facet], labels) for facet in Facet]
    left = index.left_count(dict(view.chosen.choices))
    everything, words = index.size, view.words
    result = words.filter_result if left == everything else words.filter_result_of
    return FilterBar(
        title=words.filter_title,
        result_text=result.format(n=f"{left:,}", all=f"{everything:,}"),
        groups=tuple(group for group in groups if len(group.options) > 1 or group.text),
        chips=tuple(
            _chip(view, facet, value, labels) for facet, values in view.chosen.choices for value in values
        ),
        clear_text=words.filter_clear,
        clear_href=_href(view, EVERYTHING) if view.chosen.choices else None,
        ignored=ignored_sentences(view.here, words),
    )


def ignored_sentences(here: urls.Address, words: Words) -> tuple[str, ...]:
    """What the address asked for and nothing understands, a sentence each; the first few of many."""
    said = [
        words.filter_ignored.format(name=name[:LONGEST_IGNORED], value=value[:LONGEST_IGNORED])
        for name, value in here.ignored[:IGNORED_SHOWN]
    ]
    more = len(here.ignored) - len(said)
    return (*said, words.filter_ignored_more.format(n=f"{more:,}")) if more else tuple(said)


def chosen_texts(view: View) -> tuple[str, ...]:
    """The filter in words, a facet each: "주관부서: 철도과, 교통과"; for exports and prints too."""
    labels = FacetLabels(view.portfolio, view.words)
    return tuple(
        view.words.filter_chip.format(
            facet=view.words.facet_names[facet],
            value=", ".join(labels.text(facet, value) for value in values),
        )
        for facet, values in view.chosen.choices
    )


class FacetLabels:
    """The words of facet values: the city's own names for its ids, ours for the closed sets."""

    def __init__(self, portfolio: Portfolio, words: Words) -> None:
        self._words = words
        self._names: dict[Facet, Mapping[str, str]] = {
            Facet.PROGRAMME: {each.id: programme_label(each) for each in portfolio.programmes},
            Facet.AREA: {each.id: each.short_name or each.name for each in portfolio.areas},
            Facet.DEPARTMENT: department_names(portfolio),
            Facet.STATUS: {
                KEY_OF_STATUS[status]: status_word(portfolio, status, words) for status in (*Status, None)
            },
            Facet.SOURCE: {
                KEY_OF_SOURCE[source]: source_label(portfolio, source, words)
                for source in FundSource
                if source in KEY_OF_SOURCE
            },
            Facet.SIZE: _size_labels(portfolio.facts.profile.currency, words),
        }

    def text(self, facet: Facet, value: str) -> str:
        """The word for `value`; the key itself where the city gives no name."""
        own = self._names.get(facet, {}).get(value)
        return own or self._words.facet_values.get(f"{facet} {value}", value)

    def order(self, facet: Facet, value: str) -> tuple[int, int, str]:
        """Closed sets in their order, programmes and areas in the city's, names by alphabet; unknown last."""
        if facet in CLOSED:
            return (0, CLOSED[facet].index(value), value)
        if facet in (Facet.PROGRAMME, Facet.AREA):
            listed = list(self._names[facet])
            return (int(value == UNKNOWN), listed.index(value) if value in listed else len(listed), value)
        return (int(value == UNKNOWN), 0, self.text(facet, value))


def department_names(portfolio: Portfolio) -> dict[str, str]:
    """Names of the lead departments (주관부서) by id."""
    return portfolio.remembered(
        "department names",
        lambda: {
            assignment.department_id: department.name if department else assignment.department_id
            for file in portfolio.projects.values()
            for assignment, department in file.assigned(Role.LEAD)
        },
    )


def _group(view: View, facet: Facet, counts: Mapping[str, int], labels: FacetLabels) -> FacetGroup:
    chosen = view.chosen.values(facet)
    occurring = {*_occurring(view, facet), *chosen}
    options = [
        FacetOption(
            key=value,
            label=labels.text(facet, value),
            count=counts.get(value, 0),
            count_text=f"{counts.get(value, 0):,}",
            href=_href(view, view.chosen.with_toggled(facet, value)),
            is_on=value in chosen,
        )
        for value in sorted(occurring, key=lambda each: labels.order(facet, each))
    ]
    return FacetGroup(
        facet=facet,
        label=view.words.facet_names[facet],
        text=", ".join(labels.text(facet, value) for value in chosen) or None,
        options=tuple(options),
        clear_href=_href(view, view.chosen.without(facet)),
    )


def _occurring(view: View, facet: Facet) -> Iterable[str]:
    """The values that any project of this data version has."""
    return view.portfolio.facet_index(view.on).values(facet)


def _chip(view: View, facet: Facet, value: str, labels: FacetLabels) -> Chip:
    words = view.words
    text = words.filter_chip.format(facet=words.facet_names[facet], value=labels.text(facet, value))
    href = _href(view, view.chosen.with_toggled(facet, value))
    return Chip(text, href, words.filter_chip_remove.format(chip=text))


def _href(view: View, chosen: urls.Filter) -> str:
    return urls.href(replace(view.here, filter=chosen))


def _size_labels(currency: str, words: Words) -> dict[str, str]:
    """`1,000억원 이상`, `500억~1,000억`, … of the currency's bands."""
    limits = [money_text(limit, currency, words) for limit in size_limits(currency)]
    largest, *between = SIZE_KEYS[:-1]
    labels = {largest: words.size_from.format(low=limits[0])}
    for place, key in enumerate(between, start=1):
        labels[key] = words.size_between.format(low=limits[place], high=limits[place - 1])
    return {**labels, SIZE_KEYS[-1]: words.size_below.format(high=limits[-1])}
