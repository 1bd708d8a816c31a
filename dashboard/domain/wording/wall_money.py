"""Words of the wall's scene of money."""

from dataclasses import dataclass


@dataclass(frozen=True)
class WallMoneyWords:
    """`wall_money_unit` is the one unit of the columns when they reach a trillion won."""

    wall_money_until: str = "{year}년까지 "
    wall_money_short: str = "미확보 {n}건의 합 {amount}"
    wall_money_all_secured: str = "계획한 재원을 모두 확보했습니다"
    wall_money_not_told: str = "미확보액을 알 자료가 없습니다"
    wall_money_secured_share: str = "계획의 {share}를 확보했습니다"
    wall_money_planned: str = "계획"
    wall_money_secured: str = "확보"
    wall_money_executed: str = "집행"
    wall_money_until_year: str = "{year}년까지"
    wall_money_of_plan: str = "계획의 {share}"
    wall_money_of_secured: str = "확보의 {share}"
    wall_money_columns: str = "재원별 계획"
    wall_money_columns_note: str = "{unit} · 총 {total}"
    wall_money_unit: str = "조원"
    wall_money_line: str = "확보"
    wall_money_term_end: str = "임기말"
    wall_money_folded: str = "~'{year}"
    wall_money_year: str = "'{year}"
    wall_money_after: str = "임기 후"
    wall_money_invested: str = "기투자"
    wall_money_no_year: str = "연도 미상"
    wall_money_gaps: str = "미확보액"
    wall_money_gaps_note: str = "계획 · {all}건 중 큰 {n}건"
    wall_money_gaps_all: str = "계획 · {all}건"
    wall_money_gaps_none: str = "미확보액이 있는 사업이 없습니다"
    wall_money_over: str = "계획보다 더 확보 {n}건 · {amount}"
    wall_money_unsecured: str = "확보 자료 없음 {n}건 · 계획 {amount}"
    wall_money_shared: str = "{name} 외 {n}"
    wall_money_sources: str = "재원별 확보"
    wall_money_sources_note: str = "계획 · 확보액"
