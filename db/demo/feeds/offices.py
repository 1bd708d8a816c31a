"""Codes of the city and its districts in the tables of two offices."""

from collections.abc import Mapping
from types import MappingProxyType

OTHER_OFFICE: Mapping[str, str] = MappingProxyType(
    {
        "30": "25",
        "30110": "25010",
        "30140": "25020",
        "30170": "25030",
        "30200": "25040",
        "30230": "25050",
    }
)
"""A code of 행정표준코드 -> the same place in 통계청 행정구역분류: 30110 and 25010 are both 동구."""
_LONG = 10


def in_the_other_office(value: str) -> str:
    """A code, of two, five or ten digits, as the other office has it; any other text as it is."""
    if len(value) == _LONG:
        code = value[:5] if value[2:5] != "000" else value[:2]
        return OTHER_OFFICE.get(code, code) + value[len(code) :]
    return OTHER_OFFICE.get(value, value)
