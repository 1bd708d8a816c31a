"""Words for a request that the room refuses."""

from collections.abc import Mapping
from dataclasses import dataclass

from dashboard.domain.wording.tables import texts


@dataclass(frozen=True)
class GuardWords:
    """`refusals` are the codes of `callbacks.refusals.Refusal` -> what the one who asked is told."""

    refusals: Mapping[str, str] = texts(
        {
            "wrong_host": "이 이름으로는 접속할 수 없습니다. 설정 ALLOWED_HOSTS에 있는 이름으로 접속하십시오.",
            "other_origin": "다른 곳에서 보낸 요청은 받지 않습니다.",
            "wrong_method": "이 주소에는 쓸 수 없는 방법입니다.",
            "not_found": "없는 주소입니다.",
            "address_too_long": "주소가 너무 깁니다.",
            "too_large": "보낸 내용이 너무 큽니다.",
            "wrong_type": "이 형식은 받지 않습니다.",
            "unreadable": "보낸 내용을 읽을 수 없습니다.",
            "undeclared": "화면이 보내지 않는 요청입니다.",
            "wrong_value": "받을 수 없는 값입니다.",
            "too_many": "요청이 너무 많습니다. 잠시 뒤에 다시 하십시오.",
            "sign_in": "로그인해야 볼 수 있습니다.",
            "change_password": "관리자가 정한 비밀번호를 먼저 바꿔야 합니다.",
            "not_allowed": "이 권한으로는 할 수 없습니다.",
            "store_away": "저장소에 연결할 수 없어 누구인지 확인하지 못했습니다. 잠시 뒤에 다시 하십시오.",
            "past_away": "저장소를 읽을 수 없어 지난 자료와 비교하지 못했습니다. 잠시 뒤에 다시 하십시오.",
            "no_reason": "사유를 고르십시오. 기타를 고르면 내용을 적어야 합니다.",
            "record_away": "접속 기록을 남길 수 없어 내보내지 않습니다. 조회는 계속됩니다. 관리자에게 알리십시오.",
            "unknown_command": "벽면에 보낼 수 없는 명령입니다.",
            "unknown_wall": "그 이름의 벽면이 없습니다.",
            "unknown_scene": "이 벽면이 보여 줄 수 없는 장면입니다.",
            "not_led": "저장소에 기록할 수 없어 벽면을 바꾸지 않았습니다. 벽면은 그대로입니다.",
            "failed": "요청을 처리하지 못했습니다.",
        }
    )
    away_title: str = "지금은 화면을 열 수 없습니다"
    away_note: str = (
        "이 화면은 아무것도 바꾸지 않았습니다. 저장소에 다시 이어지면 ‘다시 시도’로 열립니다. "
        "몇 분이 지나도 그대로이면 관리자에게 알리십시오."
    )
    away_again: str = "다시 시도"
