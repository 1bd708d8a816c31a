"""Words of the pages on which staff edit what walls play and the 약칭, and of a wall at night."""

from collections.abc import Mapping
from dataclasses import dataclass

from dashboard.domain.wording.tables import texts


@dataclass(frozen=True)
class WallProgrammeWords:
    """`programme_wrong` are told beside the field that they are about, `name_wrong` likewise."""

    programme_title: str = "벽면 편성"
    programme_lead: str = (
        "벽면에 나오는 장면과 순서, 시간을 정합니다. 저장하면 켜져 있는 벽면이 바로 따릅니다."
    )
    programme_to_wall: str = "벽면 보기"
    programme_save: str = "저장"
    programme_saved_by: str = "마지막 저장: {by}, {at}"
    programme_never_saved: str = "저장한 적이 없습니다. 기본 편성으로 나오고 있습니다."
    programme_saved: str = "저장했습니다."
    programme_same: str = "바뀐 것이 없어 저장하지 않았습니다."
    programme_moved: str = "{name}: {n}번째로 옮겼습니다. 아직 저장하지 않았습니다."
    programme_not_saved: str = "저장하지 않았습니다. 표시한 칸을 고쳐 주십시오."
    programme_away: str = "저장소에 연결할 수 없어 저장하지 않았습니다. 입력한 내용은 그대로 있습니다."
    programme_stale: str = "저장소에 연결할 수 없습니다. 마지막으로 읽은 편성을 보입니다."
    programme_overtaken: str = (
        "이 화면을 연 뒤에 {by} 님이 {at}에 먼저 저장했습니다. 아직 저장하지 않았습니다. "
        "아래에서 견주어 보고, 이대로 바꾸려면 다시 저장하십시오."
    )
    programme_start_over: str = "저장된 편성으로 다시 시작"
    programme_differences: Mapping[str, str] = texts(what="항목", saved="저장된 값", mine="작성 중인 값")
    programme_changes: Mapping[str, str] = texts(what="항목", before="이전", after="저장한 값")
    programme_scenes: str = "장면"
    programme_scenes_note: str = (
        "위에서부터 차례로 나옵니다. 글이 많은 장면은 읽을 수 있을 만큼 더 오래 나옵니다."
    )
    programme_up: str = "{name} 위로"
    programme_down: str = "{name} 아래로"
    programme_seconds_of: str = "{name} 시간(초)"
    programme_look: str = "미리보기"
    programme_look_at: str = "{name} 미리보기"
    programme_target: str = "대상 사업"
    programme_all: str = "전체"
    programme_gone: str = "{name}(현재 자료에 없음)"
    programme_night: str = "야간"
    programme_night_note: str = "이 시간에는 시각과 날짜만 어둡게 나옵니다. 둘 다 비우면 야간이 없습니다."
    programme_night_from: str = "시작"
    programme_night_until: str = "끝"
    programme_night_none: str = "없음"
    programme_night_span: str = "{first}~{last}"
    programme_term: str = "임기 종료까지 남은 날을 공약 한눈에 장면에 보이기"
    programme_term_short: str = "임기 종료까지"
    programme_order: str = "순서"
    programme_seconds: str = "{name} 시간"
    programme_switch: str = "{name}"
    programme_on: str = "켬"
    programme_off: str = "끔"
    programme_wrong: Mapping[str, str] = texts(
        seconds="{least}~{most} 사이의 정수를 적어 주십시오.",
        empty="장면을 하나 이상 켜 주십시오.",
        programme="현재 자료에 없는 대상입니다.",
        night="시작과 끝을 모두 시:분으로 적어 주십시오.",
        same="시작과 끝이 같으면 야간이 없습니다. 다르게 적거나 모두 비워 주십시오.",
    )
    programme_preview: str = "미리보기"
    programme_preview_of: str = "{title} ({n}/{all})"
    programme_preview_none: str = "자료에 이 장면의 내용이 없어 벽면에 나오지 않습니다."
    programme_preview_off: str = "꺼 둔 장면입니다."
    programme_preview_drawing: str = "미리보기를 그리고 있습니다."
    programme_preview_failed: str = "미리보기를 받지 못했습니다. 잠시 뒤 다시 시도합니다."
    programme_previous: str = "이전 장"
    programme_next: str = "다음 장"
    programme_facts: str = "{n}장 · {seconds}초"
    programme_loop: str = "한 바퀴 {minutes}분 {seconds}초"

    names_title: str = "벽면 약칭"
    names_lead: str = (
        "벽면의 좁은 자리에 사업을 부르는 이름입니다. 10음절까지(영문·숫자는 3분의 2쯤) 적고, "
        "비우면 자료의 약칭으로 돌아갑니다."
    )
    names_missing: str = "맞는 약칭이 없는 사업 {n}개"
    names_cut: str = "8음절 자리에서 잘리는 사업 {n}개"
    names_same: str = "8음절 자리에서 이름이 같은 사업 {n}개"
    names_missing_note: str = "벽면에는 이름을 어절에서 잘라 보입니다."
    names_complete: str = "모든 사업에 벽면에 맞는 약칭이 있습니다."
    names_heads: Mapping[str, str] = texts(
        number="번호",
        name="사업명",
        source="자료의 약칭",
        room="약칭",
        wide="벽면(10음절)",
        narrow="벽면(8음절)",
    )
    names_field: str = "{label} 약칭"
    names_saved: str = "약칭 {n}개를 저장했습니다: {names}"
    names_and_more: str = "{names} 외 {n}개"
    names_given: str = "{number} {name}"
    names_taken_back: str = "{number} 되돌림"
    names_overtaken: str = (
        "이 화면을 연 뒤에 다른 사람이 ‘{name}’(으)로 바꾸었습니다. 이대로 바꾸려면 다시 저장하십시오."
    )
    names_overtaken_back: str = (
        "이 화면을 연 뒤에 다른 사람이 되돌렸습니다. 이대로 바꾸려면 다시 저장하십시오."
    )
    names_gone: str = "현재 자료에 없는 사업의 약칭 {n}개는 저장하지 않았습니다."
    names_page: str = "{n}쪽"
    names_pages: str = "쪽"
    names_empty: str = "받은 자료에 사업이 없습니다."
    name_wrong: Mapping[str, str] = texts(
        wide="10음절을 넘습니다({n}음절).",
        signs="쓸 수 없는 글자가 있습니다.",
    )

    geometry_title: str = "벽면 규격"
    geometry_lead: str = (
        "벽면마다 화면 대각선, 가장 먼 자리까지의 거리, 패널과 밝기를 적습니다. "
        "비운 칸은 기본값({usual})이고, 저장하면 켜진 벽면이 바로 따릅니다."
    )
    geometry_none: str = "아직 켜진 벽면이 없습니다. 벽면을 한 번 켜면 여기에 나옵니다."
    geometry_heads: Mapping[str, str] = texts(
        wall="벽면",
        seen="마지막 확인",
        diagonal_in="대각선(인치)",
        distance_m="거리(m)",
        panels="패널",
        theme="밝기",
        legible="가장 작은 한글",
    )
    geometry_field: str = "{wall} {field}"
    geometry_panels: Mapping[str, str] = texts(**{"1x1": "한 화면", "3x2": "3×2 패널"})
    geometry_themes: Mapping[str, str] = texts(dark="어두움", light="밝음")
    geometry_inches: str = "{n}인치"
    geometry_metres: str = "{n} m"
    geometry_default: str = "기본({value})"
    geometry_usual: str = "기본 규격"
    geometry_fine: str = "각도 {minutes}분, {reach} m까지 읽힙니다."
    geometry_hard: str = (
        "각도 {minutes}분으로 {least}분보다 작습니다. {reach} m까지만 읽히고, "
        "{distance} m에서 읽으려면 {enough}인치가 필요합니다."
    )
    geometry_looked: str = "{geometry} · 가장 작은 한글 {legible}"
    geometry_of: str = "벽면"
    geometry_wrong: Mapping[str, str] = texts(
        diagonal_in="{least}~{most} 사이의 인치를 적어 주십시오.",
        distance_m="{least}~{most} 사이의 미터를 적어 주십시오.",
        panels="없는 패널 구성입니다. 다시 골라 주십시오.",
        theme="없는 밝기입니다. 다시 골라 주십시오.",
    )
    geometry_saved: str = "저장했습니다: {names}"
    geometry_gone: str = "목록에 없는 벽면 {n}개의 규격은 저장하지 않았습니다."
    geometry_overtaken: str = (
        "이 화면을 연 뒤에 다른 사람이 ‘{text}’(으)로 바꾸었습니다. 이대로 바꾸려면 다시 저장하십시오."
    )

    wall_night_date: str = "{month}월 {day}일 {weekday}"
    wall_weekdays: str = "일월화수목금토"
    wall_weekday: str = "{day}요일"
