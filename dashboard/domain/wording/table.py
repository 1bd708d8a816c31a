"""Words of the table of all projects and of its exports."""

from collections.abc import Mapping
from dataclasses import dataclass

from dashboard.domain.wording.tables import texts


@dataclass(frozen=True)
class TableWords:
    """`table_columns` are heads by the column's name in an address, `table_definitions` what each means."""

    table_title: str = "사업 목록"
    table_columns: Mapping[str, str] = texts(
        number="번호",
        name="사업",
        programme="구분",
        area="분야",
        department="주관부서",
        status="공식 상태",
        progress="공정률·추진율",
        days="계획일 경과",
        next="다음 절차",
        planned="계획",
        secured="확보",
        executed="집행",
        rate="확보율(총사업비 대비)",
        reported="최근 보고일",
    )
    table_definitions: Mapping[str, str] = texts(
        status="부서가 마지막으로 보고한 상태",
        progress="부서가 마지막으로 보고한 값(공사는 공정률, 그 밖은 추진율)",
        days="현재 계획의 예정일이 지났으나 끝나지 않은 절차 가운데 가장 오래 지난 일수",
        next="앞으로 가장 가까운 예정일과 그 절차",
        planned="현재 계획의 총사업비",
        secured="확보한 금액의 누계",
        executed="집행한 금액의 누계",
        rate="확보액 / 현재 계획의 총사업비",
        reported="자료 기준일까지 들어온 마지막 보고의 날짜",
    )
    table_explain: str = "항목 설명"
    table_definition: str = "{column}: {definition}"
    table_column_unit: str = "{column}({unit})"
    table_unit: str = "금액 단위: {unit}"
    table_money_once: str = "합계는 공유 예산을 한 번만 셉니다. 사업 행의 금액은 사업마다 적힌 값입니다."
    table_next: str = "{date} {event}"
    table_in_time: str = "경과 없음"
    table_no_budget: str = "비예산"
    table_choose_columns: str = "열 고르기"
    table_columns_reset: str = "처음 열로"
    table_group: str = "묶기: {group}"
    table_group_none: str = "없음"
    table_groups: Mapping[str, str] = texts(area="분야", department="주관부서", status="공식 상태")
    table_group_rest: Mapping[str, str] = texts(
        area="분야 미상", department="주관부서 미상", status="상태 미상"
    )
    table_group_department: str = "주관부서가 둘 이상인 사업은 먼저 적힌 부서에 한 번만 둡니다."
    table_sort_by: str = "{column} 순으로 보기"
    table_sorted: str = "{column} {direction}"
    table_ascending: str = "오름차순"
    table_descending: str = "내림차순"
    table_sort_note: str = "정렬: {sort} · 자료 없음은 끝에"
    table_query: str = "찾은 말: {query}"
    table_query_remove: str = "‘{query}’ 찾기 빼기"
    table_empty: str = "조건에 맞는 사업이 없습니다."
    table_empty_all: str = "등록된 사업이 없습니다."
    table_sum: str = "{n}개 합계"
    table_planned: str = "계획 {amount}"
    table_planned_base: str = "계획 {amount}(금액이 있는 {n}개)"
    table_secured: str = "확보 {amount}"
    table_executed: str = "집행 {amount}"
    table_rate: str = "{name} {value}"
    table_rate_base: str = "{name} {value} = {fraction}"
    table_shared: str = "공유 예산 {n}건은 한 번만"
    table_area_level: str = "분야 단위 금액 {amount} 포함"
    table_area_left: str = "분야 단위 금액 {amount} 제외"
    table_printed: str = "인쇄에는 처음 {n}행만 있습니다(전체 {all}행). 모두 보려면 XLSX로 내려받으십시오."

    table_export_csv: str = "CSV"
    table_export_xlsx: str = "XLSX"
    table_export: str = "보이는 그대로 {kind} 파일로 내려받기"
    export_file: str = "사업목록_{basis}_v{version}"
    export_undated: str = "기준일없음"
    export_rows_sheet: str = "사업 목록"
    export_about_sheet: str = "자료 설명"
    export_title: str = "제목"
    export_city: str = "기관"
    export_version: str = "자료 버전"
    export_basis: str = "자료 기준일"
    export_received: str = "수신"
    export_source: str = "출처"
    export_filters: str = "조건"
    export_no_filter: str = "없음(전체)"
    export_group: str = "묶기"
    export_sort: str = "정렬"
    export_query: str = "찾은 말"
    export_count: str = "사업 수"
    export_unit: str = "금액 단위"
    export_notes: str = "설명"
    export_ignored: str = "적용하지 않은 조건"
    export_demo: str = "주의"
    export_group_head: str = "묶음"

    grid_texts: Mapping[str, str] = texts(
        loadingOoo="불러오는 중",
        noRowsToShow="조건에 맞는 사업이 없습니다.",
        loadingError="불러오지 못함",
        ariaLabelLoading="불러오는 중",
        ariaLabelLoadingError="불러오지 못함",
        ariaRowSelect="행",
        ariaSearch="찾기",
    )
    grid_label: str = "사업 목록 표. 화살표로 움직이고 Enter로 사업을 엽니다."
