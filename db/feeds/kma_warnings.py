"""기상특보: the log of what was announced, extended, corrected and lifted; the state is rebuilt from it elsewhere."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from functools import partial

from dashboard.domain.records import Event
from dashboard.domain.words import KOREAN_TIME
from db.feeds.feed import Parsed, Request, Settings
from db.feeds.gateway import json_page, whole
from db.feeds.reading import Reading, Row, Unusable, seoul

OPTIONS = {
    # Daejeon and the wide area around it, by the area codes of the weather office.
    "areas": "L1030100,L1120000",
    "days": "6",
}
KIND = "warning"
SUBJECTS = {
    "1": "강풍",
    "2": "호우",
    "3": "한파",
    "4": "건조",
    "5": "폭풍해일",
    "6": "풍랑",
    "7": "태풍",
    "8": "대설",
    "9": "황사",
    "12": "폭염",
    "13": "열대야",
}
SEVERITIES = {"0": "주의보", "1": "경보", "2": "중대경보"}
COMMANDS = {"1": "발표", "2": "해제", "3": "연장", "6": "정정", "7": "변경발표", "8": "변경해제"}


def ask(settings: Settings, now: datetime, newest: datetime | None) -> Sequence[Request]:
    """The log of the last days of each area: lines are corrected later, so it is read anew every time."""
    today = now.astimezone(KOREAN_TIME).date()
    first = today - timedelta(days=int(settings.option("days")))
    return tuple(
        Request(
            "getPwnCd",
            "/1360000/WthrWrnInfoService/getPwnCd",
            (
                ("numOfRows", "100"),
                ("dataType", "JSON"),
                ("fromTmFc", f"{first:%Y%m%d}"),
                ("toTmFc", f"{today:%Y%m%d}"),
                ("areaCode", area),
            ),
        )
        for area in _areas(settings)
    )


def parse(body: bytes, request: Request, settings: Settings, fetched_at: datetime) -> Parsed:
    page = json_page(body)
    reading = Reading()
    needs = ("tmFc", "tmSeq", "areaCode", "warnVar", "warnStress", "command")
    reading.each(page.rows, needs, partial(_line, reading, _areas(settings)))
    return reading.parsed(page.total)


def _line(reading: Reading, areas: Sequence[str], row: Row) -> None:
    area, announced, sequence = row.label("areaCode"), row.label("tmFc"), row.label("tmSeq")
    row.name = f"{announced} {sequence} {area}"
    if area not in areas:
        raise Unusable("areaCode", area, "lost_place")
    warning, step, command = row.label("warnVar"), row.label("warnStress"), row.label("command")
    unread: list[tuple[str, str]] = []
    reading.happen(
        Event(
            id=f"{KIND}:{area}:{announced}:{sequence}:{warning}:{step}:{command}",
            at=row.moment("tmFc"),
            kind=KIND,
            severity=_word(row, "warnStress", SEVERITIES, unread),
            place=row.text("areaName") or area,
            subject=_word(row, "warnVar", SUBJECTS, unread),
            command=_word(row, "command", COMMANDS, unread),
            sequence=whole(sequence),
            until=_end(row),
            unread=tuple(unread),
        )
    )


def _word(row: Row, key: str, words: Mapping[str, str], unread: list[tuple[str, str]]) -> str | None:
    code = row.label(key)
    word = words.get(code.lstrip("0") or "0")
    if word is None:  # the line stays: a new kind of warning must not go unseen
        unread.append((key, code))
        row.lose(key, code, "lost_code")
    return word


def _end(row: Row) -> datetime | None:
    text = row.text("endTime")
    return seoul(text) if text is not None else None


def _areas(settings: Settings) -> tuple[str, ...]:
    return tuple(area.strip() for area in settings.option("areas").split(",") if area.strip())
