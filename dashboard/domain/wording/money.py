"""Words of the screen of money (재원) and its cuts."""

from collections.abc import Mapping
from dataclasses import dataclass

from dashboard.domain.wording.tables import texts


@dataclass(frozen=True)
class MoneyWords:
    """Names of cuts, their columns, and the sentences that say what a sum rests on."""

    funds_title: str = "재원"
    funds_cuts: Mapping[str, str] = texts(
        {
            "years": "연도·재원",
            "stages": "예산 단계",
            "tree": "분야·사업",
            "flow": "흐름",
            "changes": "총사업비 조정",
            "gaps": "미확보",
            "lines": "세부사업 집행",
            "formulas": "산식",
        }
    )
    funds_stages: Mapping[str, str] = texts(
        {
            "신청": "신청",
            "부처안": "부처안",
            "정부안": "정부안",
            "확정": "확정",
            "교부": "교부",
            "집행": "집행",
        }
    )
    funds_granted_by_parliament: str = "국회 확정"
    funds_empty: str = "이 조건에 맞는 사업에 등록된 재원이 없습니다."
    funds_no_projects: str = "조건에 맞는 사업이 없습니다."
    funds_more: str = "{n}개 더: 합 {amount}"
    funds_by_source_filter: str = "재원 조건은 사업을 고르는 데만 쓰고, 고른 사업의 모든 재원을 셈"
    funds_unit: str = "단위 {unit}"

    # figures over every cut
    funds_planned: str = "계획(총사업비)"
    funds_secured: str = "확보"
    funds_executed: str = "집행"
    funds_gap: str = "미확보(총사업비 대비)"
    funds_planned_definition: str = (
        "사업마다 금액이 있는 가장 새 승인 계획의 모든 재원·기간의 합. "
        "두 목록에 있는 사업과 함께 쓰는 예산은 한 번만 셈"
    )
    funds_secured_definition: str = "확보 = {stages}까지 온 금액({date}까지 받은 자료)"
    funds_executed_definition: str = "집행 = {stages}까지 온 금액({date}까지 받은 자료)"
    funds_gap_partner: str = "계획 {planned} − 확보 {secured}"
    funds_gap_definition: str = "미확보 = 계획 − 확보"

    # sums that agree or do not
    funds_check: str = "합계 확인: {sums}"
    funds_check_part: str = "{name} {amount}"
    funds_check_failed: str = "합계 불일치: {sums}"
    funds_sum_total: str = "총계"
    funds_sum_sources: str = "재원별 합"
    funds_sum_years: str = "기간별 합"
    funds_sum_areas: str = "분야별 합"
    funds_sum_states: str = "상태별 합"
    funds_sum_steps: str = "당초와 조정의 합"
    funds_sum_stage: str = "{stage} 재원별 합"
    funds_sum_secured: str = "확보 총계"
    funds_sum_compared: str = "비교한 계획과 비교하지 못한 계획의 합"
    funds_sum_base: str = "계획({base})"

    # sources by year
    funds_years_title: str = "연도별 재원"
    funds_in_term: str = "임기내 계"
    funds_after_term: str = "임기후 계"
    funds_years_key: str = "막대: 재원별 계획, 가는 막대: 확보(회색)·집행(검정)"
    funds_rates_title: str = "비율"
    funds_deferred: str = "임기 후 이연"
    funds_deferred_definition: str = "임기 후(임기후, 임기 마지막 해 다음 연도)의 계획액 / 총사업비"
    funds_deferred_definition_unknown: str = (
        "임기 후(임기후, 임기 마지막 해 다음 연도)의 계획액 / 총사업비(연도 미상은 분모에만 있음)"
    )
    funds_deferred_title: str = "임기 후 이연 · 재원별"
    funds_deferred_source: str = "{source} 임기 후 / {source} 계획"
    funds_national: str = "국비 의존도"
    funds_national_definition: str = "국비 계획액 / 총사업비"
    funds_term_note: str = (
        "임기내 = 기투자와 {year}년까지(마지막 해는 한 해 전체), 임기후 = 그 뒤. 연도 미상은 어느 쪽도 아님"
    )
    funds_term_missing: str = "임기 종료일 자료 없음: 모든 연도를 임기내로 셈"

    # stages of money
    funds_stages_title: str = "예산 단계별 금액"
    funds_all_years: str = "모든 연도"
    funds_year: str = "{year}년"
    funds_stages_key: str = "진한 막대: 신청이 있는 사업·연도, 옅은 막대: 신청 자료가 없는 것"
    funds_source_stage: str = "{source} {stage}"
    funds_reflected: str = "{stage} 반영률"
    funds_reflected_definition: str = (
        "{source} {stage}액 / 신청액. 신청액과 {stage}액이 모두 있는 같은 사업·연도만 분자와 분모에 셈"
    )
    funds_stage_heading: str = "단계"
    funds_amount_heading: str = "금액"
    funds_asked_heading: str = "그중 신청이 있는 것"
    funds_reflected_heading: str = "반영률(신청 대비)"
    funds_cells_heading: str = "비교한 사업·연도"
    funds_cells: str = "사업 {projects}개 · {cells}건"
    funds_waiting: str = "이 단계 자료 없음 {n}건"
    funds_not_known: str = "{stages} 자료 없음"
    funds_stages_note: str = "{date}까지 받은 자료. 단계마다 사업·재원·연도별 가장 새 금액"
    funds_executed_over: str = "{source}: 집행 {executed}이 확정 {secured}보다 많음"

    # area and project
    funds_tree_title: str = "분야 → 사업"
    funds_tree_lead: str = "넓이 = 계획(총사업비), 색 = 확보율(올해까지 계획 대비, {year}년까지)"
    funds_tree_help: str = "분야를 누르면 그 분야만, 사업을 누르면 사업 화면으로"
    funds_all: str = "전체"
    funds_rest: str = "그 밖 {n}개"
    funds_area_level: str = "분야 단위 재원"
    funds_shared: str = "{name} 외 {n}개(예산 공유)"
    funds_level_full: str = "계획 초과 확보"
    funds_level_high: str = "95% 이상"
    funds_level_middle: str = "80~95%"
    funds_level_low: str = "80% 미만"
    funds_level_none: str = "확보율 자료 없음"
    funds_undrawn_title: str = "넓이로 그릴 수 없는 것"
    funds_no_amount: str = "금액 자료 없음"
    funds_no_budget: str = "비예산"
    funds_zero: str = "계획 0원"
    funds_negative: str = "음수 계획"
    funds_undrawn_count: str = "{kind} {n}개"
    funds_area_heading: str = "분야"
    funds_projects_heading: str = "사업"
    funds_rate_heading: str = "확보율(올해까지 계획 대비)"

    # flow
    funds_flow_title: str = "재원 → 분야 → 공식 상태"
    funds_flow_lead: str = "굵기 = 계획(총사업비)"
    funds_flow_negative: str = "띠로 그릴 수 없는 금액(0 이하): {parts}"
    funds_flow_part: str = "{from_} → {to} {amount}"
    funds_flow_areas: str = "분야별 재원과 상태"
    funds_area_level_state: str = "분야 단위 재원(상태 없음)"

    # changes of totals
    funds_changes_title: str = "총사업비 조정: 당초 → 현재"
    funds_base: str = "당초"
    funds_current: str = "현재"
    funds_reason_heading: str = "사유"
    funds_reason_unknown: str = "사유 미상"
    funds_reason_rest: str = "그 밖의 사유 {n}가지"
    funds_added: str = "늘어남"
    funds_taken: str = "줄어듦"
    funds_difference: str = "차이"
    funds_without_base: str = "당초 금액 없음"
    funds_change_rate: str = "총사업비 증감률"
    funds_change_rate_definition: str = "(현재 − 당초) / 당초. 당초와 현재 금액이 모두 있는 사업 {n}개만 셈"
    funds_changes_count: str = "총사업비 조정({n}건)"
    funds_changes_rest: str = "조정 없는 사업 {n}개"
    funds_changed_projects: str = "조정된 사업"
    funds_steps_heading: str = "사유(승인일)"
    funds_step: str = "{reason}({date})"
    funds_changes_note: str = (
        "승인된 계획 버전 사이의 차이를 그 버전의 사유 구분에 셈. 한 사업이 여러 사유로 조정되면 사유마다 셈"
    )
    funds_base_none: str = "당초 금액 자료가 없어 총사업비 조정을 셀 수 없습니다."
    funds_changes_none: str = "총사업비가 조정된 사업이 없습니다."

    # gaps
    funds_gaps_title: str = "미확보 큰 순"
    funds_gap_bases: Mapping[str, str] = texts(
        {"to-date": "올해까지 계획 대비", "term": "임기내", "total": "총사업비 대비"}
    )
    funds_gap_heading: str = "미확보"
    funds_gap_fraction_heading: str = "확보 / 계획"
    funds_gaps_sum: str = "미확보 {n}개 합"
    funds_gaps_even: str = "계획만큼 확보 {n}개"
    funds_over_title: str = "계획보다 많이 확보"
    funds_unsecured_title: str = "확보 자료 없음: 미확보를 셀 수 없음"
    funds_unplanned_title: str = "이 기간의 계획 자료 없음: 미확보를 셀 수 없음"
    funds_gaps_none: str = "미확보 금액이 있는 사업이 없습니다."

    # formulas
    funds_formulas_title: str = "산식과 기준"
    funds_formula_heading: str = "값"
    funds_numbers_heading: str = "분자 / 분모"
    funds_definition_heading: str = "정의"
    funds_name_heading: str = "이름"
    funds_rules_title: str = "세는 규칙"
    funds_rules: Mapping[str, str] = texts(
        {
            "once": "두 목록(공약, 100대 핵심과제)에 있는 사업은 한 번만 셈",
            "shared": "예산을 함께 쓰는 사업은 번호가 가장 앞서고 금액이 있는 사업의 금액으로 한 번만 셈",
            "area": "분야 단위로만 아는 재원은 그 분야의 사업이 모두 조건에 맞을 때 더하고, 아니면 제외하고 말함",
            "missing": "자료 없음은 0이 아님: 합에 넣지 않고 개수를 말함",
            "plan": "계획 = 기준일까지 승인된 계획 가운데 금액이 있는 가장 새 계획",
            "check": "재원별 합 = 기간별 합 = 총계. 다르면 합계 불일치로 두 수를 모두 보임",
        }
    )
