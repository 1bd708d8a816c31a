"""Words of the help screen: how the mayor, staff and an engineer use the room, and what its words mean."""

from collections.abc import Mapping
from dataclasses import dataclass

from dashboard.domain.wording.tables import texts


@dataclass(frozen=True)
class HelpWords:
    """Each step of a section is one sentence; `help_terms` are names of other words -> what they mean."""

    help_title: str = "도움말"
    help_lead: str = "이 화면을 누가 어떻게 쓰는지, 숫자와 말이 무엇을 뜻하는지 적었습니다."
    help_contents: str = "차례"
    help_mayor: str = "시장"
    help_staff: str = "정책 담당"
    help_engineer: str = "전산 담당"
    help_mayor_lead: str = "한 화면에서 전체를 보고, 궁금한 사업을 두 번 안에 엽니다."
    help_staff_lead: str = "회의 중에 나온 물음에 바로 답하고, 숫자의 근거를 보입니다."
    help_engineer_lead: str = "시정 데이터베이스를 연결하고, 자료가 제때 들어오는지 지켜봅니다."
    help_mayor_steps: Mapping[str, str] = texts(
        {
            "room": "공약 한눈에에서 전체 사업을 봅니다. 네모 하나가 사업 하나이고, 모양과 색은 공식 상태입니다.",
            "past": (
                "붉은 줄은 계획일이 지난 사업이고 숫자는 지난 날수입니다. "
                "‘계획일 경과’를 누르면 그 사업만 남습니다."
            ),
            "project": "사업을 누르면 추진 절차, 재원 조달, 보고 이력이 한 장에 나옵니다. 뒤로 가면 보던 자리입니다.",
            "city": (
                "도시 현황에서 인구·재난·환경·교통을 봅니다. 구, 측정소, 도로를 누르면 그곳의 숫자가 나오고, "
                "‘목표 대비’는 목표와 그 지표를 움직일 사업을 잇습니다."
            ),
            "basis": "위쪽의 자료 기준일은 숫자가 말하는 날, 수신은 자료를 받은 때입니다.",
        }
    )
    help_staff_steps: Mapping[str, str] = texts(
        {
            "search": (
                "어느 화면에서나 / 를 누르고 번호(‘67’, ‘과제 12’), 이름, 초성(‘ㄷㅅㅊㄷ’), 부서, 위치를 적습니다. "
                "한 글자가 틀려도, 영문 자판으로 적어도 찾습니다."
            ),
            "filter": (
                "조건에서 구분·분야·부서·자치구·상태·규모·재원을 고르면 그 사업만 남습니다. "
                "조건은 주소에 남아 다른 화면에도 이어지고, 주소를 보내면 같은 화면이 열립니다."
            ),
            "explain": "숫자 옆의 ⓘ를 누르면 정의, 분자와 분모, 출처, 기준일이 나옵니다.",
            "print": "브라우저의 인쇄(Ctrl+P)로 어느 화면이든 A4로 뽑거나 PDF로 저장합니다.",
            "missing": (
                "‘자료 없음’은 0이 아닙니다. 합계가 맞지 않으면 두 숫자를 모두 보이고 ‘합계 불일치’라고 적습니다."
            ),
        }
    )
    help_engineer_steps: Mapping[str, str] = texts(
        {
            "data": (
                "자료 화면에서 받은 기록, 반영 제외한 행과 읽지 못한 값을 이름까지 봅니다. "
                "‘지금 갱신’은 바로 다시 읽습니다."
            ),
            "check": "python -m dashboard check 매핑파일.toml은 아무것도 쓰지 않고, 무엇을 받고 무엇을 뺄지 보입니다.",
            "mapping": "연결은 매핑 파일 하나로 합니다. 질의와 용어 대응만 적고, 프로그램은 고치지 않습니다.",
            "feeds": (
                "시정 통계는 자료원 설정 파일(FEEDS)로 직접 받거나, 인터넷망의 python -m dashboard collect가 만든 "
                "묶음을 DROP_DIR에 넣어 받습니다. 무엇이 들어오고 무엇이 격리됐는지는 자료 화면에 나옵니다."
            ),
            "health": "화면을 보일 수 있으면 /healthz가 200으로, 자료가 늦으면 /healthz/fresh가 503으로 답합니다.",
            "shrink": "행이 크게 줄면 반영하지 않고 마지막 정상 자료를 둡니다. 맞는 변화라면 자료 화면에서 확인합니다.",
        }
    )
    total_cost_definition: str = "금액이 있는 가장 새 승인 계획의 모든 재원과 기간의 합"
    help_picture: str = "{section}: {step}"
    help_rates_title: str = "산식과 정의"
    help_statuses_title: str = "공식 상태"
    help_words_title: str = "화면의 말"
    help_shortcuts_title: str = "단축키"
    help_name_heading: str = "이름"
    help_meaning_heading: str = "뜻"
    help_place: str = "○○"
    help_statuses: Mapping[str, str] = texts(
        {
            "완료": "최종 목표를 이루고 끝난 사업",
            "이행 후 계속추진": "공약은 이행했고, 목표를 더 두거나 해마다 되풀이하는 사업",
            "정상추진": "연차별 계획대로 나아가는 사업",
            "일부추진": "일부만 나아가거나 계획보다 뒤진 사업",
            "보류": "추진을 멈춘 사업",
            "폐기": "하지 않기로 한 사업",
        }
    )
    help_terms: Mapping[str, str] = texts(
        {
            "basis_label": "숫자가 말하는 날. 늦음은 오늘이 아니라 이 날로 판단합니다.",
            "received_label": "자료를 마지막으로 받은 때.",
            "status_label": "시가 보고한 상태. 날짜 계산으로 고치지 않습니다.",
            "schedule_label": "계획일과 실적일로 계산한 상태. 공식 상태와 나란히 보입니다.",
            "past_plan": "계획 종료일이 기준일보다 앞서고 실제 종료일이 없는 절차가 있음. 공식 판단이 아닙니다.",
            "baseline": "처음 승인한 계획.",
            "current": "가장 나중에 승인한 계획.",
            "unapproved": "승인 없이 바뀐 날짜. 현재 계획에 반영하고 따로 표시합니다.",
            "money_planned": "현재 계획에 적힌 금액.",
            "money_secured": "국비는 국회 확정, 시·구비는 의회 의결, 민자는 협약(매핑에서 달리 정하지 않으면).",
            "money_executed": "실제로 쓴 금액.",
            "money_gap": "총사업비에서 확보한 금액을 뺀 것.",
            "mismatch_title": "적힌 합계와 항목의 합이 다름. 두 숫자를 모두 둡니다.",
            "duplicates": "공약과 100대 핵심과제에 모두 있는 사업. 한 번만 셉니다.",
            "rows_set_aside": "키가 없거나 겹쳐 받지 않은 행. 자료 화면에서 이름을 봅니다.",
            "missing": "시가 주지 않았거나 읽지 못한 값. 0이 아닙니다.",
        }
    )
