"""Accidents, works and closures on the invented city's roads, one of its neighbours', one that ends years ahead."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from db.demo.feeds.world.chance import MARK, SEOUL, unit
from db.demo.feeds.world.places import ROADS

ACCIDENT, WORKS, EVENT, CLOSURE = "1", "2", "3", "5"
_WORDS = {ACCIDENT: "사고", WORKS: "공사", EVENT: "행사", CLOSURE: "통제"}
_KINDS = (ACCIDENT, ACCIDENT, WORKS, WORKS, EVENT, CLOSURE)
_CODES = {"동구": "30110", "중구": "30140", "서구": "30170", "유성구": "30200", "대덕구": "30230"}
_SLOT = timedelta(hours=2)
_FIRST_SLOT = datetime(2020, 1, 1, tzinfo=SEOUL)
_LONGEST = timedelta(days=5)
_CHANCE = 0.55
_BEGUN, _ENDS = datetime(2025, 3, 4, tzinfo=SEOUL), datetime(2029, 8, 31, tzinfo=SEOUL)


@dataclass(frozen=True, slots=True)
class Incident:
    """`code` is that of the legal district (법정동), `kind` that of the source."""

    id: str
    kind: str
    code: str
    address: str
    road: str
    title: str
    starts: datetime
    ends: datetime


def incidents(seed: int, now: datetime) -> tuple[Incident, ...]:
    """What is going on at a moment, the newest first: one that is over is not named any more."""
    last = (now - _FIRST_SLOT) // _SLOT
    slots = range(last - _LONGEST // _SLOT, last + 1)
    found = [each for slot in slots for each in _of_slot(seed, slot) if each.starts <= now < each.ends]
    return (*reversed(found), *_standing())


def _of_slot(seed: int, slot: int) -> Iterator[Incident]:
    def chance(name: str) -> float:
        return unit(seed, f"incident:{name}", slot)

    if chance("is") >= _CHANCE:
        return
    kind = _KINDS[int(len(_KINDS) * chance("kind"))]
    hours = 0.5 + 2 * chance("length") if kind == ACCIDENT else 6 + 90 * chance("length")
    starts = _FIRST_SLOT + slot * _SLOT + timedelta(minutes=int(110 * chance("start")))
    ends = starts + timedelta(minutes=10 * round(6 * hours))
    road = ROADS[int(len(ROADS) * chance("road"))]
    word = _WORDS[kind]
    lane = 1 + int(3 * chance("lane"))
    yield Incident(
        f"L9{slot:010d}",
        kind,
        f"{_CODES[road.district]}10100",
        f"대전 {road.district} {MARK}동 {1 + slot % 900}",
        road.name,
        f"[{word}] {MARK} {road.name} {lane}차로 {word}",
        starts,
        ends,
    )


def _standing() -> Iterator[Incident]:
    yield Incident(
        "L90000000001",
        WORKS,
        "3017011200",
        f"대전 서구 {MARK}동 1",
        "한밭대로",
        f"[공사] {MARK} 한밭대로 교량 보강 공사",
        _BEGUN,
        _ENDS,
    )
    yield Incident(
        "L90000000002",
        CLOSURE,
        "4415010100",
        f"충남 공주시 {MARK}동 2",
        f"{MARK}국도",
        f"[통제] {MARK}국도 1차로 통제",
        _BEGUN,
        _ENDS,
    )
