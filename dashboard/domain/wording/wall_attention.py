"""Words of the wall's scene ③ 중점관리 사업."""

from collections.abc import Mapping
from dataclasses import dataclass

from dashboard.domain.vocabulary import Precision
from dashboard.domain.wording.tables import texts


@dataclass(frozen=True)
class WallAttentionWords:
    """`wall_attention_dates` are dates for narrow places, by precision."""

    wall_attention_dates: Mapping[str, str] = texts(
        {
            Precision.DAY: "'{year}.{month}.{day}.",
            Precision.MONTH: "'{year}.{month}.",
            Precision.QUARTER: "'{year}년 {quarter}분기",
            Precision.HALF: "'{year}년 {half}",
            Precision.YEAR: "'{year}년",
        }
    )
    wall_attention_first_half: str = "상반기"
    wall_attention_second_half: str = "하반기"
    wall_attention_project: str = "사업 · 공식 상태 · 사유"
    wall_attention_days: str = "계획일 경과 · 지난 계획일"
    wall_attention_money: str = "미확보('{year}년까지) · 다음 절차"
    wall_attention_no_reason: str = "사유 미기재"
    wall_attention_cut: str = " (줄임)"
    wall_attention_sentence: str = "계획일 경과 {all}개 중 {n}개"
    wall_attention_all: str = "계획일 경과 {n}개"
    wall_attention_of: str = "{told}의 "
    wall_attention_gap: str = "미확보 {amount}"
    wall_attention_no_gap: str = "미확보 없음"
    wall_attention_shared: str = "{number}번과 한 예산"
    wall_attention_no_budget: str = "비예산"
    wall_attention_point: str = "{stage} {date}"
    wall_attention_end: str = "{stage} 완료 {date}"
    wall_attention_next: str = "{date} {event}"
    wall_attention_no_next: str = "다음 예정일 없음"
