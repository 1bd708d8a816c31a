"""인구: the two official populations side by side, districts, ages over time, births, deaths and moves."""

from dataclasses import dataclass, replace

from dashboard.domain.city.districts import DISTRICTS, NAMES
from dashboard.domain.city.measures import AGE_BANDS, CITY, MEASURES, Panel
from dashboard.domain.city.population import Pyramid, pyramids
from dashboard.domain.words import Words
from dashboard.screens.city_curves import CityCurve, Role, months_curve
from dashboard.screens.city_figures import Figure, change_line, explained_as, figure
from dashboard.screens.city_series import changes as changes_of
from dashboard.screens.city_series import reading
from dashboard.screens.city_texts import at_text, value_text
from dashboard.screens.city_view import MONTHS_SHOWN, PANEL_MEASURES, CityView, month_start

STOCKS = PANEL_MEASURES[Panel.POPULATION]
FLOWS = (("population.births", "population.deaths"), ("population.moved_in", "population.moved_out"))


@dataclass(frozen=True, slots=True)
class DistrictRow:
    """A district beside the whole city. `share` is its part 0..1 of the city's residents."""

    key: str
    name: str
    href: str
    is_on: bool
    texts: tuple[str, ...]
    changes: tuple[str, ...]
    share: float | None
    share_text: str


@dataclass(frozen=True, slots=True)
class PyramidFrame:
    """A month of the pyramid, as drawn: shares 0..1 of all whose age is known; texts for the pointer."""

    month: str
    label: str
    total_text: str
    male: tuple[float | None, ...]
    female: tuple[float | None, ...]
    male_texts: tuple[str, ...]
    female_texts: tuple[str, ...]
    male_shares: tuple[str, ...]
    female_shares: tuple[str, ...]
    href: str


@dataclass(frozen=True, slots=True)
class AgeTree:
    """The age pyramid of a month with those of all other months; `shown` is the place of the one that is drawn."""

    title: str
    bands: tuple[str, ...]
    frames: tuple[PyramidFrame, ...]
    shown: int
    male_name: str
    female_name: str
    empty_text: str | None
    play_text: str
    pause_text: str
    before: tuple[str, str] | None
    after: tuple[str, str] | None
    newest: tuple[str, str] | None
    note: str
    explain: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FlowPair:
    """Two flows and what is left of them, with their curve."""

    title: str
    figures: tuple[Figure, ...]
    balance_name: str
    balance_text: str
    balance_definition: str
    balance_at: str
    balance_explain: tuple[str, ...]
    curve: CityCurve


@dataclass(frozen=True, slots=True)
class PopulationBody:
    figures: tuple[Figure, ...]
    two_text: str
    curve: CityCurve
    table_title: str
    table_note: str
    heads: tuple[str, ...]
    rows: tuple[DistrictRow, ...]
    tree: AgeTree
    flows: tuple[FlowPair, ...]


def population(view: CityView) -> tuple[CityView, PopulationBody]:
    """The body of the panel; the view too, because a month without ages is set aside and said."""
    tree, known = _tree(view)
    words = view.words
    drawn = months_curve(known, view.measure, view.place)
    return known, PopulationBody(
        figures=tuple(figure(view, measure, view.place) for measure in STOCKS),
        two_text=words.city_pop_two,
        curve=replace(drawn, aside=f"{words.city_pop_years} · {drawn.aside}"),
        table_title=words.city_pop_table,
        table_note=words.city_pop_table_note,
        heads=(words.city_head_place, *(MEASURES[measure].name for measure in STOCKS), words.city_pop_share),
        rows=tuple(_row(view, code) for code in (*DISTRICTS, CITY)),
        tree=tree,
        flows=tuple(_flows(view)),
    )


def _row(view: CityView, code: str) -> DistrictRow:
    words = view.words
    found = [reading(view, measure, code) for measure in STOCKS]
    of_city = reading(view, STOCKS[0], CITY)
    mine = found[0]
    is_same_month = mine.at == of_city.at
    share = mine.value / of_city.value if is_same_month and mine.value is not None and of_city.value else None
    lines = [
        next(
            (change_line(view, measure, each).delta_text for each in changes_of(view, measure, code, one)), ""
        )
        for measure, one in zip(STOCKS, found, strict=True)
    ]
    return DistrictRow(
        key=code,
        name=words.city_whole if code == CITY else NAMES[code],
        href=view.to_district(None if code == CITY else code),
        is_on=view.district == (None if code == CITY else code),
        texts=tuple(
            value_text(measure, one.value, words) for measure, one in zip(STOCKS, found, strict=True)
        ),
        changes=tuple(lines),
        share=share,
        share_text=words.missing_mark
        if share is None
        else words.city_pyramid_share.format(share=f"{share * 100:.1f}"),
    )


