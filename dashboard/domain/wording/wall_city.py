"""Words of the wall's scene of the city."""

from collections.abc import Mapping
from dataclasses import dataclass

from dashboard.domain.wording.tables import texts


@dataclass(frozen=True)
class WallCityWords:
    """`wall_city_spans` say over what time a panel's small curve goes."""

    wall_city_title_of: str = "{title} · {place}"
    wall_city_tens: str = "{n}만"
    wall_city_tens_of: str = "{n}만 {unit}"
    wall_city_count: str = "{n}건"
    wall_city_at: str = "{time} 기준"
    wall_city_at_old: str = "{time} 기준 · {age}"
    wall_city_since: str = "{since}보다"
    wall_city_more_names: str = "외 {n}"
    wall_city_ailing: str = "{name} 외 {n}"
    wall_city_failed: str = "받지 못함"
    wall_city_last_good: str = "마지막 수신"
    wall_city_never: str = "받은 적 없음"
    wall_city_no_source: str = "연결된 자료원 없음"
    wall_city_too_few: str = "추이를 그릴 값이 아직 적습니다"
    wall_city_range: str = "{low}~{high}"
    wall_city_spans: Mapping[str, str] = texts(
        population="최근 2년", disaster="30일 재난문자", environment="24시간", traffic="오늘"
    )
    wall_city_usual: str = "점선 같은 요일"
    wall_city_minute: str = "{month}. {day}. {hour}:{minute:02d}"
    wall_city_hourly: str = "시간 평균 {range}"
    wall_city_colour: str = "색 {name}"
    wall_city_dot: str = "점 {name}"
    wall_city_schematic: str = "약도"
    wall_city_heads: Mapping[str, str] = texts(district="자치구", residents="거주자", air="대기")
