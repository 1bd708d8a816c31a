"""Stage templates by type of project: what a Korean city does, in order, from idea to opening."""

from dataclasses import dataclass

from db.demo.catalogue import Entry

STUDY_FROM = 500
"""억원: from this total on a new project needs a feasibility study of its own."""


@dataclass(frozen=True, slots=True)
class Step:
    """One stage: its name, the city's word for its kind, weight, usual months, and whether it is a milestone."""

    name: str
    kind: str
    weight: int
    months: float
    milestone: bool = False


def _steps(*rows: tuple[str, str, int, float] | tuple[str, str, int, float, bool]) -> tuple[Step, ...]:
    return tuple(Step(*row) for row in rows)


_BUILDING = _steps(
    ("기본구상 수립", "구상", 4, 4),
    ("타당성조사", "구상", 6, 6),
    ("투자심사", "심사", 6, 3, True),
    ("도시관리계획 결정", "인허가", 6, 5),
    ("기본·실시설계", "설계", 15, 10),
    ("토지 보상", "보상", 10, 7),
    ("공사 발주·계약", "계약", 4, 3),
    ("착공", "착공", 2, 1, True),
    ("건축 공사", "공사", 38, 18),
    ("준공·개관", "개관", 9, 3, True),
)
_PARK = _steps(
    ("기본구상 수립", "구상", 5, 4),
    ("타당성조사", "구상", 6, 5),
    ("투자심사", "심사", 6, 3, True),
    ("실시계획 인가", "인허가", 7, 5),
    ("기본·실시설계", "설계", 14, 8),
    ("토지 보상", "보상", 14, 8),
    ("공사 발주·계약", "계약", 4, 2),
    ("착공", "착공", 2, 1, True),
    ("조성 공사", "공사", 34, 14),
    ("준공·개방", "준공", 8, 2, True),
)
_ROAD = _steps(
    ("기본계획 수립", "기본계획", 6, 7),
    ("타당성조사", "구상", 6, 8),
    ("투자심사", "심사", 6, 4, True),
    ("노선·구역 결정 고시", "인허가", 6, 6),
    ("기본·실시설계", "설계", 14, 14),
    ("토지 보상", "보상", 10, 10),
    ("공사 발주·계약", "계약", 4, 4),
    ("착공", "착공", 2, 1, True),
    ("본공사", "공사", 38, 30),
    ("준공·개통", "준공", 8, 4, True),
)
_PLANT = _steps(
    ("기본계획 수립", "기본계획", 6, 6),
    ("타당성조사", "구상", 7, 7),
    ("투자심사", "심사", 7, 4, True),
    ("실시계획 인가", "인허가", 8, 6),
    ("기본·실시설계", "설계", 14, 11),
    ("공사 발주·계약", "계약", 5, 4),
    ("착공", "착공", 2, 1, True),
    ("설비·관로 공사", "공사", 42, 26),
    ("시험 가동·준공", "준공", 9, 4, True),
)
_INDUSTRY = _steps(
    ("후보지 선정", "구상", 4, 5),
    ("시행기관 기본협약", "기본계획", 5, 4, True),
    ("타당성조사 용역", "구상", 7, 9),
    ("투자심사", "심사", 6, 4, True),
    ("개발제한구역 해제 협의", "인허가", 8, 10),
    ("산업단지계획 승인", "인허가", 10, 8, True),
    ("토지 보상", "보상", 16, 12),
    ("착공", "착공", 2, 1, True),
    ("부지 조성 공사", "공사", 32, 24),
    ("분양·준공", "준공", 10, 6, True),
)
_RENEWAL = _steps(
    ("기본구상 수립", "구상", 5, 6),
    ("정비기본계획 수립", "기본계획", 8, 9),
    ("주민 의견 수렴", "협의", 5, 4),
    ("투자심사", "심사", 5, 4, True),
    ("구역 지정·고시", "인허가", 10, 7, True),
    ("시행자 공모·협약", "계약", 8, 6),
    ("사업시행 인가", "인허가", 9, 8, True),
    ("이주·보상", "보상", 12, 12),
    ("조성·건축 공사", "공사", 30, 26),
    ("준공·입주", "준공", 8, 4, True),
)
_FESTIVAL = _steps(
    ("기본계획 수립", "기본계획", 12, 4),
    ("행사성 사업 투자심사", "심사", 10, 3, True),
    ("예산 편성", "예산", 12, 3),
    ("대행사 선정", "계약", 10, 2),
    ("첫해 행사 개최", "시행", 22, 5, True),
    ("이듬해 행사 개최", "시행", 22, 10, True),
    ("성과 평가·정례화", "평가", 12, 3),
)
_PROGRAMME = _steps(
    ("육성계획 수립", "기본계획", 8, 4),
    ("공모 신청·국비 확보", "예산", 10, 5, True),
    ("예산 편성", "예산", 7, 3),
    ("수행기관 협약", "계약", 8, 2),
    ("1차년도 사업", "시행", 20, 9),
    ("2차년도 사업", "시행", 20, 11),
    ("3차년도 사업", "시행", 18, 11),
    ("성과 평가·확산", "평가", 9, 4, True),
)
_HOSTING = _steps(
    ("건의 과제 확정", "구상", 8, 5),
    ("부처 건의·협의", "협의", 12, 10),
    ("국가계획 반영·지정", "협의", 18, 10, True),
    ("예비타당성조사", "구상", 16, 14),
    ("국비 반영", "예산", 14, 7, True),
    ("이행 협약", "계약", 10, 4, True),
    ("사업 착수", "시행", 22, 14, True),
)
_UNFUNDED = _steps(
    ("기본방침 수립", "기본계획", 15, 3),
    ("관계기관 협의", "협의", 15, 4),
    ("지침·규정 정비", "조례", 15, 4),
    ("시범 시행", "시행", 20, 8),
    ("전면 시행", "시행", 25, 16, True),
    ("성과 점검", "평가", 10, 3),
)


def steps_of(entry: Entry) -> tuple[Step, ...]:
    """The 6 to 10 stages of a project; small works need no study and no land."""
    if entry.kind == "제도":
        return _system(entry)
    steps = _TEMPLATES[entry.kind]
    if entry.kind in {"시설", "조성"} and entry.total < STUDY_FROM:
        return tuple(step for step in steps if step.name not in {"타당성조사", "토지 보상"})
    return steps


def _system(entry: Entry) -> tuple[Step, ...]:
    agreed = "사회보장제도 협의" if entry.area == "상생" else "관계기관 협의"
    return _steps(
        ("기본방침 수립", "기본계획", 8, 3),
        (agreed, "협의", 10, 4),
        ("조례 제·개정", "조례", 12, 4, True),
        ("예산 편성", "예산", 10, 3),
        ("운영지침 마련", "조례", 8, 2),
        ("시범 시행", "시행", 14, 7),
        ("전면 시행", "시행", 26, 14, True),
        ("확대·성과 평가", "평가", 12, 6),
    )


_TEMPLATES = {
    "시설": _BUILDING,
    "조성": _PARK,
    "교통": _ROAD,
    "기반": _PLANT,
    "산단": _INDUSTRY,
    "정비": _RENEWAL,
    "행사": _FESTIVAL,
    "육성": _PROGRAMME,
    "유치": _HOSTING,
    "비예산": _UNFUNDED,
}
