"""Weather warnings and disaster messages of the invented city: a log of what was said when."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from db.demo.feeds.world.chance import MARK, SEOUL, unit

SLOT = timedelta(hours=72)
"""In each slot at most one warning is given, and it is over before the next slot."""
_FIRST_SLOT = datetime(2020, 1, 1, tzinfo=SEOUL)
_CHANCE = 0.95
WIND, RAIN, COLD, DRY, SNOW, YELLOW_DUST, HEAT, TROPICAL_NIGHT = 1, 2, 3, 4, 8, 9, 12, 13
_KINDS: dict[int, tuple[int, ...]] = {
    **dict.fromkeys((12, 1, 2), (COLD, DRY, SNOW, WIND, COLD)),
    **dict.fromkeys((3, 4, 5), (DRY, WIND, YELLOW_DUST, DRY)),
    **dict.fromkeys((6, 7, 8), (HEAT, RAIN, HEAT, TROPICAL_NIGHT, RAIN)),
    **dict.fromkeys((9, 10), (RAIN, WIND, DRY)),
    11: (WIND, DRY, COLD),
}
"""Month -> the kinds of warning that it knows."""
ISSUED, LIFTED, EXTENDED, CORRECTED, CHANGED, CHANGE_LIFTED = 1, 2, 3, 6, 7, 8
"""Commands: 발표, 해제, 연장, 정정, 변경발표, 변경해제."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the log of warnings. `stress` 0 주의보, 1 경보; `sequence` orders lines of one moment."""

    at: datetime
    sequence: int
    kind: int
    stress: int
    command: int


def warnings(seed: int, since: datetime, until: datetime) -> tuple[Line, ...]:
    """Lines from `since` (included) to `until` (included), oldest first."""
    first = (since - _FIRST_SLOT) // SLOT
    last = (until - _FIRST_SLOT) // SLOT
    lines = (line for slot in range(first, last + 1) for line in _episode(seed, slot))
    return tuple(line for line in lines if since <= line.at <= until)


def _episode(seed: int, slot: int) -> Iterator[Line]:
    """Given, sometimes corrected, raised, lowered or extended, and lifted."""

    def chance(name: str) -> float:
        return unit(seed, f"warning:{name}", slot)

    if chance("is") >= _CHANCE:
        return
    starts = _FIRST_SLOT + slot * SLOT + timedelta(minutes=10 * round(60 * chance("start")))
    lasts = timedelta(hours=36 + round(24 * chance("length")))
    kinds = _KINDS[starts.month]
    kind, number = kinds[int(len(kinds) * chance("kind"))], 1 + slot % 90 * 10
    yield Line(starts, number, kind, 0, ISSUED)
    if chance("slip") < 0.1:
        yield Line(starts + timedelta(minutes=40), number + 1, kind, 0, CORRECTED)
    stress = 1 if chance("raised") < 0.35 else 0
    if stress:
        yield Line(_full_hour(starts + 0.3 * lasts), number + 2, kind, 1, CHANGED)
    if stress and chance("lowered") < 0.5:
        lowered = _full_hour(starts + 0.65 * lasts)
        yield Line(lowered, number + 3, kind, 1, CHANGE_LIFTED)
        yield Line(lowered, number + 4, kind, 0, CHANGED)
        stress = 0
    if chance("longer") < 0.2:
        yield Line(_full_hour(starts + 0.8 * lasts), number + 5, kind, stress, EXTENDED)
    yield Line(starts + lasts, number + 6, kind, stress, LIFTED)


def _full_hour(at: datetime) -> datetime:
    return at.replace(minute=0)


@dataclass(frozen=True, slots=True)
class Message:
    """A message to the phones of a region; `places` are written as the source writes them."""

    number: int
    at: datetime
    severity: str
    subject: str
    places: str
    text: str


