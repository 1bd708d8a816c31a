"""Words of the scores against targets."""

from collections.abc import Mapping
from dataclasses import dataclass

from dashboard.domain.wording.tables import texts


@dataclass(frozen=True)
class ScoreWords:
    """`score_stretches` are the columns; `score_goals` a target by what it is set for."""

    score_title: str = "목표 대비"
    score_measure: str = "지표"
    score_goal: str = "목표"
    score_projects: str = "움직일 사업"
    score_stretches: Mapping[str, str] = texts(day="어제", week="7일", month="30일", quarter="91일")
    score_months: Mapping[str, str] = texts(month="최근 월", quarter="최근 3개월")
    score_goals: Mapping[str, str] = texts(
        none="{value}",
        day="하루 {value}",
        month="한 달 {value}",
        quarter="분기 {value}",
        year="한 해 {value}",
    )
    score_reached: str = "목표 도달"
    score_short: str = "목표 미달"
    score_missing: str = "–"
    score_clipped: str = "{n}↑"
    score_cell: str = (
        "{stretch}: 실적 {actual} / 목표 {goal} = {share}. 값이 있는 {known}/{days}{unit}. {state}"
    )
    score_cell_inverted: str = (
        "{stretch}: 목표 {goal} / 실적 {actual} = {share}. 값이 있는 {known}/{days}{unit}. {state}"
    )
    score_cell_missing: str = "{stretch}: 값이 있는 {known}/{days}{unit}. 절반이 되지 않아 셈하지 않음"
    score_days: str = "일"
    score_month_unit: str = "개월"
    score_state_clipped: str = "목표 도달, {clip}에서 잘라 보임"
    score_lower: str = "낮을수록 좋음"
    score_higher: str = "높을수록 좋음"
    score_no_project: str = "연결된 사업 없음"
    score_unknown_project: str = "{id}(이 자료에 없는 사업)"
    score_source: str = "목표 출처: {source}"
    score_definitions: Mapping[str, str] = texts(
        share="실적 / 목표. 낮을수록 좋은 지표는 목표 / 실적. 1.00 이상이면 목표 도달.",
        days="어제까지의 온전한 날만 셈. 평균하는 지표는 날마다의 평균, 더하는 지표는 값이 있는 날만큼의 목표와 비교.",
        months="매월 나오는 지표는 값이 나온 최근 월과 최근 3개월.",
        missing="값이 기간의 절반이 되지 않으면 ‘–’. {clip}을 넘으면 {clip}까지만 보이고 ‘↑’로 표시.",
        projects="사업은 그 지표를 움직이려는 사업이라는 뜻이며, 지표의 변화가 그 사업 때문이라는 뜻이 아님.",
    )
    score_goal_line: str = "목표 {value}"
    score_linked: str = "연결된 사업"
    score_not_cause: str = (
        "세로선은 연결된 사업의 절차가 끝난 날입니다. 앞뒤의 차이가 그 사업 때문이라는 뜻은 아닙니다."
    )
    score_marks: str = "끝난 절차: {list}"
    score_mark: str = "{n}) {day} {text}"
    score_note: str = (
        "점수 = 실적 / 목표(낮을수록 좋으면 목표 / 실적). 1.00 이상이면 목표 도달, 빈칸은 그 기간이 없는 지표"
    )
    score_milestone: str = "{name} {stage}"
