"""The drawn map: outlines coloured by one figure, dots where places are known, and what they mean."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dashboard.domain.city_map import CityMap, Point
from dashboard.screens.apart import apart
from dashboard.screens.map_regions import Kind, Picture, Region, Show, Spot, Sums, sums

STEPS = 5


@dataclass(frozen=True, slots=True)
class Shape:
    """An outline of the map. `step` is 0 (nothing, or no data) to 5; None leaves it without a colour."""

    name: str
    value_text: str
    ring: tuple[Point, ...]
    label: Point
    step: int | None
    hover: tuple[str, ...]
    href: str
    is_on: bool


@dataclass(frozen=True, slots=True)
class Dot:
    """A place; `is_named` when its region is the one that is looked at."""

    name: str
    at: Point
    count: int
    hover: tuple[str, ...]
    href: str
    is_past: bool
    is_named: bool
    is_on: bool


@dataclass(frozen=True, slots=True)
class Schematic:
    """The drawn map: its shapes and dots, east and north edge in km, and what colours and dots mean."""

    show: Show
    shapes: tuple[Shape, ...]
    dots: tuple[Dot, ...]
    extent: Point
    title: str
    steps: tuple[tuple[int, str], ...]
    dots_text: str | None
    dots_past_text: str | None
    notes: tuple[str, ...]


@apart
def schematic(picture: Picture, city_map: CityMap) -> Schematic:
    """The regions on the schematic and the places that are known, coloured by the figure that is shown."""
    words, show = picture.words, picture.show
    drawn = [region for region in picture.regions if region.district]
    width = step_width([region.sums.of(show) for region in drawn])
    dots = tuple(_dot(picture, spot) for spot in picture.spots)
    return Schematic(
        show=show,
        shapes=tuple(_shapes(picture, width)),
        dots=dots,
        extent=city_map.extent,
        title=words.map_chart,
        steps=_legend(picture, width),
        dots_text=words.map_dot if dots else None,
        dots_past_text=words.map_dot_past if any(dot.is_past for dot in dots) else None,
        notes=tuple(_map_notes(picture)),
    )


def step_width(values: Sequence[int | None]) -> int:
    """The width of a step of colour: a fifth of the largest value, up to a number that is read at a glance."""
    fifth = max(-(-max((value or 0 for value in values), default=0) // STEPS), 1)
    grain = max(int("1" + "0" * (len(str(fifth)) - 1)) // 2, 1)
    return -(-fifth // grain) * grain


def step(value: int | None, width: int) -> int:
    """The step of a value: 1 up to the width, 2 up to twice of it …; 0 for none, and for what is not known."""
    return min(-(-value // width), STEPS) if value is not None and value > 0 else 0


def _legend(picture: Picture, width: int) -> tuple[tuple[int, str], ...]:
    words = picture.words

    def text(number: int) -> str:
        high = number * width
        if picture.show is Show.MONEY:
            low = picture.money(high - width) if number > 1 else ""
            return words.map_step.format(low=low, high=picture.money(high))
        low = f"{high - width + 1:,}"
        if width == 1:
            return words.map_count.format(n=low)
        return words.map_step.format(low=low, high=words.map_count.format(n=f"{high:,}"))

    none = (0, words.map_step_none)
    has_none = any(not region.sums.of(picture.show) for region in picture.regions if region.district)
    return (*([none] if has_none else []), *((number, text(number)) for number in range(1, STEPS + 1)))


def _shapes(picture: Picture, width: int) -> Iterator[Shape]:
    city_map = picture.city_map
    for region in picture.regions:
        if region.district:
            colour = step(region.sums.of(picture.show), width)
            yield _shape(picture, region, region.district.ring, region.district.label, colour)
        elif region.kind is Kind.EVERYWHERE and city_map:
            west, south, east, north = city_map.box
            ring = ((west, south), (east, south), (east, north), (west, north))
            yield _shape(picture, region, ring, ((west + east) / 2, (south + north) / 2), None)


def _shape(
    picture: Picture, region: Region, ring: tuple[Point, ...], label: Point, colour: int | None
) -> Shape:
    return Shape(
        name=region.name,
        value_text=_value_text(picture, region.sums),
        ring=ring,
        label=label,
        step=colour,
        hover=(region.name, *_hover(picture, region.sums)),
        href=picture.to(region),
        is_on=picture.at is region,
    )


def _value_text(picture: Picture, found: Sums) -> str:
    words = picture.words
    if picture.show is Show.MONEY:
        return picture.planned(found)
    return words.map_count.format(n=f"{found.of(picture.show):,}")


def _hover(picture: Picture, found: Sums) -> tuple[str, ...]:
    words = picture.words
    count = words.map_count.format(n=f"{found.count:,}")
    past = words.map_past_none
    if found.past:
        days = words.days.format(n=f"{found.worst:,}")
        past = words.map_past_worst.format(n=f"{found.past:,}", days=days)
    return words.map_hover.format(count=count, money=picture.planned(found)), past


def _dot(picture: Picture, spot: Spot) -> Dot:
    found, at = sums(spot.projects), picture.at
    is_named = spot is at or (isinstance(at, Region) and spot.place.district in at.values)
    return Dot(
        name=spot.place.name,
        at=spot.place.at,
        count=found.count,
        hover=(spot.key, *_hover(picture, found)),
        href=picture.to(spot),
        is_past=found.past > 0,
        is_named=is_named,
        is_on=spot is at,
    )


def _map_notes(picture: Picture) -> Iterator[str]:
    words = picture.words
    placed = {each.file.id for spot in picture.spots for each in spot.projects}
    template = words.map_placed if placed else words.map_placed_none
    yield template.format(
        n=f"{len(placed):,}", all=f"{len(picture.chosen):,}", places=f"{len(picture.spots):,}"
    )
    if picture.spots and picture.city_map and picture.city_map.has_invented_places:
        yield words.map_placed_demo
    yield words.map_schematic
