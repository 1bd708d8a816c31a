"""The closed sets of the field: official status, money sources and stages, precisions, roles."""

from enum import StrEnum


class Status(StrEnum):
    """Official implementation status, in the official order (한국매니페스토실천본부 vocabulary)."""

    DONE = "완료"
    CONTINUED = "이행 후 계속추진"
    ON_TRACK = "정상추진"
    PARTIAL = "일부추진"
    ON_HOLD = "보류"
    DROPPED = "폐기"


class FundSource(StrEnum):
    """Where money comes from. TOTAL marks a total printed by the city: compared, never added."""

    NATIONAL = "국비"
    METRO = "시도비"
    DISTRICT = "시군구비"
    PRIVATE = "민자"
    OTHER = "기타"
    UNKNOWN = "unknown"
    TOTAL = "total"


class FundStage(StrEnum):
    """How far money has come on its way through the budget; SECURED is 확보, EXECUTED is 집행."""

    REQUESTED = "신청"
    MINISTRY = "부처안"
    GOVERNMENT = "정부안"
    SECURED = "확정"
    GRANTED = "교부"
    EXECUTED = "집행"


class Period(StrEnum):
    """Periods that are no year. A year is written as four digits ("2024")."""

    INVESTED = "기투자"
    AFTER_TERM = "임기후"
    UNKNOWN = "unknown"
    TOTAL = "total"


class Precision(StrEnum):
    """How exactly a date is known; OPEN is a stated "continues" without an end."""

    DAY = "day"
    MONTH = "month"
    QUARTER = "quarter"
    HALF = "half"
    YEAR = "year"
    OPEN = "open"


class PlanKind(StrEnum):
    ORIGINAL = "당초"
    CHANGE = "변경"


class Role(StrEnum):
    LEAD = "주관"
    SUPPORT = "협조"


class Novelty(StrEnum):
    NEW = "신규"
    CONTINUING = "계속"


class Completion(StrEnum):
    IN_TERM = "임기내"
    AFTER_TERM = "임기후"


class StageKind(StrEnum):
    """Kinds of procedure; the first four are 사전 행정절차."""

    STUDY = "타당성·구상"
    REVIEW = "투자심사"
    DECISION = "도시계획·인허가"
    PLAN = "기본계획"
    DESIGN = "설계"
    LAND = "보상"
    CONTRACT = "발주·계약"
    START = "착공"
    WORKS = "공사"
    FINISH = "준공"
    OPEN = "개관·운영"
    BUDGET = "예산"
    LAW = "조례·제도"
    RUN = "시행"
    EVALUATION = "평가"
    OTHER = "기타"
