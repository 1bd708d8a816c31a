"""Words of the filter that all screens share, and of the ways between the screens."""

from collections.abc import Mapping
from dataclasses import dataclass

from dashboard.domain.wording.tables import texts


@dataclass(frozen=True)
class FilterWords:
    """Names of facets and of those of their values that are ours."""

    nav_table: str = "사업 목록"
    nav_timeline: str = "추진 일정"
    nav_money: str = "재원"
    nav_map: str = "지도"
    nav_changes: str = "달라진 점"
    nav_help: str = "도움말"
    nav_more: str = "더보기"

    filter_title: str = "조건"
    filter_result: str = "{n}개"
    filter_result_of: str = "{n}개 / 전체 {all}개"
    filter_ignored: str = "주소에 있던 조건 ‘{name}={value}’는 이 자료에 없어 적용하지 않았습니다."
    filter_ignored_more: str = "그 밖에 적용하지 않은 조건 {n}개"
    filter_chip: str = "{facet}: {value}"
    filter_chip_remove: str = "{chip} 조건 빼기"
    facet_names: Mapping[str, str] = texts(
        {
            "programme": "구분",
            "area": "분야",
            "department": "주관부서",
            "district": "자치구",
            "status": "상태",
            "term": "임기내·임기후",
            "novelty": "신규·계속",
            "budget": "예산·비예산",
            "size": "규모",
            "source": "재원",
            "past": "계획일",
        }
    )
    facet_values: Mapping[str, str] = texts(
        {
            "term in-term": "임기내",
            "term after-term": "임기후",
            "novelty new": "신규",
            "novelty continuing": "계속",
            "budget budget": "예산",
            "budget no-budget": "비예산",
            "size no-budget": "비예산",
            "source no-budget": "비예산",
            "past 1": "계획일 경과",
            "programme unknown": "구분 없음",
            "area unknown": "분야 미상",
            "department unknown": "주관부서 미상",
            "district unknown": "자치구 미상",
            "status unknown": "상태 미상",
            "term unknown": "임기내·후 미상",
            "novelty unknown": "신규·계속 미상",
            "budget unknown": "예산 여부 미상",
            "size unknown": "금액 자료 없음",
            "source unknown": "재원 미상",
        }
    )
    size_from: str = "{low} 이상"
    size_between: str = "{low}~{high}"
    size_below: str = "{high} 미만"
