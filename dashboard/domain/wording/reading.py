"""Words of reading a city's source: what was lost and why, mapping files, and the dry run."""

from collections.abc import Mapping
from dataclasses import dataclass

from dashboard.domain.vocabulary import Reason
from dashboard.domain.wording.tables import texts


@dataclass(frozen=True)
class ReadingWords:
    """Sentences of a refresh and of `check`; `reasons` are those of single cells and files."""

    # what happens while a source is read
    source_unread: str = "자료원을 읽지 못함: {cause}"
    source_dates_unread: str = "보고 기준일 목록을 읽지 못함: {cause}"
    source_driver_missing: str = "이 데이터베이스의 드라이버가 없음: {cause}"
    source_file_missing: str = "데이터베이스 파일이 없음"
    source_process_not_started: str = "읽는 프로세스를 시작하지 못함: {cause}"
    source_process_late: str = "{seconds}초 안에 응답하지 않아 읽기를 중단함"
    source_process_ended: str = "읽는 프로세스가 끝나 버림(종료 코드 {code})"
    source_basis_unread: str = "자료 기준일을 읽을 수 없습니다: {raw}"
    source_reports_older: str = "가장 새 보고 기준일({newest})이 이미 받은 {last}보다 오래되었습니다"
    source_store_away: str = "저장소에 쓰거나 읽을 수 없습니다: {cause}"
    table_columns_missing: str = "열이 없음: {missing} (있는 열: {delivered})"
    table_results: str = "질의 {queries}개에 결과 {results}개"
    table_shrunk: str = "행이 {before}개에서 {after}개로 줄어, 확인 전까지 마지막 정상 자료를 유지합니다"
    row_place: str = "{n}번째 줄"
    row_failed: str = "줄을 처리하지 못함: {cause}"
    row_keyless: str = "키가 없음({names})"
    row_owners: str = "사업과 분야 가운데 하나만 가리켜야 함"
    row_orphan: str = "가리키는 {table} {key} 없음"
    row_sum_too_large: str = "한 칸의 합계가 너무 큼"
    row_repeated: str = "같은 줄이 되풀이됨"
    row_key_taken: str = "같은 키의 다른 줄을 이미 반영함"

    # a mapping file that cannot be used
    mapping_not_opened: str = "매핑 파일을 열 수 없음({cause}): {path}"
    mapping_not_utf8: str = "매핑 파일은 UTF-8이어야 함({place}번째 바이트)"
    mapping_not_toml: str = "TOML 문법이 맞지 않음: {cause}"
    mapping_no_table: str = "[[project]] 같은 표가 하나도 없음"
    mapping_needs_project: str = "[[project]]가 있어야 함"
    mapping_needs_dates: str = ":as_of를 쓰려면 [source]에 dates가 있어야 함"
    mapping_url_or_folder: str = "url과 folder 가운데 하나만 적어야 함"
    mapping_not_url: str = "SQLAlchemy 주소가 아님"
    mapping_not_date_format: str = "strptime 형식도 excel도 아님"
    mapping_not_reading: str = "읽기만 하는 SELECT 하나여야 함"
    mapping_unit: str = "{currency}의 단위는 {allowed} 가운데 하나여야 함"
    mapping_column_twice: str = "columns와 constants 두 곳에 적음"
    mapping_not_graded: str = (
        '내부로 정할 수 없는 항목("표.항목" 꼴로, 열쇠나 꼭 있어야 하는 항목, 도시 통계가 아닌 것만 적음)'
    )
    mapping_not_internal: str = "[grades].internal에 없는 항목"
    mapping_percent: str = '"100"(퍼센트) 또는 "1"(0~1)이어야 함'
    mapping_delimiter: str = "쉼표, 쌍반점, 탭, | 가운데 하나여야 함"
    mapping_choice: str = "다음 가운데 하나여야 함: {allowed}"
    mapping_unknown_key: str = "모르는 키. 쓸 수 있는 키: {allowed}"
    mapping_required: str = "반드시 적어야 함"
    mapping_not_table: str = "표(table)여야 함"
    mapping_not_tables: str = "[[{key}]]로 적어야 함"
    mapping_not_text: str = "글자열이어야 함"
    mapping_not_texts: str = "글자열의 목록이어야 함"
    mapping_not_seconds: str = "0보다 큰 초(수)여야 함"
    mapping_not_row_number: str = "1부터 세는 줄 번호여야 함"
    mapping_not_flag: str = "true 또는 false여야 함"
    mapping_no_environment: str = "환경 변수 {name}이(가) 없음"

    # the dry run of a mapping file
    check_source_away: str = "{file}: 자료원을 읽을 수 없습니다. {cause}"
    check_store_away: str = "저장소와 비교할 수 없습니다: {cause}"
    check_no_report: str = "{day}까지의 보고 기준일이 없습니다(처음 {first})."
    check_project_unread: str = "사업 목록(project)을 읽을 수 없습니다. {cause}"
    check_not_mapped: str = "매핑에 없습니다."
    check_no_project: str = "사업이 하나도 없습니다. project 질의와 원천 자료를 확인하세요."
    check_title: str = "{source}: 상태 판단일 {day}, 자료 기준일 {basis}"
    check_reports: str = "{title}, 보고 {n}회"
    check_counts: str = (
        "사업 {projects}개 · 절차 {stages}개(계획일 경과 {overdue}, 판단 제외 {unjudged}) · 보고 {reports}건"
    )
    check_status: str = "상태: {parts}"
    check_progress: str = "보고 추진율 평균: {value}"
    check_money: str = "{label}: {amount}"
    check_rows_title: str = "표별 행 (읽음 = 반영 + 반영 제외)"
    check_rows: str = "{table}: {read} = {kept} + {set_aside}"
    check_rows_unread: str = "{rows}, 읽지 못한 값 {n}"
    check_kept_back: str = "{table}: 마지막 정상 자료 유지: {cause}"
    check_set_aside: str = "반영 제외 {table}: {reason} {n}행, 예: {examples}"
    check_unread: str = "읽지 못한 값 {table}.{field}: {n}건, 예: {examples}"
    check_mismatch: str = "합계 불일치: {where} {stated} / {summed}"
    check_unmapped: str = "대응 없는 용어({group}): {word} {n}건"
    check_file: str = "파일 {name}: {cause}"
    check_no_store: str = "저장소: 아직 없음"
    check_changes: str = "저장소에 생길 변화"
    check_no_changes: str = "저장소에 생길 변화: 없음"
    check_change: str = "{table}: 추가 {added}, 변경 {changed}, 사라짐 {vanished}"

    reasons: Mapping[str, str] = texts(
        {
            Reason.NOT_A_NUMBER.value: "수가 아님",
            Reason.NOT_FINITE.value: "수가 아님(NaN·무한대)",
            Reason.TOO_LARGE.value: "수가 너무 큼",
            Reason.TOO_MANY_DIGITS.value: "자릿수가 너무 많음",
            Reason.NOT_WHOLE.value: "정수가 아니거나 범위 밖",
            Reason.NOT_A_PERCENT.value: "0~100 범위 밖",
            Reason.NOT_A_SHARE.value: "0~1 범위 밖",
            Reason.NOT_A_FLAG.value: "예·아니오로 읽을 수 없음",
            Reason.CLIPPED.value: "너무 길어 앞 20,000자만 반영함",
            Reason.KEY_TOO_LONG.value: "키가 200자보다 김",
            Reason.NAME_EMPTY.value: "이름이 비어 있어 키를 대신 씀",
            Reason.NOT_LISTED.value: "목록에 없는 값",
            Reason.NEGATIVE_WEIGHT.value: "가중치가 음수",
            Reason.NOT_MONEY.value: "금액이 아님",
            Reason.TWO_SIGNS.value: "부호가 두 번 적힘",
            Reason.UNITS_OUT_OF_ORDER.value: "단위의 순서가 맞지 않음",
            Reason.MONEY_TOO_LARGE.value: "금액이 너무 큼",
            Reason.NOT_SMALLEST_UNITS.value: "최소 화폐 단위의 정수가 아님",
            Reason.NEGATIVE_MONEY.value: "음수 금액: 값은 그대로 반영, 반납·정정인지 확인 필요",
            Reason.SPENT_OVER_BUDGET.value: "지출액이 예산현액보다 많음: 값은 그대로 반영",
            Reason.CARRIED_OVER_BUDGET.value: "지출액 + 이월액이 예산현액보다 많음: 값은 그대로 반영",
            Reason.SHARES_OVER_ONE.value: "한 세부사업의 배분율 합이 1보다 큼: 값은 그대로 반영",
            Reason.NOT_A_DATE.value: "날짜가 아님",
            Reason.NOT_READ_AS_DATE.value: "날짜로 읽을 수 없음",
            Reason.YEAR_OUT_OF_RANGE.value: "연도가 1950~2100 밖",
            Reason.NOT_IN_CALENDAR.value: "달력에 없는 날짜",
            Reason.FAR_DATE.value: "1990~2060년 밖의 날짜: 값은 그대로 반영, 일정 그림에는 그리지 않음",
            Reason.DATE_AS_FRACTION.value: "소수로 저장된 날짜라 월을 알 수 없음",
            Reason.EXCEL_SERIAL.value: "엑셀 일련번호로 보이는 수",
            Reason.NO_DATE_GOES_ON.value: "계속 사업이라 날짜가 없음",
            Reason.NO_END_GOES_ON.value: "계속 사업이라 종료일이 없음",
            Reason.END_UNREAD.value: "종료일을 읽을 수 없음",
            Reason.END_BEFORE_START.value: "종료가 시작보다 빠름",
            Reason.NO_QUARTER.value: "분기를 알 수 없음",
            Reason.NOT_A_TIME.value: "시각이 아님",
            Reason.DATE_OF_REPORT.value: "보고 기준일로 읽을 수 없거나 겹쳐, 이 날짜의 보고는 받지 않음",
            Reason.FILE_MISSING.value: "매핑에 적힌 파일이 폴더에 없음",
            Reason.FILE_NOT_OPENED.value: "파일을 열 수 없음: {cause}",
            Reason.FILE_NOT_DECODED.value: "글자를 읽을 수 없음({encodings}가 아님)",
            Reason.FILE_NOT_CSV.value: "CSV로 읽을 수 없음: {cause}",
            Reason.FILE_NOT_XLSX.value: "XLSX로 읽을 수 없음: {cause}",
            Reason.FILE_OPEN_QUOTE.value: "닫히지 않은 따옴표가 있어 뒤의 줄을 알 수 없음",
            Reason.FILE_NO_HEADER.value: "제목 줄이 없음",
            Reason.FILE_EMPTY.value: "내용이 없음",
            Reason.FILE_TABLE_TWICE.value: "같은 이름의 표 {table}이(가) 이미 있음",
            Reason.FILE_NOT_STORED.value: "표로 옮길 수 없음: {cause}",
        }
    )
