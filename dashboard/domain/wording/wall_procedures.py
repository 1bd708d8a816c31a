"""Words of the wall's scene ④ 추진 절차."""

from dataclasses import dataclass


@dataclass(frozen=True)
class WallProcedureWords:
    wall_procedures_quarter: str = "{name} · {year}년 {quarter}분기"
    wall_procedures_this: str = "이번 분기"
    wall_procedures_coming: str = "다음 분기"
    wall_procedures_done: str = "{all}건 중 {n}건 완료"
    wall_procedures_count: str = "{n}건"
    wall_procedures_sentence: str = "이번 분기 {all}건 중 {n}건 완료, 다음 분기 {next}건"
    wall_procedures_both: str = "이번·다음 분기 {n}건"
    wall_procedures_late: str = " 중 {n}건 경과"
    wall_procedures_open: str = ", 그 전 미완료 {n}건"
    wall_procedures_none: str = "예정된 주요 시점 없음"
    wall_procedures_month: str = "{month}월"
    wall_procedures_day: str = "{month}.{day}."
    wall_procedures_far: str = "'{year}.{month}."
    wall_procedures_in_month: str = "{month}월 중"
    wall_procedures_in_quarter: str = "{quarter}분기 중"
    wall_procedures_project: str = "사업 · 공식 상태"
    wall_procedures_date: str = "날짜"
    wall_procedures_marks: str = "주요 시점"
    wall_procedures_is_done: str = "완료"
    wall_procedures_is_ahead: str = "예정"
    wall_procedures_is_late: str = "계획일 경과"
    wall_procedures_planned: str = "현재 계획"
    wall_procedures_coarse: str = "연·반기 단위 {n}건 제외"
