"""Words of the walls: their frame and their scenes."""

from collections.abc import Mapping
from dataclasses import dataclass

from dashboard.domain.wording.tables import texts


@dataclass(frozen=True)
class WallWords:
    """`wall_link` are the states of the link by their names in assets/wall.js."""

    wall_title: str = "벽면"
    wall_scenes: Mapping[str, str] = texts(
        board="공약 한눈에",
        area="분야별 사업",
        attention="중점관리 사업",
        procedures="추진 절차",
        money="재원",
        city="도시 현황",
        focus="사업 집중",
    )
    wall_basis: str = "{date} 기준"
    wall_link: Mapping[str, str] = texts(
        fresh="최신",
        late="수신 지연 {age}",
        stale="장기 미수신 {age}",
        lost="연결 끊김 {age}",
        stuck="저장소 끊김",
        never="수신 전",
        clock="시계 이상",
    )
    wall_ages: Mapping[str, str] = texts(seconds="{n}초", minutes="{n}분", hours="{n}시간", days="{n}일")
    wall_paused: str = "멈춤"
    wall_nothing: str = "아직 받은 자료가 없습니다"
    wall_nothing_note: str = "자료를 받으면 이 화면이 저절로 바뀝니다."
    wall_no_projects: str = "등록된 사업이 없습니다"
    wall_no_projects_note: str = (
        "자료원은 답했지만 사업이 하나도 없습니다. 사업이 생기면 이 화면이 저절로 바뀝니다."
    )
    wall_waiting: str = "연결하고 있습니다"
    wall_waiting_note: str = "서버가 답하면 이 화면이 저절로 바뀝니다."
    wall_covered: str = "접견 화면으로 바꾸고 있습니다"
    wall_covered_note: str = "서버가 확인하면 공개된 내용만 이어서 보입니다."
    wall_needs_sign_in: str = "인증 필요"
    wall_needs_sign_in_note: str = "이 벽면은 지금 자료를 볼 수 없습니다. 관리자가 다시 연결해야 합니다."
    wall_long_silence: str = "24시간 넘게 새 자료를 받지 못했습니다."
    wall_total: str = "공약·핵심과제"
    wall_late_word: str = "계획일 경과"
    wall_board_sentence: str = "{all}개 중 "
    wall_board_late: str = "{n}개가 계획일을 지났습니다"
    wall_board_on_plan: str = "계획일을 지난 사업이 없습니다"
    wall_board_no_dates: str = "계획일 자료가 없습니다"
    wall_of: str = "/{n}"
    wall_trillions: str = "{n}조"
    wall_duplicates: str = "중복 {n}"
    wall_shared: str = "다른 구분에도 {n}개"
    wall_number: str = "번호"
    wall_part: str = "{name} {n}/{all}"
    wall_completion: str = "완료율 · 계속 포함"
    wall_progress: str = "평균 공정률"
    wall_secured: str = "확보율 · '{year}년까지"
    wall_mean: str = "{name} · 평균"
    wall_base: str = "{n}개"
    wall_left_out: str = "제외 {n}개"
    wall_situation_city: str = "대전 전역"
    wall_situation_at: str = "{time} 발송"
    wall_situation_no_text: str = "본문 자료가 없습니다."
    wall_situation_unnamed: str = "재난 알림"
    wall_situation_drill: str = "훈련 상황입니다. 실제 재난이 아닙니다."
    wall_situation_drill_of: str = "[훈련] {title}"
    wall_situation_more: str = "그 밖에 {n}건이 더 있습니다."
    wall_situation_goes_on: str = "(이하 재난문자 참조)"
    wall_situation_seen: str = "확인"
    wall_situation_again: str = "기록 못 함 · 다시 확인"
    wall_term: str = "임기 종료까지"
    wall_term_passed: str = "{n}째"
    wall_days: str = "{n}일"
    wall_area_count: str = "{n}"