_SUBJECTS: dict[int, tuple[str, ...]] = {
    **dict.fromkeys((12, 1, 2), ("한파", "대설", "화재", "교통통제", "미세먼지", "기타")),
    **dict.fromkeys((3, 4, 5), ("산불", "강풍", "미세먼지", "교통통제", "기타")),
    **dict.fromkeys((6, 7, 8), ("호우", "폭염", "호우", "교통통제", "기타")),
    **dict.fromkeys((9, 10), ("호우", "강풍", "화재", "교통통제", "기타")),
    11: ("산불", "강풍", "화재", "미세먼지", "교통통제", "기타"),
}
_TEXTS = {
    "한파": "기온이 크게 내려갑니다. 수도 계량기 보온과 어르신 안부 확인을 부탁드립니다.",
    "대설": "눈길 미끄럼에 주의하시고 내 집 앞 눈을 치워 주시기 바랍니다.",
    "화재": "화재로 연기가 많이 나고 있으니 창문을 닫고 차량은 우회하시기 바랍니다.",
    "교통통제": "도로 일부가 통제되고 있으니 우회하시기 바랍니다.",
    "미세먼지": "미세먼지가 많습니다. 바깥 활동을 줄이고 마스크를 쓰시기 바랍니다.",
    "산불": "산불 위험이 높습니다. 산 가까이에서 불을 쓰지 마시기 바랍니다.",
    "강풍": "강한 바람이 붑니다. 간판과 시설물 곁을 피하시기 바랍니다.",
    "호우": "많은 비가 내립니다. 하천변과 지하차도 출입을 삼가시기 바랍니다.",
    "폭염": "한낮 바깥 활동을 삼가고 물을 자주 드시기 바랍니다.",
    "기타": "민방위 경보 시험이 있으니 놀라지 마시기 바랍니다.",
}
_HARMLESS = ("기타", "미세먼지", "교통통제")
_REGIONS = ("동구", "중구", "서구", "유성구", "대덕구")
_MESSAGE_CHANCE, _NEIGHBOUR_CHANCE = 0.5, 0.3


def messages(seed: int, since: date, until: datetime) -> tuple[Message, ...]:
    """Messages of the country's middle from a day (included) to a moment, oldest first."""
    days = (until.astimezone(SEOUL).date() - since).days + 1
    found = (each for day in range(days) for each in _messages_of(seed, since + timedelta(days=day)))
    return tuple(sorted((each for each in found if each.at <= until), key=lambda each: each.at))


def _messages_of(seed: int, day: date) -> Iterator[Message]:
    number = day.toordinal()
    if unit(seed, "message", number) < _MESSAGE_CHANCE:
        yield _message(seed, day, 10 * number, _places(seed, number), "대전광역시")
    if unit(seed, "neighbour", number) < _NEIGHBOUR_CHANCE:
        yield _message(seed, day, 10 * number + 1, "충청남도 공주시 ", "공주시")


def _message(seed: int, day: date, number: int, places: str, sender: str) -> Message:
    subjects = _SUBJECTS[day.month]
    subject = subjects[int(len(subjects) * unit(seed, "subject", number))]
    rank = unit(seed, "severity", number)
    minutes = 7 * 60 + int(14 * 60 * unit(seed, "minute", number))
    at = datetime(day.year, day.month, day.day, tzinfo=SEOUL) + timedelta(
        minutes=minutes, seconds=number % 60
    )
    grave = "위급재난" if rank > 0.99 else "긴급재난" if rank > 0.85 else "안전안내"
    severity = "안전안내" if subject in _HARMLESS else grave
    return Message(number, at, severity, subject, places, f"[{MARK}] {_TEXTS[subject]} [{sender}]")


def _places(seed: int, number: int) -> str:
    """The whole city, or one or two districts; a blank follows each, as in the real replies."""
    first = int(8 * unit(seed, "place", number))
    if first >= len(_REGIONS):
        return "대전광역시 전체 "
    named = {_REGIONS[first], _REGIONS[(first + number % 2) % len(_REGIONS)]}
    return ",".join(f"대전광역시 {name} " for name in sorted(named))
