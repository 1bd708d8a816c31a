"""Words of the map: projects by district and by place."""

from collections.abc import Mapping
from dataclasses import dataclass

from dashboard.domain.wording.tables import texts


@dataclass(frozen=True)
class MapWords:
    """`map_shows` are the figures that may colour the map, by name in its address; so are their definitions."""

    map_title: str = "지도"
    map_show: str = "색으로 보기"
    map_shows: Mapping[str, str] = texts(count="사업 수", money="총사업비", past="계획일 경과")
    map_definitions: Mapping[str, str] = texts(
        count="그 구를 대상지로 적은 사업 수. 여러 구에 걸친 사업은 구마다 셈",
        money="현재 계획의 총사업비. 여러 구에 걸친 사업은 구마다 전액, 공유 예산은 구마다 한 번만 셈",
        past="현재 계획의 예정일이 지났으나 끝나지 않은 절차가 있는 사업 수",
    )
    map_worst: str = "가장 오래"
    map_worst_definition: str = "그 구의 사업에서 계획일을 가장 오래 넘긴 절차의 경과 일수"
    map_everywhere: str = "전역"
    map_total: str = "전체(사업마다 한 번)"
    map_count: str = "{n}개"
    map_past_worst: str = "계획일 경과 {n}개, 가장 오래 {days}"
    map_past_none: str = "계획일 경과 없음"
    map_money_known: str = "금액 있는 {n}개"
    map_step: str = "{low}~{high}"
    map_step_none: str = "0 또는 자료 없음"
    map_dot: str = "점: 위치를 아는 사업(클수록 많음)"
    map_dot_past: str = "계획일 경과가 있는 곳"
    map_sums: str = (
        "구마다 더하면 {n}개 · {money}: 여러 구에 걸친 사업 {several}개를 구마다 세어 전체와 다릅니다."
    )
    map_sums_same: str = "구마다 더하면 {n}개 · {money}: 여러 구에 걸친 사업이 없어 전체와 같습니다."
    map_sums_shared: str = (
        "구마다 더하면 {n}개 · {money}: 여러 구의 사업이 함께 쓰는 예산을 구마다 세어 전체와 다릅니다."
    )
    map_shared: str = "함께 쓰는 예산 {n}건은 한 번만 셈"
    map_area_level: str = "분야 단위로만 있는 계획 금액 {amount}은 구를 알 수 없어 넣지 않음"
    map_everywhere_note: str = "‘{name}’ 사업은 구로 나누지 않고 따로 둠. 색의 단계는 구끼리만 견줌"
    map_placed: str = "위치를 아는 사업 {n}개 / {all}개(점 {places}곳)"
    map_placed_none: str = "위치를 아는 사업 0개 / {all}개: 점을 찍지 않음"
    map_placed_demo: str = "점의 위치는 지어낸 것(시연용)"
    map_schematic: str = "손으로 그린 약도: 넓이와 이웃은 맞고 경계선은 실제와 다름"
    map_off: str = "약도에 없는 이름: {names}. 표에만 둡니다."
    map_more_regions: str = "그 밖의 지역 이름 {n}개는 표에 두지 않음: 사업 {projects}개"
    map_no_map: str = "이 도시의 약도가 없어 표로만 보입니다. 약도가 있는 도시: {cities}"
    map_no_district: str = "약도에 있는 자치구를 적은 사업이 없어 표로만 보입니다."
    map_empty: str = "조건에 맞는 사업이 없습니다."
    map_empty_region: str = "{name}에 조건에 맞는 사업이 없습니다."
    map_list: str = "{name} 사업 {n}개"
    map_list_all: str = "사업 {n}개"
    map_list_order: str = "계획일을 오래 넘긴 순, 그다음 번호순"
    map_list_more: str = "{all}개 중 앞 {n}개. 모두 보려면 사업 목록으로"
    map_list_heads: Mapping[str, str] = texts(
        status="공식 상태",
        name="사업",
        place="위치",
        days="계획일 경과",
        progress="공정률·추진율",
        money="총사업비",
    )
    map_only: str = "이 구만 보기"
    map_only_region: str = "이것만 보기"
    map_clear: str = "전체 사업 보기"
    map_hover: str = "{count} · {money}"
    map_chart: str = "자치구 약도. 같은 내용이 옆의 표에 있음"
