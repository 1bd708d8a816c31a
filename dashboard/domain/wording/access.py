"""Words of signing in, and of what someone may not see."""

from collections.abc import Mapping
from dataclasses import dataclass

from dashboard.domain.wording.tables import texts


@dataclass(frozen=True)
class AccessWords:
    """`roles` are the values of dashboard.domain.access.Role."""

    roles: Mapping[str, str] = texts(
        {
            "wall": "벽면",
            "mayor": "시장",
            "staff": "정책 담당",
            "editor": "부서 입력자",
            "auditor": "감사",
            "admin": "관리자",
        }
    )
    sign_in_title: str = "로그인"
    sign_in_name: str = "계정"
    sign_in_password: str = "비밀번호"
    sign_in_button: str = "로그인"
    sign_in_note: str = (
        "비밀번호를 다섯 번 틀리면 계정이 잠기고 관리자가 풀어야 합니다. 계정은 여럿이 함께 쓰지 않습니다."
    )
    sign_in_wrong: str = (
        "로그인하지 못했습니다. 계정과 비밀번호를 확인하십시오. "
        "다섯 번 틀렸다면 계정이 잠겼을 수 있으니 관리자에게 문의하십시오."
    )
    sign_in_away: str = "저장소에 연결할 수 없어 지금은 로그인할 수 없습니다. 잠시 뒤 다시 하십시오."
    signed_in_as: str = "{label}({role})"
    signed_in_demo: str = "시연: 로그인 없이 정책 담당 권한으로 봅니다. 이 컴퓨터에서만 열립니다."
    sign_out: str = "로그아웃"
    account_link: str = "내 계정"
    account_title: str = "내 계정"
    account_label: str = "표시 이름"
    account_name: str = "계정"
    account_role: str = "권한"
    account_department: str = "부서"
    password_title: str = "비밀번호 바꾸기"
    password_now: str = "지금 비밀번호"
    password_new: str = "새 비밀번호"
    password_again: str = "새 비밀번호 다시"
    password_rule: str = (
        "9자 이상, 문자·숫자·특수문자 모두, 계정 이름 없이. 바꾸면 모든 기기에서 로그아웃됩니다."
    )
    password_button: str = "바꾸기"
    password_differs: str = "새 비밀번호 두 개가 서로 다릅니다."
    password_wrong: str = "지금 비밀번호가 다릅니다."
    password_first: str = (
        "지금 비밀번호는 관리자가 정한 것입니다. 본인만 아는 비밀번호로 바꿔야 공약실을 쓸 수 있습니다."
    )
    password_changed: str = "비밀번호를 바꿨습니다. 다시 로그인하십시오."
    everywhere_title: str = "다른 기기"
    everywhere_text: str = "이 계정으로 열린 모든 화면을 한 번에 닫습니다."
    everywhere_button: str = "모든 기기에서 로그아웃"
    session_ends: str = "{seconds}초 뒤 자동으로 로그아웃됩니다."
    session_stay: str = "계속 사용"
    not_allowed_title: str = "볼 수 없는 화면"
    not_allowed_text: str = "{role} 권한으로는 이 화면을 볼 수 없습니다."
    hidden_note: str = "공개 항목만"
    hidden_title: str = "내부 등급이라 이 화면과 합계에 들어 있지 않은 항목: {fields}"

    # central sign-in
    central_button: str = "기관 통합인증으로 로그인"
    central_refusals: Mapping[str, str] = texts(
        {
            "failed": "통합인증이 확인되지 않아 로그인하지 못했습니다. 처음부터 다시 하십시오.",
            "unknown": "통합인증은 되었지만 이 공약실에 쓸 수 있는 계정이 없습니다. 관리자에게 요청하십시오.",
            "away": "통합인증 서버에 닿지 않습니다. 잠시 뒤 다시 하거나 계정과 비밀번호로 로그인하십시오.",
        }
    )

    # walls
    pair_link: str = "이 화면을 벽면으로 연결"
    pair_title: str = "인증 필요"
    pair_text: str = "이 화면은 연결되어 있지 않습니다. 관리자가 이 번호를 등록하면 저절로 열립니다."
    pair_code: str = "연결 번호"
    pair_left: str = "이 번호는 {minutes}분 {seconds}초 뒤 새 번호로 바뀝니다."
    pair_full: str = "지금은 연결을 기다리는 화면이 많아 번호를 줄 수 없습니다. 잠시 뒤 저절로 다시 묻습니다."
    pair_away: str = "서버에 닿지 않습니다. 저절로 다시 묻습니다."
    pair_sign_in: str = "사람이 쓰는 컴퓨터라면 로그인"
    walls_title: str = "벽면 관리"
    walls_lead: str = (
        "벽면은 로그인하지 않는 기기입니다. 보기만 하고, 아무것도 바꾸거나 내려받지 못하며, "
        "정한 네트워크에서만 열립니다."
    )
    walls_add: str = "연결하기"
    walls_how: str = "연결할 화면에서 이 주소를 엽니다: {address}"
    walls_code: str = "화면에 보이는 연결 번호 6자리"
    walls_name: str = "이름(예: 집무실)"
    walls_network: str = "네트워크(예: 10.1.2.0/24, 또는 화면의 주소 하나)"
    walls_button: str = "연결"
    walls_approved: str = "{name}: 등록했습니다. 화면이 열리기를 기다립니다."
    walls_empty: str = "연결된 벽면이 없습니다."
    walls_heads: Mapping[str, str] = texts(
        {
            "name": "이름",
            "state": "상태",
            "network": "네트워크",
            "seen": "마지막 확인",
            "build": "프로그램",
            "until": "연결 기한",
            "act": "조치",
        }
    )
    walls_revoke: str = "끊기"
    walls_revoked: str = "{name}을(를) 끊었습니다. 1분 안에 그 화면에서 자료가 사라집니다."
    wall_states: Mapping[str, str] = texts({"paired": "등록됨", "revoked": "끊음", "expired": "기한 지남"})
    wall_refusals: Mapping[str, str] = texts(
        {
            "bad_name": "이름은 글자나 숫자로 시작해 40자까지 적습니다.",
            "bad_network": "네트워크를 읽을 수 없습니다. 10.1.2.0/24처럼 적으십시오.",
            "too_wide": "네트워크가 너무 넓습니다. /16(IPv6는 /48)이나 더 좁게 적으십시오.",
            "name_taken": "같은 이름의 벽면이 연결되어 있습니다. 먼저 끊거나 다른 이름을 적으십시오.",
            "unknown_code": "그 번호를 보이는 화면이 없습니다. 번호는 10분 동안만 맞습니다.",
            "other_network": "그 번호를 보이는 화면은 적은 네트워크에 있지 않습니다.",
            "too_many_tries": "틀린 번호가 많아 잠시 막았습니다. 10분 뒤 다시 하십시오.",
        }
    )

    # accounts
    accounts_title: str = "계정"
    accounts_lead: str = (
        "계정은 한 사람이 하나씩 씁니다. 표시 이름에는 직위와 부서만 적고, 사람 이름은 적지 않습니다."
    )
    accounts_add: str = "새 계정"
    accounts_name: str = "계정(영문 소문자·숫자)"
    accounts_label: str = "표시 이름(직위·부서)"
    accounts_role: str = "권한"
    accounts_department: str = "부서 번호(부서 입력자만)"
    accounts_password: str = "첫 비밀번호(첫 로그인 때 바꿈)"
    accounts_subject: str = "기관 통합인증 식별값(쓰면 비밀번호 없음)"
    accounts_button: str = "만들기"
    accounts_heads: Mapping[str, str] = texts(
        {
            "name": "계정",
            "label": "표시 이름",
            "role": "권한",
            "way": "로그인",
            "state": "상태",
            "act": "조치",
        }
    )
    accounts_open: str = "열림"
    accounts_locked: str = "잠김 {at}"
    accounts_by_password: str = "비밀번호"
    accounts_by_first_password: str = "첫 비밀번호(바꾸기 전)"
    accounts_by_subject: str = "통합인증"
    accounts_change: str = "바꾸기"
    accounts_set_role: str = "권한 바꾸기"
    accounts_set_password: str = "새 비밀번호(다음 로그인 때 바꿈)"
    accounts_lock: str = "잠그기"
    accounts_unlock: str = "잠금 풀기"
    accounts_remove: str = "지우기"
    accounts_done: Mapping[str, str] = texts(
        {
            "add": "계정 {name}을(를) 만들었습니다.",
            "role": "계정 {name}의 권한을 바꿨습니다. 모든 기기에서 로그아웃됩니다.",
            "password": "계정 {name}의 비밀번호를 바꿨습니다. 모든 기기에서 로그아웃됩니다.",
            "lock": "계정 {name}을(를) 잠갔습니다.",
            "unlock": "계정 {name}의 잠금을 풀었습니다.",
            "remove": "계정 {name}을(를) 지웠습니다.",
        }
    )
    accounts_last: str = "마지막 관리자 계정은 잠그거나 지우거나 권한을 바꿀 수 없습니다."
    accounts_nothing: str = "비밀번호나 통합인증 식별값을 적으십시오."
    to_admin: str = "운영 화면으로"
