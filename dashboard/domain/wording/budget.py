"""Words of the budget lines (세부사업) as the local finance system books them."""

from dataclasses import dataclass


@dataclass(frozen=True)
class BudgetWords:
    """Titles, columns, rates and notes of the budget lines."""

    lines_title: str = "세부사업 집행"
    lines_key: str = "지방재정시스템(e호조+) 장부의 금액을 배분율대로 나눔"
    lines_empty: str = "받은 세부사업 자료가 없습니다."
    lines_empty_project: str = "이 사업에 배분된 세부사업이 없습니다."
    lines_empty_filter: str = "조건에 맞는 사업에 배분된 세부사업이 없습니다."
    lines_as_of: str = "{date} 기준 장부"
    lines_as_of_span: str = "{first}~{last} 기준 장부"

    lines_year: str = "회계연도"
    lines_year_value: str = "{year}년"
    lines_account: str = "회계"
    lines_department: str = "부서"
    lines_line: str = "세부사업"
    lines_claims: str = "배분 사업"
    lines_count: str = "세부사업 수"
    lines_origin: str = "회계·부서"
    lines_appropriated: str = "예산현액"
    lines_spent: str = "지출액"
    lines_carried: str = "이월액"
    lines_appropriated_definition: str = (
        "그 회계연도에 쓸 수 있는 금액. 전년도에서 넘어온 이월액을 포함(장부에 적힌 값 × 배분율)"
    )
    lines_spent_definition: str = "그 회계연도에 지출한 금액(장부에 적힌 값 × 배분율)"
    lines_carried_definition: str = "다음 회계연도로 넘긴 금액(장부에 적힌 값 × 배분율)"
    lines_rate_heading: str = "집행률"
    lines_all_years: str = "누계"
    lines_account_missing: str = "회계 자료 없음"
    lines_department_missing: str = "부서 자료 없음"
    lines_share_missing: str = "배분율 자료 없음"

    lines_rate: str = "집행률(세부사업 예산현액 대비)"
    lines_rate_definition: str = "{year} 회계연도 지출액 / 예산현액"
    lines_rate_all: str = "누적 집행률(세부사업 예산현액 대비)"
    lines_rate_all_definition: str = (
        "모든 회계연도의 지출액 합 / 예산현액 합(다음 해 예산현액에 다시 들어간 이월액은 한 번만 셈)"
    )
    lines_rate_other: str = "집행률(확보액 대비)"
    lines_carried_again: str = (
        "누계의 예산현액은 해마다의 합 {sum}에서, "
        "다음 해 예산현액에 다시 들어간 이월액 {amount}을 한 번 뺀 금액"
    )
    lines_unrated: str = "예산현액이나 지출액 자료가 없어 집행률에서 뺀 장부 줄 {n}개"
    lines_two_rates: str = (
        "집행률은 기준이 둘: e호조+ 장부의 예산현액 대비와 사업 재원 자료의 확보액 대비. 서로 더하지 않음"
    )

    lines_by_year: str = "회계연도별"
    lines_by_account: str = "회계별({year}년)"
    lines_by_department: str = "부서별({year}년)"
    lines_whole: str = "장부 전체({year}년, 조건과 무관)"
    lines_whole_claimed: str = "사업에 배분"
    lines_whole_rest: str = "일부만 배분된 세부사업의 나머지"
    lines_whole_unclaimed: str = "어느 사업에도 배분되지 않음"
    lines_whole_sum: str = "장부 합계"
    lines_list: str = "배분된 세부사업({year}년)"
    lines_unclaimed: str = "어느 사업에도 배분되지 않은 세부사업({year}년, 조건과 무관)"
    lines_unclaimed_none: str = "어느 사업에도 배분되지 않은 세부사업이 없습니다."
    lines_rest: str = "일부만 배분된 세부사업({year}년)"
    lines_rest_remark: str = "미배분 {amount}({share})"
    lines_over: str = "합계 불일치: 배분율 합이 100%를 넘는 세부사업({year}년)"
    lines_over_remark: str = "배분율 합 {share}: 배분한 예산현액 {given}, 장부 {whole}"
    lines_excess: str = "예산현액보다 많이 쓴 세부사업({year}년, 조건과 무관)"
    lines_excess_spent: str = "지출액이 예산현액보다 {amount} 많음"
    lines_excess_carried: str = "지출액 + 이월액이 예산현액보다 {amount} 많음"
    lines_totals: str = "합계 불일치: 장부에 인쇄된 계와 세부사업의 합"
    lines_stated: str = "인쇄된 계"
    lines_summed: str = "세부사업 합"
    lines_difference: str = "차이"
    lines_orphans: str = "이어질 곳이 없는 배분"
    lines_orphan: str = "세부사업 {line} → 사업 {project}: 이 자료에 없음"
    lines_list_count: str = "{n}개, 예산현액 {amount}"
    lines_more: str = "예산현액이 작은 {n}개 더: 합 {amount}"
