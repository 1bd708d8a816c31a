"""Targets that the city set itself for its statistics, and the projects that are to move them: a TOML file.

    [[target]]
    measure = "air.pm25"
    value = 18
    projects = ["P067"]
    source = "대기환경관리 시행계획(시연용)"

`place` is a district's code or "30000" for the city (the default). A measure that is summed up needs `per`:
"day", "month", "quarter" or "year".
"""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dashboard.domain.city.districts import NAMES
from dashboard.domain.city.measures import CITY, MEASURES, Summary

DAYS_PER: Mapping[str, float] = {"day": 1.0, "month": 365.25 / 12, "quarter": 365.25 / 4, "year": 365.25}
"""Days that a target of a sum is set for; months and quarters by their mean length."""
_KEYS = frozenset({"measure", "place", "value", "per", "projects", "source"})


class TargetError(ValueError):
    """A file of targets that cannot be used; the sentence names the file, the entry and what is wrong."""


@dataclass(frozen=True, slots=True)
class Target:
    """What a measure is to come to at a place. `per` is None where values are not summed up.

    `projects` are ids of the projects that are to move it; `source` says where the target stands.
    """

    measure: str
    value: float
    place: str = CITY
    per: str | None = None
    projects: tuple[str, ...] = ()
    source: str | None = None

    @property
    def a_day(self) -> float:
        """The target of a sum for one day."""
        return self.value / DAYS_PER[self.per] if self.per else self.value


def load_targets(path: Path) -> tuple[Target, ...]:
    """The targets of a file, in its order; TargetError when any of them cannot be used."""
    try:
        document = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise TargetError(f"목표 파일 {path}을(를) 열 수 없습니다({error.strerror}).") from error
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise TargetError(f"목표 파일 {path.name}을(를) 읽을 수 없습니다({error}).") from error
    entries = document.get("target", [])
    if set(document) - {"target"} or not isinstance(entries, list):
        raise TargetError(f"목표 파일 {path.name}에는 [[target]] 항목만 적습니다.")
    found = []
    for number, entry in enumerate(entries, start=1):
        try:
            found.append(_target(entry))
        except ValueError as error:
            raise TargetError(f"목표 파일 {path.name}의 {number}번째 목표: {error}") from error
    twice = _twice((target.measure, target.place) for target in found)
    if twice:
        raise TargetError(f"목표 파일 {path.name}에 {twice[0]}({twice[1]})의 목표가 둘 있습니다.")
    return tuple(found)


def _target(entry: Any) -> Target:
    if not isinstance(entry, dict):
        raise ValueError("[[target]]으로 적으세요")  # noqa: TRY004 -- told like every other mistake of the file
    unknown = set(entry) - _KEYS
    if unknown:
        raise ValueError(f"모르는 항목 {sorted(unknown)[0]!r}. 쓸 수 있는 항목: {', '.join(sorted(_KEYS))}")
    measure, place, value = entry.get("measure"), entry.get("place", CITY), entry.get("value")
    if not isinstance(measure, str) or measure not in MEASURES:
        raise ValueError(f"모르는 지표 measure={measure!r}")
    if MEASURES[measure].lower_is_better is None:
        raise ValueError(
            f"{measure}은(는) 높을수록 좋은지 낮을수록 좋은지 정해지지 않아 목표를 둘 수 없습니다"
        )
    if not isinstance(place, str) or place not in NAMES:
        raise ValueError(f"모르는 지역 place={place!r}. 쓸 수 있는 값: {', '.join(NAMES)}")
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value < float("inf"):
        raise ValueError(f"value={value!r}은(는) 0 이상의 수가 아닙니다")
    per, projects = entry.get("per"), entry.get("projects", [])
    is_sum = MEASURES[measure].summary is Summary.SUM
    if is_sum and per not in DAYS_PER:
        raise ValueError(f"더하는 지표라서 per가 있어야 합니다({', '.join(DAYS_PER)}). 적힌 값: {per!r}")
    if not is_sum and per is not None:
        raise ValueError(f"더하지 않는 지표에는 per={per!r}을(를) 쓰지 않습니다")
    if not isinstance(projects, list) or not all(isinstance(each, str) for each in projects):
        raise ValueError(f"projects={projects!r}은(는) 관리번호의 목록이 아닙니다")
    source = entry.get("source")
    if source is not None and not isinstance(source, str):
        raise ValueError(f"source={source!r}은(는) 글이 아닙니다")
    return Target(measure, float(value), place, per, tuple(dict.fromkeys(projects)), source)


def _twice(keys: Iterable[tuple[str, str]]) -> tuple[str, str] | None:
    seen = set()
    for key in keys:
        if key in seen:
            return key
        seen.add(key)
    return None