def _flows(view: CityView) -> list[FlowPair]:
    words = view.words
    names = (
        (words.city_pop_births, words.city_pop_natural, words.city_pop_natural_definition),
        (words.city_pop_moves, words.city_pop_net, words.city_pop_net_definition),
    )
    made = []
    for (plus, minus), (title, balance, definition) in zip(FLOWS, names, strict=True):
        found = [reading(view, measure, view.place) for measure in (plus, minus)]
        is_same = found[0].at == found[1].at
        left, time = None, at_text(view, plus, found[0].at)
        if is_same and found[0].value is not None and found[1].value is not None:
            left = found[0].value - found[1].value
        made.append(
            FlowPair(
                title=title,
                figures=tuple(figure(view, measure, view.place) for measure in (plus, minus)),
                balance_name=balance,
                balance_text=words.missing if left is None else f"{left:+,.0f}{MEASURES[plus].unit}",
                balance_definition=definition,
                balance_at=time if left is not None else "",
                balance_explain=explained_as(view, Panel.POPULATION, balance, definition, time),
                curve=replace(_two_lines(view, plus, minus), title=words.city_pop_curve.format(name=title)),
            )
        )
    return made


def _two_lines(view: CityView, plus: str, minus: str) -> CityCurve:
    first, second = (
        months_curve(view, measure, view.place, plus.partition(".")[2]) for measure in (plus, minus)
    )
    lines = (
        *(replace(line, key="plus", role=Role.MAIN) for line in first.lines),
        *(replace(line, key="minus", role=Role.SECOND) for line in second.lines),
    )
    return replace(first, lines=lines, empty_text=None if lines else view.words.city_empty_curve)


# ---- ages ----


def _tree(view: CityView) -> tuple[AgeTree, CityView]:
    """The pyramid of the month that is asked for, else of the newest; a month without ages is said."""
    words = view.words
    since, until = month_start(view.now, MONTHS_SHOWN), month_start(view.now, -1)
    found = pyramids(view.history, view.place, since, until)
    months = [each.month for each in found]
    asked, known = view.month, view
    if asked is not None and asked not in months:
        value = view.here.option("month") or ""
        here = replace(view.here.with_option("month", None), ignored=(*view.here.ignored, ("month", value)))
        known, asked = replace(view, here=here, month=None), None
    shown = months.index(asked) if asked else len(months) - 1
    frames = tuple(_frame(known, each) for each in found)

    def step(place: int, text: str) -> tuple[str, str] | None:
        return (text, frames[place].href) if 0 <= place < len(frames) and place != shown else None

    return (
        AgeTree(
            title=words.city_pyramid,
            bands=tuple(_band(words, age) for age in AGE_BANDS),
            frames=frames,
            shown=shown,
            male_name=words.city_pyramid_male.format(value="").strip(),
            female_name=words.city_pyramid_female.format(value="").strip(),
            empty_text=None if frames else words.city_pyramid_none,
            play_text=words.city_play,
            pause_text=words.city_pause,
            before=step(shown - 1, words.city_month_before),
            after=step(shown + 1, words.city_month_after),
            newest=step(len(frames) - 1, words.city_month_newest),
            note=words.city_pyramid_note,
            explain=explained_as(
                view, Panel.POPULATION, words.city_pyramid, words.city_definitions["population.pyramid"]
            ),
        ),
        known,
    )


def _frame(view: CityView, pyramid: Pyramid) -> PyramidFrame:
    words, total = view.words, pyramid.total
    known = sum(value for value in (*pyramid.male, *pyramid.female) if value is not None)

    def share(value: float | None) -> float | None:
        return value / known if value is not None and known else None

    def texts(values: tuple[float | None, ...]) -> tuple[str, ...]:
        return tuple(_band_text(words, value, share(value)) for value in values)

    return PyramidFrame(
        month=f"{pyramid.month:%Y-%m}",
        label=words.city_month.format(year=pyramid.month.year, month=pyramid.month.month),
        total_text=words.city_partial if total is None else value_text(STOCKS[0], total, words),
        male=tuple(share(value) for value in pyramid.male),
        female=tuple(share(value) for value in pyramid.female),
        male_texts=texts(pyramid.male),
        female_texts=texts(pyramid.female),
        male_shares=tuple(_share_text(words, share(value)) for value in pyramid.male),
        female_shares=tuple(_share_text(words, share(value)) for value in pyramid.female),
        href=view.href(month=f"{pyramid.month:%Y-%m}"),
    )


def _share_text(words: Words, share: float | None) -> str:
    return "" if share is None else words.city_pyramid_share.format(share=f"{share * 100:.1f}")


def _band_text(words: Words, value: float | None, share: float | None) -> str:
    if value is None or share is None:
        return words.missing
    return f"{value_text(STOCKS[0], value, words)} {_share_text(words, share)}"


def _band(words: Words, age: int) -> str:
    if age == AGE_BANDS[0]:
        return words.city_pyramid_child
    return words.city_pyramid_old if age == AGE_BANDS[-1] else words.city_pyramid_age.format(age=age)
