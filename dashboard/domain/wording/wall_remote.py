"""Words of the remote of walls, and of what walls say of themselves."""

from collections.abc import Mapping
from dataclasses import dataclass

from dashboard.domain.wording.tables import texts


@dataclass(frozen=True)
class WallRemoteWords:
    """`remote_said` and `remote_sent` are what assets/remote.js says by itself, the latter by command."""

    remote_title: str = "벽면 리모컨"
    remote_to_wall: str = "벽면 열기"
    remote_walls: str = "벽면"
    remote_all: str = "모든 벽면"
    remote_all_shows: str = "{n}개 켜짐"
    remote_none: str = "켜진 벽면이 없습니다. 벽면으로 쓸 화면에서 /wall 주소를 여십시오."
    remote_gone: str = "응답 없는 벽면({n}초 넘게)"
    remote_forgotten: str = "{days}일 넘게 응답 없는 벽면 {n}개는 뺐습니다. 다시 켜면 나옵니다."
    remote_own: str = "내 계정으로 연 화면"
    remote_of_account: str = "{name} 계정으로 연 화면"
    remote_now: str = "지금 화면"
    remote_previous: str = "이전"
    remote_next: str = "다음"
    remote_pause: str = "멈춤"
    remote_go_on: str = "계속"
    remote_take_back: str = "되돌리기"
    remote_take_back_note: str = "보낸 장면과 구분을 거두고 차례대로 보입니다"
    remote_scenes: str = "장면 보내기"
    remote_project: str = "사업 보내기"
    remote_project_hint: str = "번호, 이름이나 초성"
    remote_project_note: str = "Enter를 누르면 고른 사업을 크게 보입니다."
    remote_found: str = "찾은 사업"
    remote_programmes: str = "구분"
    remote_every: str = "전체"
    remote_districts: str = "자치구 보내기"
    remote_guest: str = "접견 화면"
    remote_takeover: str = "재난 알림 · 모든 벽면"
    remote_takeover_more: str = " 외 {n}건"
    remote_led: str = "{by}, {at} 조작"
    remote_focus: str = "{title}: {name}"
    remote_scene_number: str = "{title} {n}"
    remote_keys: str = "글쇠"
    remote_keys_off: str = "글쇠 끄기"
    remote_keys_on: str = "글쇠 켜기"
    remote_key_names: Mapping[str, str] = texts(
        previous="←", next="→", pause="Space", take_back="Esc", project="/", scene="1~9", guest="G", seen="C"
    )
    remote_key_texts: Mapping[str, str] = texts(
        previous="이전 장면",
        next="다음 장면",
        pause="멈춤과 계속",
        take_back="되돌리기",
        project="사업 찾기",
        scene="장면 고르기",
        guest="접견 화면",
        seen="재난 알림 확인",
    )
    remote_said: Mapping[str, str] = texts(
        there="켜짐",
        gone="응답 없음",
        ago="{age} 전 확인",
        paused="멈춤",
        sent="보낸 장면",
        touched="화면에서 조작 중",
        guest="접견 중",
        guest_awaited="접견 아직 아님",
        guest_waits="바꾸는 중: 벽면 {n}개가 아직 바뀌지 않았습니다",
        taken="상황 화면",
        guest_on="켜짐: 공개할 수 있는 것만 보입니다",
        guest_off="꺼짐: 누르면 1초 안에 바뀝니다",
        guest_unsure="켜짐 · 응답 없는 벽면 {n}개는 바뀌었는지 알 수 없습니다",
        guest_none="켜진 벽면이 없습니다. 켜지면 접견 화면입니다",
        guest_some="벽면 {all}개 중 {n}개 켜짐",
        linked="연결됨",
        lost="연결 끊김 {age}",
        nothing="찾은 사업이 없습니다.",
        nothing_taken="확인할 재난 알림이 없습니다.",
        unknown="응답이 늦어 보냈는지 알 수 없습니다. 벽면의 상태를 보고 다시 누르십시오.",
        not_sent="보내지 못했습니다. 연결을 확인하고 다시 누르십시오.",
    )
    remote_sent: Mapping[str, str] = texts(
        show="{wall}: {what} 화면을 보냈습니다.",
        next="{wall}: 다음 장면으로 넘겼습니다.",
        previous="{wall}: 이전 장면으로 돌렸습니다.",
        pause="{wall}: 멈췄습니다.",
        go_on="{wall}: 다시 움직입니다.",
        filter="{wall}: {what} 사업만 보입니다.",
        filter_off="{wall}: 모든 사업을 보입니다.",
        take_back="{wall}: 차례대로 되돌렸습니다.",
        guest="{wall}: 접견 화면으로 바꾸도록 보냈습니다.",
        guest_over="{wall}: 접견 화면을 끝내도록 보냈습니다.",
        seen="재난 알림을 확인했습니다. 연결된 벽면은 보이던 장면으로 돌아갑니다.",
        seen_part="확인했습니다. 그 뒤에 온 재난 알림 {n}건이 떠 있습니다.",
    )
    heard_title: str = "벽면이 보낸 상태"
    heard_others: str = "등록하지 않고 계정으로 연 벽면"
    heard_others_note: str = "사람이 자기 계정으로 연 벽면입니다. 시장실에 둘 화면은 등록해 쓰십시오."
    heard_empty: str = "상태를 보낸 벽면이 없습니다."
    heard_heads: Mapping[str, str] = texts(
        name="이름",
        seen="마지막 확인",
        shows="보이는 장면",
        state="상태",
        build="프로그램",
        size="화면 크기",
        memory="페이지 메모리",
        nodes="화면 요소",
    )
    heard_gone: str = "응답 없음"
    heard_there: str = "켜짐"
    heard_playing: str = "차례대로"
    heard_same: str = "같음"
    heard_other: str = "다름: {build}"
    heard_memory: str = "{n} MB"
    heard_nodes: str = "{n}개"
