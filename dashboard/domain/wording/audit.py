"""Words of the record of who did what, and of the dialog that asks why something is taken out."""

from collections.abc import Mapping
from dataclasses import dataclass

from dashboard.domain.wording.tables import texts


@dataclass(frozen=True)
class AuditWords:
    """Keys are the values of Act, Result, ReasonKind and BreakCause of dashboard.domain.audit."""

    # the dialog
    reason_title: str = "내보내는 사유"
    reason_note: str = "누가 무엇을 왜 내려받거나 인쇄했는지 기록에 남고, 감사 담당이 매월 점검합니다."
    reason_kind: str = "사유"
    reason_choose: str = "고르십시오"
    reason_text: str = "자세한 내용 (기타를 고르면 반드시 적습니다)"
    reason_go: str = "계속"
    reason_stop: str = "그만두기"
    reason_failed: str = "서버에서 답을 받지 못했습니다. 잠시 뒤 다시 하십시오."
    reason_kinds: Mapping[str, str] = texts(
        meeting="회의 자료",
        council="의회 답변",
        report="내부 보고",
        other="기타",
        shortcut="단축키 인쇄",
    )
    reason_none: str = "사유 없음"

    # when it cannot be written
    record_away: str = (
        "접속 기록을 남길 수 없어 수정과 내려받기를 하지 않습니다. 조회는 계속됩니다. 원인: {cause}"
    )

    # the page
    nav_audit: str = "접속 기록"
    audit_title: str = "접속 기록"
    audit_lead: str = "누가 언제 무엇을 보고, 바꾸고, 내보냈는지의 기록입니다. 고치거나 지울 수 없습니다."
    audit_heads: Mapping[str, str] = texts(
        seq="번호",
        at="시각 (한국)",
        actor="누가",
        role="권한",
        address="접속 위치",
        act="한 일",
        object="대상",
        reason="사유",
        result="결과",
    )
    audit_file_heads: Mapping[str, str] = texts(
        seq="번호",
        at="시각 (UTC)",
        korean="시각 (한국)",
        actor="누가",
        role="권한",
        address="접속 위치",
        act="한 일",
        object="대상",
        before="이전",
        after="이후",
        reason="사유",
        result="결과",
        request="요청 번호",
        prev_hash="앞 기록의 봉인",
        hash="봉인",
    )
    audit_file: str = "접속기록_{day}"
    audit_file_filters: str = "조건"
    audit_file_count: str = "건수"
    audit_file_all: str = "{n}건"
    audit_file_some: str = (
        "조건에 맞는 {all}건 가운데 최근 {n}건. 모두 내보내려면 python -m dashboard audit export"
    )
    audit_download: str = "CSV"
    audit_download_title: str = "이 조건의 기록을 CSV 파일로 내려받기"
    audit_acts: Mapping[str, str] = texts(
        sign_in="로그인",
        sign_out="로그아웃",
        lock="계정 잠김",
        password="비밀번호 변경",  # noqa: S106 -- the name of an act
        account="계정 관리",
        wall="벽면",
        view="내부 자료 조회",
        denied="권한 밖 요청",
        save_view="보기 저장",
        forget_view="보기 지움",
        mark_meeting="회의 기록",
        lead_wall="벽면 조작",
        edit_wall="벽면 편성",
        acknowledge="재난 알림 확인",
        refresh="갱신 시작",
        confirm_shrink="감소 확인",
        test_alarm="시험 알림",
        export="내려받기",
        print="인쇄",
        export_audit="접속 기록 반출",
        start="서버 시작",
        setting="설정 변경",
        cut="보관 기한 지난 기록 정리",
        lost="남기지 못한 기록",
    )
    audit_results: Mapping[str, str] = texts(done="됨", refused="거절", failed="실패")
    audit_command_role: str = "명령줄"
    audit_nobody: str = "자동"
    audit_day: str = "날짜"
    audit_any_day: str = "모든 날"
    audit_any_actor: str = "모든 사람"
    audit_any_act: str = "모든 일"
    audit_any_result: str = "모든 결과"
    audit_chosen: str = "{label}: {value}"
    audit_count: str = "{n}건"
    audit_shown: str = "{first}~{last}번"
    audit_newest: str = "처음으로"
    audit_older: str = "이전 기록 {n}건"
    audit_empty: str = "조건에 맞는 기록이 없습니다."
    audit_before: str = "이전"
    audit_after: str = "이후"
    audit_request: str = "요청 번호"
    audit_hash: str = "봉인"
    audit_full: str = "대상"
    audit_utc: str = "UTC"
    audit_taken_title: str = "{month} 반출 점검"
    audit_taken_lead: str = "내려받기와 인쇄를 사유별로 모았습니다. 개인별 내역은 아래 목록에서 고릅니다."
    audit_taken_none: str = "이 달에는 내려받기와 인쇄가 없습니다."
    audit_taken_reason: str = "사유"
    audit_taken_people: str = "사람"
    audit_people: str = "{n}명"
    audit_month: str = "{year}년 {month}월"
    audit_month_before: str = "지난달"
    audit_month_after: str = "다음 달"
    audit_list_title: str = "기록"
    audit_state: str = "위변조 확인"
    audit_unchecked: str = "아직 확인하지 않았습니다."
    audit_whole: str = "{first}~{last}번이 처음 그대로입니다({time} 확인)."
    audit_nothing: str = "확인할 기록이 없습니다({time} 확인)."
    audit_since: str = "그 뒤 {n}건은 다음 확인 때 봅니다."
    audit_broken: str = "{seq}번에서 기록이 어긋납니다({time} 확인): {cause}"
    audit_breaks: Mapping[str, str] = texts(
        changed="내용이 봉인과 다릅니다.",
        missing="앞에 있어야 할 기록이 없습니다.",
        unlinked="앞 기록과 이어지지 않습니다.",
        replaced="하루 봉인 파일에 적힌 기록과 다릅니다.",
        seal="하루 봉인 파일이 바뀌었거나 다른 열쇠로 만들어졌습니다.",
    )
    audit_waiting: str = "아직 쓰지 못한 기록 {n}건이 메모리에 있습니다."
    audit_lost: str = "남기지 못한 기록이 {n}건 있습니다."
    audit_lost_object: str = "{n}건"
    audit_fact: str = "접속 기록"
    audit_well: str = "쓸 수 있음"
    audit_everywhere: str = "모든 기기"
    audit_unknown_account: str = "없는 계정"
    audit_too_many: str = "한 주소에서 너무 많이 틀림"
