"""Words of the room's own running: alarms that are sent, and the page that keeps the room."""

from collections.abc import Mapping
from dataclasses import dataclass

from dashboard.domain.wording.tables import texts


@dataclass(frozen=True)
class OperationWords:
    """An alarm names a source, its state and a time, and no figure of the city."""

    # alarms
    alarm_subject: str = "[{brand}] 자료원 알림 {n}건"
    alarm_test_subject: str = "[{brand}] 시험 알림"
    alarm_test_text: str = "시험 알림입니다. 이 알림이 도착했다면 설정이 맞습니다."
    alarm_line: str = "{label}: {state}, {time}부터"
    alarm_recovered_line: str = "{label}: 정상 회복, {time}"
    alarm_states: Mapping[str, str] = texts(failed="갱신 실패", stale="장기 미수신")
    alarm_store: str = "공약실 저장소"
    alarm_mail_way: str = "메일"
    alarm_webhook_way: str = "웹훅"
    alarm_way_failed: str = "{way}을(를) 보내지 못했습니다: {cause}"
    alarm_tested: str = "시험 알림을 보냈습니다: {ways}."
    alarm_off: str = "알림이 꺼져 있습니다. 설정 ALARM_MAIL_TO 또는 ALARM_WEBHOOK을 적고 다시 시작하십시오."

    # the page
    nav_admin: str = "운영"
    admin_title: str = "운영"
    admin_lead: str = "자료원과 반영 제외된 기록, 알림과 백업을 살피고 다시 읽기를 시작하는 곳입니다."
    admin_sources_title: str = "자료원"
    admin_sources_heads: Mapping[str, str] = texts(
        source="자료원",
        state="상태",
        success="마지막 성공",
        attempt="마지막 시도",
        result="마지막 결과",
        next="다음 갱신",
        act="다시 읽기",
    )
    admin_refused_title: str = "확인을 기다리는 감소"
    admin_refused_lead: str = (
        "행이 크게 줄어 반영하지 않은 표입니다. 원본을 확인한 뒤 감소를 확인하면 다시 읽어 반영합니다."
    )
    admin_aside_title: str = "반영 제외와 읽지 못한 값"
    admin_aside_lead: str = (
        "원본이나 매핑 파일을 고치면 다음 갱신에 저절로 반영됩니다. 고친 매핑은 "
        "python -m dashboard check 로 먼저 확인하십시오. 화면에서 값을 고치는 방법은 없습니다."
    )
    admin_aside_heads: Mapping[str, str] = texts(
        source="자료원", table="표", kind="구분", reason="이유", count="건수", examples="예"
    )
    admin_aside_none: str = "반영 제외나 읽지 못한 값이 없습니다."
    admin_all_shown: str = "이름까지 모두 보기"
    admin_room_title: str = "공약실"
    admin_clock: str = "서버 시계"
    admin_clock_ahead: str = "기준보다 {seconds}초 빠름"
    admin_clock_behind: str = "기준보다 {seconds}초 느림"
    admin_clock_exact: str = "기준과 같음"
    admin_clock_off: str = "허용 {tolerance}초를 넘음"
    admin_clock_checked: str = "{server}, {time} 확인"
    admin_clock_unasked: str = "비교하지 않음(설정 NTP_SERVER가 비어 있음)"
    admin_clock_problem: str = "시각 서버에 묻지 못함: {cause}"
    admin_store_size: str = "저장소 크기"
    admin_backup: str = "마지막 백업"
    admin_backup_text: str = "{time} · {file} · {size} · {rows}행"
    admin_backup_none: str = "기록 없음. python -m dashboard backup 으로 백업하십시오."
    admin_alarms: str = "알림"
    admin_alarms_off: str = "꺼짐"
    admin_alarms_sent: str = "마지막 발송 {time}"
    admin_alarm_test: str = "시험 알림 보내기"
    admin_ailing_title: str = "지금 알림 대상"
    admin_ailing_told: str = "{time}에 알림"
    admin_ailing_untold: str = "아직 알리지 않음"
    admin_ailing_none: str = "알릴 이상이 없습니다."
