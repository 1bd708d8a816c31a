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


class Reason(StrEnum):
    """Why a cell or a file of the city's data is missing, or is worth a look; `Words.reasons` says it."""

    NOT_A_NUMBER = "not_a_number"
    NOT_FINITE = "not_finite"
    TOO_LARGE = "too_large"
    TOO_MANY_DIGITS = "too_many_digits"
    NOT_WHOLE = "not_whole"
    NOT_A_PERCENT = "not_a_percent"
    NOT_A_SHARE = "not_a_share"
    NOT_A_FLAG = "not_a_flag"
    CLIPPED = "clipped"
    KEY_TOO_LONG = "key_too_long"
    NAME_EMPTY = "name_empty"
    NOT_LISTED = "not_listed"
    NEGATIVE_WEIGHT = "negative_weight"
    NOT_MONEY = "not_money"
    TWO_SIGNS = "two_signs"
    UNITS_OUT_OF_ORDER = "units_out_of_order"
    MONEY_TOO_LARGE = "money_too_large"
    NOT_SMALLEST_UNITS = "not_smallest_units"
    NEGATIVE_MONEY = "negative_money"
    SPENT_OVER_BUDGET = "spent_over_budget"
    CARRIED_OVER_BUDGET = "carried_over_budget"
    SHARES_OVER_ONE = "shares_over_one"
    NOT_A_DATE = "not_a_date"
    NOT_READ_AS_DATE = "not_read_as_date"
    YEAR_OUT_OF_RANGE = "year_out_of_range"
    NOT_IN_CALENDAR = "not_in_calendar"
    DATE_AS_FRACTION = "date_as_fraction"
    FAR_DATE = "far_date"
    EXCEL_SERIAL = "excel_serial"
    NO_DATE_GOES_ON = "no_date_goes_on"
    NO_END_GOES_ON = "no_end_goes_on"
    END_UNREAD = "end_unread"
    END_BEFORE_START = "end_before_start"
    NO_QUARTER = "no_quarter"
    NOT_A_TIME = "not_a_time"
    DATE_OF_REPORT = "date_of_report"
    FILE_MISSING = "file_missing"
    FILE_NOT_OPENED = "file_not_opened"
    FILE_NOT_DECODED = "file_not_decoded"
    FILE_NOT_CSV = "file_not_csv"
    FILE_NOT_XLSX = "file_not_xlsx"
    FILE_OPEN_QUOTE = "file_open_quote"
    FILE_NO_HEADER = "file_no_header"
    FILE_EMPTY = "file_empty"
    FILE_TABLE_TWICE = "file_table_twice"
    FILE_NOT_STORED = "file_not_stored"
