"""Words of the screen that puts two to four projects side by side."""

from dataclasses import dataclass


@dataclass(frozen=True)
class CompareWords:
    """Titles and sentences of the comparison."""

    compare_title: str = "사업 비교"
    compare_lead: str = "사업 2~4개를 나란히 봅니다."
    compare_none: str = "고른 사업이 없습니다. 아래에서 사업을 고르십시오."
    compare_one: str = "사업이 하나뿐입니다. 아래에서 하나 더 고르십시오."
    compare_too_many: str = "4개까지 비교합니다. 뺀 사업: {names}"
    compare_unknown: str = "현재 자료에 없는 사업: {ids}"
    compare_add: str = "비교에 더하기"
    compare_add_related: str = "관련 사업"
    compare_add_all: str = "다른 사업 {n}개"
    compare_add_more: str = "번호가 뒤인 사업 {n}개는 줄임. 위의 조건으로 좁히거나 검색하십시오."
    compare_full: str = "더하려면 먼저 하나를 빼십시오."
    compare_remove: str = "빼기"
    compare_remove_title: str = "{name} 빼기"
    compare_item: str = "항목"
    compare_facts: str = "개요와 현황"
    compare_money: str = "재원"
    compare_procedures: str = "추진 절차(같은 시간 축)"
    compare_curve: str = "보고된 진도"
    compare_curve_explain: str = (
        "부서가 보고한 값(공정률 또는 추진율). 사업마다 산정 방식이 달라 순위로 읽지 않음. "
        "보고 없는 때는 잇지 않음"
    )
