"""The districts of Daejeon under the codes that different offices give them."""

from collections.abc import Mapping
from types import MappingProxyType

from dashboard.domain.city.measures import CITY

NAMES: Mapping[str, str] = MappingProxyType(
    {
        CITY: "대전광역시",
        "30110": "동구",
        "30140": "중구",
        "30170": "서구",
        "30200": "유성구",
        "30230": "대덕구",
    }
)
"""Districts by their legal code (행정표준코드), which is the place of their series; the city itself is CITY."""

DISTRICTS = tuple(code for code in NAMES if code != CITY)

_STATISTICS = MappingProxyType(
    {
        "25": CITY,
        "25010": "30110",
        "25020": "30140",
        "25030": "30170",
        "25040": "30200",
        "25050": "30230",
    }
)
"""The codes of the national statistics office (통계청 행정구역분류): 25010 and 30110 are both 동구."""
_LEGAL_LENGTH = 5


def district(code: str) -> str | None:
    """The place of a code of either office, of two to ten digits; None for one that is not Daejeon's.

    >>> district("3011000000"), district("25010"), district("30")
    ('30110', '30110', '30000')
    """
    digits = code.strip()
    if not digits.isdigit():
        return None
    short = digits.rstrip("0") if len(digits) > _LEGAL_LENGTH else digits
    if short in ("30", CITY):
        return CITY
    if short in _STATISTICS:
        return _STATISTICS[short]
    legal = digits[:_LEGAL_LENGTH]
    rest = digits[_LEGAL_LENGTH:]
    return legal if legal in NAMES and not rest.strip("0") else None


def named(text: str) -> str | None:
    """The place of a name as sources write it ("대전광역시 동구 ", "동구", "대전"); None when it is none of ours."""
    words = text.split()
    if not words:
        return None
    if words[0] in ("대전", "대전시", NAMES[CITY]):
        rest = words[1:]
        if not rest or rest == ["전체"]:
            return CITY
        words = rest
    return _BY_NAME.get(words[0]) if len(words) == 1 else None


_BY_NAME = {name: code for code, name in NAMES.items()}
