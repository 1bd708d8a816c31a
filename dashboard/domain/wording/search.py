"""Words of the search and of the keyboard shortcuts."""

from collections.abc import Mapping
from dataclasses import dataclass

from dashboard.domain.wording.tables import texts


@dataclass(frozen=True)
class SearchWords:
    """`search_shortcuts` are keys -> what they do; the keys stand in assets/shortcuts.js too."""

    search_label: str = "사업 찾기"
    search_hint: str = "사업 찾기 ( / )"
    search_list: str = "찾은 사업"
    search_none: str = "찾는 사업이 없습니다."
    search_tried: str = "‘{query}’을(를) 번호, 이름, 초성, 부서, 위치에서 찾았습니다."
    search_tried_keys: str = "한글 자판으로 읽은 ‘{query}’도 찾았습니다."
    search_away: str = "서버에 연결할 수 없어 찾지 못했습니다."
    search_no_snapshot: str = "아직 받은 자료가 없습니다."
    search_count: str = "{n}개"
    search_count_of: str = "{n}개 중 {shown}개"
    search_all: str = "목록에서 모두 보기"
    search_near: str = "비슷한 사업"
    search_offer: str = "번호, 이름, 초성, 부서로 찾아보십시오."
    search_why: Mapping[str, str] = texts(
        {
            "number": "번호",
            "name": "이름",
            "initials": "초성",
            "department": "부서",
            "place": "위치",
            "slip": "비슷한 이름",
        }
    )
    shortcuts_title: str = "단축키"
    shortcuts_close: str = "닫기"
    shortcuts_off: str = "단축키 끄기"
    shortcuts_on: str = "단축키 켜기"
    shortcuts_note: str = "글을 적는 동안에는 작동하지 않습니다. 한글 상태에서도 같은 자리의 글쇠입니다."
    shortcuts: Mapping[str, str] = texts(
        {
            "/": "사업 찾기",
            "g r": "공약 한눈에",
            "g t": "사업 목록",
            "g l": "추진 일정",
            "g m": "재원",
            "← →": "이전·다음 사업(사업 화면)",
            "j k": "다음·이전 사업(사업 화면)",
            "Esc": "열린 것 닫기",
            "?": "이 단축키 보기",
        }
    )
