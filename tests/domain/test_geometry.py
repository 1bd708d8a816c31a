"""What a wall's screen is like: the numbers of WALL.md, and what may be said of one wall."""

import re
from pathlib import Path

import pytest

from dashboard.domain.geometry import (
    LIMITS,
    NOT_OWN,
    PANELS,
    SMALLEST_UNITS,
    THEMES,
    USUAL_SHAPE,
    Geometry,
    GeometryWrong,
    own_geometry,
    problems,
    shape_of,
)
from dashboard.settings import SettingsError, load

USUAL = Geometry()


@pytest.mark.parametrize(
    ("diagonal_in", "distance_m", "minutes", "reach_m", "enough_in"),
    [(98, 5, 20.5, 5.13, 96), (85, 5, 17.8, 4.45, 96), (75, 4, 19.6, 3.92, 77), (55, 6, 9.6, 2.88, 115)],
)
def test_the_smallest_type_is_as_large_as_the_screen_and_the_distance_make_it(
    diagonal_in: float, distance_m: float, minutes: float, reach_m: float, enough_in: int
) -> None:
    geometry = Geometry(diagonal_in, distance_m)

    assert geometry.minutes() == pytest.approx(minutes, abs=0.06)
    assert geometry.reach_m() == pytest.approx(reach_m, abs=0.01)
    assert geometry.enough_in() == enough_in
    assert geometry.is_hard() == (minutes < 20)
    assert not Geometry(geometry.enough_in(), distance_m).is_hard()
    assert Geometry(geometry.enough_in() - 1, distance_m).is_hard()


def test_a_wider_screen_of_the_same_diagonal_is_lower_and_its_type_smaller() -> None:
    assert USUAL.minutes((3840, 2160)) == pytest.approx(USUAL.minutes())
    assert USUAL.minutes((5760, 2160)) == pytest.approx(14.7, abs=0.05)


def test_the_smallest_type_is_that_of_the_tokens() -> None:
    tokens = (Path(__file__).parents[2] / "assets/tokens.css").read_text(encoding="utf-8")
    smallest = re.search(r"--t-min:\s*calc\(([0-9.]+)\*var\(--u\)\)", tokens)

    assert smallest is not None
    assert float(smallest[1]) == SMALLEST_UNITS


def test_a_wall_may_have_the_panels_and_themes_that_the_settings_may_name() -> None:
    usual = load({"DEMO": "1"})
    for name, values in (("WALL_PANELS", PANELS), ("WALL_THEME", THEMES)):
        assert values[0] == getattr(usual, name.lower())
        for value in values:
            assert getattr(load({"DEMO": "1", name: value}), name.lower()) == value
        with pytest.raises(SettingsError):
            load({"DEMO": "1", name: "other"})


def test_what_is_not_said_of_one_wall_is_as_it_is_of_all() -> None:
    own = own_geometry({"diagonal_in": "55", "distance_m": "", "panels": "3x2", "theme": ""})

    assert own.over(USUAL) == Geometry(55, 5, "3x2", "dark")
    assert NOT_OWN.over(USUAL) == USUAL
    assert own_geometry(own.as_data()) == own
    assert own_geometry(own.typed()) == own
    assert (own.text(), NOT_OWN.text()) == ("diagonal_in 55, panels 3x2", "")


@pytest.mark.parametrize(
    ("field", "text"),
    [
        *(("diagonal_in", text) for text in ("19", "601", "-55", "1e2", "55인치", "NaN", "０５５", "55.123")),
        *(("distance_m", text) for text in ("0", "0.4", "41", "5,5", "inf")),
        *(("panels", text) for text in ("2x2", "3X2", "1")),
        *(("theme", text) for text in ("black", "Dark")),
    ],
)
def test_what_is_out_of_bounds_or_no_number_is_refused_by_its_field(field: str, text: str) -> None:
    assert problems({field: text}) == (field,)
    with pytest.raises(GeometryWrong, match=field):
        own_geometry({field: text})


def test_the_bounds_themselves_are_good() -> None:
    for field, limits in LIMITS.items():
        for limit in limits:
            assert own_geometry({field: f"{limit:g}"}).as_data() == {field: limit}


def test_a_wall_that_has_not_said_its_shape_is_taken_for_a_usual_one() -> None:
    assert shape_of("3840x2160") == (3840, 2160)
    assert {shape_of(size) for size in ("", "0x9", "x", "16x9x9", "wide")} == {USUAL_SHAPE}
