"""Words of the timeline: the procedures of all projects over one axis of time."""

from collections.abc import Mapping
from dataclasses import dataclass

from dashboard.domain.wording.tables import texts


@dataclass(frozen=True)
class TimelineWords:
    """`timeline_letters` stand in the marks of the milestones, by kind of procedure."""

    timeline_title: str = "추진 일정"
    timeline_group: str = "묶기"
    timeline_group_area: str = "분야"
    timeline_group_department: str = "주관부서"
    timeline_group_none: str = "묶지 않음"
    timeline_plan: str = "비교 계획"
    timeline_sort: str = "정렬"
    timeline_sort_late: str = "계획일 경과"
    timeline_sort_number: str = "번호"
    timeline_sort_start: str = "시작"
    timeline_sort_end: str = "완료"
    timeline_window: str = "기간"
    timeline_window_term: str = "임기 전체"
    timeline_window_all: str = "전체 기간"
    timeline_window_year: str = "올해"
    timeline_window_quarter: str = "이번 분기"
    timeline_window_month: str = "이번 달"
    timeline_window_before: str = "이전 기간"
    timeline_window_after: str = "다음 기간"
    timeline_only_quarter: str = "이번 분기 주요 시점만"
    timeline_only_window: str = "이 기간 주요 시점만"
    timeline_projects: str = "사업"
    timeline_past: str = "계획일 경과"
    timeline_slip: str = "{plan} 대비"
    timeline_slip_definition: str = (
        "{plan}와 지금 모두 완료일이 있는 절차에서, 가장 늦은 완료일의 차이. 지금 = 실적, 없으면 현재 계획"
    )
    timeline_coarse: str = "연·반기 단위 계획"
    timeline_open: str = "계속(완료일 없음)"
    timeline_milestone_done: str = "끝남"
    timeline_milestone_ahead: str = "예정"
    timeline_milestone_other: str = "그 밖의 주요 시점"
    timeline_drawn: str = "절차 {all}개 중 {n}개를 막대 {bars}개로 그림"
    timeline_drawn_marks: str = "주요 시점 {all}개 중 {n}개를 그림"
    timeline_not_drawn: str = "그리지 않음: {causes}"
    timeline_undated: str = "날짜 자료 없음 {n}개"
    timeline_outside: str = "이 기간 밖 {n}개"
    timeline_elsewhere: str = "다른 쪽 {n}개"
    timeline_rows_left_out: str = "이 기간에 그릴 것이 없는 사업 {n}개는 줄을 두지 않음"
    timeline_without_plan: str = "‘{plan}’이 없는 사업 {n}개는 비교 막대 없음"
    timeline_coarse_marks: str = "연·반기 단위로만 적혀 이 기간으로 정할 수 없는 주요 시점 {n}개 제외"
    timeline_most: str = "한 번에 절차 {n}개까지 그림"
    timeline_part: str = "{n} / {all}쪽"
    timeline_part_rows: str = "사업 {first}~{last} / {all}"
    timeline_part_before: str = "이전 쪽"
    timeline_part_after: str = "다음 쪽"
    timeline_count: str = "{n}개"
    timeline_count_of: str = "{all}개 중 {n}개"
    timeline_group_past: str = "계획일 경과 {n}개"
    timeline_no_stages: str = "등록된 절차 없음"
    timeline_no_dates: str = "절차 {n}개 날짜 자료 없음"
    timeline_not_now: str = "이 기간에 절차 없음"
    timeline_nothing: str = "이 기간에 그릴 절차가 없습니다."
    timeline_no_marks: str = "이 기간에 주요 시점이 없습니다."
    timeline_list: str = "{window} 주요 시점"
    timeline_list_more: str = "{all}건 중 앞 {n}건"
    timeline_list_date: str = "날짜"
    timeline_list_mark: str = "주요 시점"
    timeline_list_kind: str = "종류"
    timeline_list_state: str = "상태"
    timeline_letters: Mapping[str, str] = texts(
        {
            "타당성·구상": "구",
            "투자심사": "심",
            "도시계획·인허가": "인",
            "기본계획": "기",
            "설계": "설",
            "보상": "보",
            "발주·계약": "계",
            "착공": "착",
            "공사": "공",
            "준공": "준",
            "개관·운영": "개",
            "예산": "예",
            "조례·제도": "조",
            "시행": "시",
            "평가": "평",
            "기타": "타",
        }
    )
