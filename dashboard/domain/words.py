"""Every word on screen, in one place, so that a city can use its own and another language can follow.

Screens and layouts take a `Words`; `KOREAN` is the default. A city replaces any of them with a TOML
file (`load_words`). Braces are places for values: a replacement may leave one out, never add one.
"""

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, replace
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from string import Formatter
from types import MappingProxyType
from typing import Any

from dashboard.domain.runs import Freshness, RunState
from dashboard.domain.schedule import Slip
from dashboard.domain.vocabulary import FundSource, Period, Precision, StageKind
from dashboard.domain.wording.access import AccessWords
from dashboard.domain.wording.audit import AuditWords
from dashboard.domain.wording.budget import BudgetWords
from dashboard.domain.wording.charts import ChartWords
from dashboard.domain.wording.city import CityWords
from dashboard.domain.wording.compare import CompareWords
from dashboard.domain.wording.feeds import FeedWords
from dashboard.domain.wording.filters import FilterWords
from dashboard.domain.wording.guard import GuardWords
from dashboard.domain.wording.help import HelpWords
from dashboard.domain.wording.map import MapWords
from dashboard.domain.wording.moments import MomentWords
from dashboard.domain.wording.money import MoneyWords
from dashboard.domain.wording.operations import OperationWords
from dashboard.domain.wording.paper import PaperWords
from dashboard.domain.wording.project import ProjectWords
from dashboard.domain.wording.reading import ReadingWords
from dashboard.domain.wording.score import ScoreWords
from dashboard.domain.wording.search import SearchWords
from dashboard.domain.wording.table import TableWords
from dashboard.domain.wording.tables import texts
from dashboard.domain.wording.timeline import TimelineWords
from dashboard.domain.wording.traffic import TrafficWords
from dashboard.domain.wording.transfers import TransferWords
from dashboard.domain.wording.wall import WallWords
from dashboard.domain.wording.wall_area import WallAreaWords
from dashboard.domain.wording.wall_attention import WallAttentionWords
from dashboard.domain.wording.wall_city import WallCityWords
from dashboard.domain.wording.wall_focus import WallFocusWords
from dashboard.domain.wording.wall_money import WallMoneyWords
from dashboard.domain.wording.wall_procedures import WallProcedureWords
from dashboard.domain.wording.wall_programme import WallProgrammeWords
from dashboard.domain.wording.wall_remote import WallRemoteWords

KOREAN_TIME = timezone(timedelta(hours=9), "KST")
"""Times on screen are Korean times; the zone has had no change of clocks since 1988."""


class WordsError(ValueError):
    """A file of words that cannot be used; the message is one sentence naming the file and the word."""


@dataclass(frozen=True)
class Words(
    AccessWords,
    AuditWords,
    BudgetWords,
    ChartWords,
    CityWords,
    CompareWords,
    ProjectWords,
    FeedWords,
    FilterWords,
    GuardWords,
    MapWords,
    MomentWords,
    ScoreWords,
    MoneyWords,
    OperationWords,
    PaperWords,
    ReadingWords,
    HelpWords,
    SearchWords,
    TimelineWords,
    TableWords,
    TrafficWords,
    TransferWords,
    WallWords,
    WallProgrammeWords,
    WallRemoteWords,
    WallCityWords,
    WallFocusWords,
    WallMoneyWords,
    WallAreaWords,
    WallAttentionWords,
    WallProcedureWords,
):
    """All texts. Names say where they stand; the tables at the end translate closed sets."""

    # house
    brand: str = "디지털 공약실"
    missing: str = "자료 없음"
    missing_mark: str = "–"
    demo_mark: str = "시연용 자료"
    demo_sentence: str = "시연용 자료: 실제 사업·금액과 무관"
    nav_room: str = "공약 한눈에"
    nav_data: str = "자료"
    page_missing_title: str = "없는 주소입니다"
    page_missing_text: str = "주소를 확인하거나 공약 한눈에에서 사업을 고르십시오."
    project_missing_title: str = "없는 사업입니다"
    project_missing_text: str = "관리번호 {project_id}인 사업이 현재 자료에 없습니다."
    no_snapshot_title: str = "아직 받은 자료가 없습니다"
    no_snapshot_text: str = "첫 자료를 받으면 이 화면이 저절로 바뀝니다."
    to_room: str = "공약 한눈에로"
    screen_error: str = "이 화면을 만들지 못했습니다. 마지막 화면을 그대로 둡니다."
    part_error: str = "표시 오류"
    page_error_text: str = "이 화면을 만들지 못했습니다. 다른 화면은 그대로 볼 수 있습니다."
    skip_to_content: str = "본문으로"
    theme_light: str = "밝게"
    theme_dark: str = "어둡게"
    print_page: str = "인쇄"

    # times, version, source
    basis_label: str = "자료 기준일"
    received_label: str = "수신"
    basis: str = "{date} 기준"
    basis_missing: str = "기준일 자료 없음"
    as_of: str = "{basis} · 오늘 {today}"
    version: str = "자료 버전 {version}"
    version_missing: str = "자료 버전 없음"
    source: str = "자료: {sources}"
    source_missing: str = "자료: 출처 없음"
    age_seconds: str = "{n}초 전"
    age_minutes: str = "{n}분 전"
    age_hours: str = "{n}시간 전"
    age_days: str = "{n}일 전"
    link_lost: str = "연결 끊김 {age}"
    freshness_with_age: str = "{word} {age}"
    problem_source: str = "{source}({error})"
    problem_sources: str = "받지 못한 자료: {sources}. 마지막으로 받은 자료를 보입니다."

    # dates and numbers
    date_day: str = "{year}. {month}. {day}."
    date_month: str = "{year}. {month}."
    date_quarter: str = "{year}년 {quarter}분기"
    date_first_half: str = "{year}년 상반기"
    date_second_half: str = "{year}년 하반기"
    date_year: str = "{year}년"
    date_open: str = "계속"
    date_time: str = "{date} {hour:02d}:{minute:02d}"
    date_span: str = "{start} ~ {end}"
    year_column: str = "{year}"
    count_projects: str = "{n}개"
    count_cases: str = "{n}건"
    count_rows: str = "{n}행"
    days: str = "{n}일"
    days_more: str = "+{n}일"
    days_less: str = "-{n}일"
    days_none: str = "0일"
    slip_months: str = "{sign}{n}개월"
    slip_years: str = "{sign}{n}년"
    slip_same: Mapping[str, str] = texts(
        {
            Precision.MONTH: "같은 달",
            Precision.QUARTER: "같은 분기",
            Precision.HALF: "같은 반기",
            Precision.YEAR: "같은 해",
        }
    )
    days_left: str = "{n}일 남음"
    days_left_none: str = "오늘"
    seconds: str = "{n}초"
    minutes: str = "{n}분"
    hours: str = "{n}시간"
    fraction: str = "{numerator} / {denominator}"
    unread: str = "{field} 원문 ‘{raw}’ 읽지 못함"

    # room
    room_title: str = "공약 한눈에"
    scope_all: str = "전체"
    scope_all_title: str = "전체 사업"
    duplicates: str = "중복 {n}"
    no_programme: str = "소속 없음 {n}"
    count_one: str = "{name} {n}개"
    overlap_note: str = "{name}에도 있는 사업 {n}개"
    stated_count_note: str = "{name} 발표 {stated}개, 자료 {count}개"
    area_unknown: str = "분야 미상"
    area_mean: str = "평균 {name} {value}"
    area_past: str = "계획일 경과 {n}개"
    status_unknown: str = "상태 미상"
    status_unknown_word: str = "상태 미상(‘{word}’)"
    status_none_given: str = "공식 상태 자료 없음"
    past_plan: str = "계획일 경과"
    past_plan_definition: str = (
        "계획일 경과 = 현재 계획의 종료일(월·분기는 마지막 날)이 기준일보다 앞서고 "
        "실제 종료일이 없는 절차가 있는 사업"
    )
    past_levels_definition: str = "강조 = 계획일 경과 {clear}일 이상, {strong}일 이상은 더 진하게"
    past_sentence: str = "{stage} 예정일 {n}일 경과"
    past_sentence_end: str = "{stage} 완료 예정일 {n}일 경과"
    past_none: str = "계획일이 지난 절차 없음"
    past_no_dates: str = "판정할 계획일 없음"
    past_unjudged: str = "실제 종료일을 읽지 못해 판단하지 않은 절차 {n}건"
    order: str = "순서 = 계획일 경과 큰 순, 나머지는 번호순"
    other_rates: str = "다른 산식"
    changes_title: str = "지난 자료 이후 변경"
    changes_since: str = "{date} 이후 {n}건"
    changes_undated: str = "{n}건"
    changes_none: str = "바뀐 내용이 없습니다."
    change_new: str = "새로 등록"
    change_gone: str = "자료에서 빠짐"
    change_back: str = "자료에 다시 나타남"
    change_rows: str = "{table} {n}건"
    yes: str = "예"
    no: str = "아니오"
    change_stage: str = "{stage} {field}"
    mismatch_title: str = "합계 불일치"
    filter_label: str = "고른 조건: {parts}"
    filter_clear: str = "조건 해제"
    empty_filter: str = "조건에 맞는 사업이 없습니다."
    empty_room: str = "등록된 사업이 없습니다."
    tile: str = "{number} {name} · {status}"

    # rates
    rate_mean_progress: str = "추진율(사업 평균)"
    rate_budget_weighted: str = "추진율(사업비 가중)"
    rate_completion: str = "완료율"
    rate_on_track: str = "정상이상률"
    rate_behind: str = "부진율"
    rate_left_out: str = "{definition} · 제외: {causes}"
    left_out_dropped: str = "폐기 {n}개({names})"
    left_out_dropped_with_money: str = "폐기 {n}개({names}. 확보율에는 포함)"
    left_out_no_budget: str = "비예산 {n}개"
    left_out_no_amount: str = "금액 자료 없는 사업 {n}개"
    left_out_shared: str = "함께 쓰는 예산을 다른 사업에서 센 사업 {n}개"
    left_out_no_report: str = "보고 없는 사업 {n}개"
    names_more: str = "{names} 외 {n}개"
    not_applicable: str = "해당 없음(비예산)"
    rate_mean_progress_definition: str = "보고된 추진율의 합 / 보고된 사업 수"
    rate_budget_weighted_definition: str = "Σ(사업비 × 보고된 추진율) / Σ 사업비"
    rate_completion_definition: str = "(완료 + 이행 후 계속추진) / 전체 사업 수"
    rate_on_track_definition: str = "(완료 + 이행 후 계속추진 + 정상추진) / 전체 사업 수"
    rate_behind_definition: str = "(일부추진 + 보류 + 폐기) / 전체 사업 수"
    rate_secured_total: str = "확보율(총사업비 대비)"
    rate_secured_term: str = "확보율(임기내)"
    rate_secured_to_date: str = "확보율(올해까지 계획 대비)"
    rate_executed: str = "집행률"
    rate_secured_total_definition: str = "확보액 / 현재 계획의 총사업비"
    rate_secured_term_definition: str = (
        "기투자와 {year}년까지의 확보액 / 같은 기간의 계획액(임기 마지막 해는 한 해 전체)"
    )
    rate_secured_term_definition_open: str = (
        "기투자와 모든 연도의 확보액 / 같은 기간의 계획액(임기 종료일 자료 없음)"
    )
    rate_secured_to_date_definition: str = "기투자와 {year}년까지의 확보액 / 같은 기간의 계획액"
    rate_executed_definition: str = "기투자와 {year}년까지의 집행액 / 같은 기간의 확보액"

    # money
    unit_jo: str = "조"
    unit_eok: str = "억"
    unit_eok_won: str = "억원"
    unit_million_won: str = "백만원"
    unit_won: str = "원"
    money_title: str = "재원"
    money_planned: str = "계획"
    money_secured: str = "확보"
    money_executed: str = "집행"
    money_gap: str = "미확보"
    money_total: str = "총계"
    money_sum: str = "{n}개 사업 합"
    money_missing_projects: str = "금액 자료 없는 사업 {n}개"
    money_no_budget: str = "비예산 {n}개"
    money_title_all: str = "재원 · 총사업비"
    money_rates_to: str = "올해까지 = {year}년까지"
    scope_note: str = "수치와 평균은 상태·계획일 조건 없이 {n}개 전체의 값"
    money_shared: str = "예산을 함께 쓰는 사업 {n}개 묶음은 한 번만 셈"
    money_dropped: str = "폐기 {n}개({names}) 계획 {amount} 포함"
    money_area: str = "분야 단위 금액 {amount} 포함"
    money_area_left_out: str = "분야 단위 금액 {amount} 제외(사업별로 나눌 수 없음)"
    money_rounded: str = "단위 미만 반올림"
    money_table_title: str = "재원 조달"
    money_unit: str = "{unit} · 재원별 계획"
    money_basis: str = "확보·집행은 {date}까지 받은 자료"
    money_gap_sentence: str = "미확보 {gap} (총사업비 {planned} − 확보 {secured})"
    money_over_sentence: str = "확보가 총사업비보다 {gap} 많음 (총사업비 {planned}, 확보 {secured})"
    money_gap_missing: str = "미확보 자료 없음"
    money_empty: str = "등록된 재원이 없습니다."
    money_non_budget: str = "비예산 사업"
    money_from_version: str = "{current}에는 금액이 없어 {used}의 금액을 보임"
    mismatch_stated_total: str = "총사업비"
    mismatch_cell: str = "{stage} {source} {period}"
    mismatch_group: str = "함께 쓰는 예산({group})의 {stage}"
    mismatch_fund_year: str = "{year}년"
    total_all: str = "전체"

    # project
    crumb_position: str = "{scope} {n}개 중 {i}번째"
    crumb_outside: str = "고른 조건 밖의 사업"
    previous: str = "이전"
    next: str = "다음"
    neighbour: str = "{number} {name}"
    status_label: str = "공식 상태"
    schedule_label: str = "일정 계산"
    report_label: str = "최근 보고"
    report: str = "{date} 보고"
    target: str = "계획 {value}"
    target_missing: str = "계획 자료 없음"
    content_title: str = "사업내용"
    content_label: str = "사업내용"
    purpose_label: str = "목적"
    lead_label: str = "주관부서"
    support_label: str = "협조부서"
    team_label: str = "담당팀·내선"
    extension: str = "내선 {number}"
    location_label: str = "위치"
    period_label: str = "기간"
    novelty_label: str = "신규·계속"
    completion_label: str = "완료 시기"
    budget_label: str = "예산"
    has_budget: str = "예산 사업"
    no_budget: str = "비예산"
    programme_label: str = "구분"
    area_label: str = "분야"
    next_step_label: str = "다음 절차"
    progress_default: str = "추진율"
    total_cost: str = "총사업비"
    total_cost_base: str = "당초 {amount}에서 {change}"
    total_cost_base_missing: str = "당초 자료 없음"
    amount_and_share: str = "{amount}({share})"
    total_cost_same: str = "당초와 같음"
    stages_title: str = "추진 절차"
    stages_empty: str = "등록된 절차가 없습니다."
    stages_from_version: str = "{current}에는 일정이 없어 {used}의 일정을 보임"
    stage_heading: str = "단계"
    slip_heading: str = "당초 대비"
    baseline: str = "당초"
    current: str = "현재"
    actual: str = "실적"
    actual_key: str = "실적(진도만큼)"
    ongoing: str = "진행 중"
    slip: str = "늦어진 기간"
    milestone: str = "주요 시점"
    today: str = "오늘"
    basis_day: str = "기준일"
    term_end: str = "임기말"
    next_none: str = "앞으로 예정일이 있는 절차 없음"
    next_undated: str = "{next} · 예정일 자료 없는 절차 {n}건"
    next_all_done: str = "모든 절차 끝남"
    event_start: str = "{stage} 착수"
    event_end: str = "{stage} 완료"
    next_step: str = "{date} {event} · {left}"
    stage_overdue: str = "계획일 경과 {n}일"
    unapproved: str = "미승인 변경"
    unapproved_count: str = "미승인 변경 {n}건"
    unapproved_times: str = "{n}번 바뀜"
    plan_point: str = "예정일"
    plan_start: str = "착수 예정일"
    plan_end: str = "완료 예정일"
    curve_title: str = "계획과 실적"
    curve_empty: str = "보고된 진도가 없습니다."
    plans_title: str = "계획 변경"
    plans_empty: str = "등록된 계획 변경이 없습니다."
    plan_change: str = "변경 {n}"
    plan_heading: str = "계획"
    plan_approved: str = "승인"
    plan_total: str = "총사업비"
    plan_ends: str = "완료"
    plan_last_stage: str = "계획상 마지막 절차"
    plan_reason: str = "사유"
    plan_procedure: str = "절차"
    plan_proposed: str = "승인 전"
    plan_not_yet: str = "{date} 승인 예정"
    plan_stated: str = "발표 {stated} · 합 {summed}"
    issue_title: str = "문제와 대책"
    issue_label: str = "문제"
    measure_label: str = "대책"
    done_label: str = "추진실적"
    next_label: str = "향후계획"
    reports_title: str = "보고 이력"
    reports_empty: str = "보고가 없습니다."
    shared_budget_title: str = "예산을 함께 쓰는 사업"
    progress_definition: str = "{name} = 부서가 보고한 값"

    # data page
    data_title: str = "자료"
    data_lead: str = "자료를 받은 기록과 반영하지 않은 것을 이름까지 보입니다."
    data_empty: str = "연결된 자료가 없습니다."
    last_success: str = "마지막 수신"
    last_attempt: str = "마지막 시도"
    next_run: str = "다음 수신"
    period: str = "주기"
    refresh: str = "지금 갱신"
    running: str = "받는 중입니다."
    never: str = "아직 없음"
    runs_title: str = "수신 기록"
    runs_empty: str = "수신 기록이 없습니다."
    runs_since: str = "{date}부터 {n}회"
    runs_times: str = "{n}회"
    runs_gap: str = "앞 {n}일 동안 기록 없음"
    runs_pages: str = "시작 시각"
    runs_reason: str = "{reason} {n}건"
    runs_reason_more: str = "그 밖의 이유 {n}건"
    runs_kept_back: str = "{table}: {reason}"
    time_of_day: str = "{hour:02d}:{minute:02d}:{second:02d}"
    run_started: str = "시작"
    run_took: str = "걸린 시간"
    run_state: str = "결과"
    rows_read: str = "읽음"
    rows_kept: str = "반영"
    rows_set_aside: str = "반영 제외"
    fields_unread: str = "읽지 못한 값"
    table_heading: str = "표"
    key_heading: str = "키"
    reason_heading: str = "이유"
    detail_heading: str = "내용"
    took: str = "{seconds}초"
    run_times: str = "{state} {n}회"
    store_damaged: str = (
        "저장소의 자료가 쓴 것과 다릅니다({cause}). 마지막 화면을 그대로 두며, 백업에서 복원해야 합니다."
    )
    store_away: str = (
        "저장소를 읽을 수 없습니다({cause}). 마지막으로 읽은 자료를 보이며, 관리자가 확인해야 합니다."
    )
    store_causes: Mapping[str, str] = texts(
        {
            "damaged": "저장소 파일 손상",
            "full": "저장 공간 없음",
            "locked": "다른 작업이 저장소를 잡고 있음",
            "not_writable": "저장소에 쓸 권한 없음",
            "missing": "저장소 파일이나 표 없음",
            "not_kept": "보관 기간이 지난 자료",
            "disk": "디스크 오류",
            "no_answer": "데이터베이스 응답 없음",
        }
    )
    ask_unknown_table: str = "알 수 없는 표입니다: {table}"
    ask_unknown_source: str = "알 수 없는 자료원입니다: {source}"
    ask_not_allowed: str = "이 작업을 할 권한이 없습니다."
    ask_not_started: str = "갱신 일정이 아직 시작되지 않았습니다."
    ask_started: str = "갱신을 시작했습니다."
    ask_running: str = "이미 갱신하고 있습니다."
    set_aside_title: str = "반영 제외"
    set_aside_explanation: str = "키가 없거나 겹치거나 이어질 곳이 없는 행은 반영하지 않습니다."
    unread_title: str = "읽지 못한 값"
    unread_explanation: str = "읽지 못한 값은 자료 없음이 되고 원문을 남깁니다. 행은 그대로 반영합니다."
    unmapped_title: str = "대응 없는 용어"
    unmapped_explanation: str = "매핑 파일에 없는 용어입니다."
    unmapped_reason: str = "{group}에 대응이 없음"
    findings_none: str = "없습니다."
    field_raw: str = "{field} ‘{raw}’"
    refused: str = "{table}의 행이 크게 줄어 반영하지 않았습니다. 맞다면 확인하십시오."
    confirm_shrink: str = "줄어든 것이 맞음"
    definition_rows: str = "읽음 = 반영 + 반영 제외"

    # closed sets
    freshness: Mapping[str, str] = texts({word: word.value for word in Freshness})
    run_states: Mapping[str, str] = texts(
        {
            RunState.CHANGED: "바뀜",
            RunState.UNCHANGED: "바뀐 것 없음",
            RunState.PARTIAL: "일부만 반영",
            RunState.FAILED: "받지 못함",
        }
    )
    fund_sources: Mapping[str, str] = texts(
        {source: source.value for source in FundSource}
        | {FundSource.UNKNOWN: "재원 미상", FundSource.TOTAL: "합계"}
    )
    periods: Mapping[str, str] = texts(
        {
            Period.INVESTED: "기투자",
            Period.AFTER_TERM: "임기후",
            Period.UNKNOWN: "연도 미상",
            Period.TOTAL: "합계",
        }
    )
    stage_kinds: Mapping[str, str] = texts({kind: kind.value for kind in StageKind})
    unmapped_groups: Mapping[str, str] = texts(
        {
            "status": "상태",
            "fund_source": "재원",
            "fund_stage": "예산 단계",
            "period": "기간",
            "stage_kind": "절차 종류",
            "role": "역할",
            "novelty": "신규·계속",
            "completion": "임기내·임기후",
            "plan_kind": "계획 종류",
            "precision": "날짜 단위",
            "bool": "예·아니오",
        }
    )
    tables: Mapping[str, str] = texts(
        {
            "term": "임기",
            "programme": "사업 목록",
            "area": "분야",
            "department": "부서",
            "project": "사업",
            "membership": "목록 소속",
            "assignment": "담당",
            "plan_version": "계획 버전",
            "stage": "절차",
            "stage_plan": "절차 계획",
            "plan_target": "분기 목표",
            "plan_fund": "계획 재원",
            "fund_fact": "확보·집행",
            "budget_line": "세부사업",
            "budget_share": "세부사업 배분",
            "status_report": "보고",
            "indicator": "지표",
            "project_indicator": "성과지표",
            "indicator_value": "성과지표 값",
            "document": "문서·사진",
            "observation": "관측",
            "event": "재난·기상 알림",
        }
    )
    fields: Mapping[str, str] = texts(
        {
            "name": "이름",
            "number": "번호",
            "short_name": "약칭",
            "area_id": "분야",
            "content": "사업내용",
            "purpose": "목적",
            "location": "위치",
            "districts": "자치구",
            "starts": "시작일",
            "ends": "종료일",
            "period": "기간",
            "novelty": "신규·계속",
            "completion": "임기내·임기후",
            "has_budget": "예산 여부",
            "budget_group": "함께 쓰는 예산",
            "origin": "구분",
            "role": "역할",
            "team": "담당팀",
            "extension": "내선",
            "kind": "종류",
            "seq": "순서",
            "weight": "가중치",
            "after": "앞 절차",
            "milestone": "주요 시점",
            "approved_on": "승인일",
            "reason_code": "사유 구분",
            "reason": "사유",
            "procedure": "절차",
            "stated_total": "총사업비(발표)",
            "start": "착수 예정일",
            "end": "완료 예정일",
            "actual_start": "실제 착수일",
            "actual_end": "실제 완료일",
            "progress": "진도",
            "progress_name": "진도 이름",
            "amount": "금액",
            "source": "재원",
            "stage": "예산 단계",
            "quarter": "분기",
            "as_of": "기준일",
            "status": "공식 상태",
            "status_word": "상태 용어",
            "done_text": "추진실적",
            "next_text": "향후계획",
            "issue": "문제",
            "measure": "대책",
            "post": "직위",
            "stated_count": "발표 수",
            "fiscal_year": "회계연도",
            "account": "회계",
            "department": "부서",
            "code": "세부사업 코드",
            "appropriated": "예산현액",
            "spent": "지출액",
            "carried": "이월액",
            "is_total": "계 여부",
            "share": "배분율",
            "unit": "단위",
            "lower_is_better": "낮을수록 좋음",
            "indicator_id": "시정 지표",
            "year": "연도",
            "target": "목표",
            "actual": "실적",
            "title": "제목",
            "url": "주소",
            "dated": "작성일",
        }
    )

    def __reduce__(self) -> tuple[Callable[[dict[str, Any]], "Words"], tuple[dict[str, Any]]]:
        """Words go to the process that reads a source, where read-only tables of texts cannot go."""
        parts = {each.name: getattr(self, each.name) for each in fields(self)}
        return _arrived, (
            {name: dict(part) if isinstance(part, Mapping) else part for name, part in parts.items()},
        )


def _arrived(parts: dict[str, Any]) -> Words:
    tables = {name: MappingProxyType(part) for name, part in parts.items() if isinstance(part, dict)}
    return Words(**parts | tables)


KOREAN = Words()


def load_words(path: Path | None) -> Words:
    """`KOREAN` with the words of the TOML file at `path`, if there is one, in place of ours.

    Plain keys replace texts, tables (`[freshness]`, `[fields]` …) replace single entries. Raises
    `WordsError` for a file that cannot be read, a name that does not exist, or a place for a value
    that the text does not have.
    """
    if path is None:
        return KOREAN
    try:
        given = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise WordsError(f"용어 파일 {path}을(를) 읽지 못했습니다: {error}") from error
    known = {each.name for each in fields(Words)}
    changes: dict[str, Any] = {name: _replacement(path, name, value, known) for name, value in given.items()}
    return replace(KOREAN, **changes)


def date_text(words: Words, day: date | None, precision: Precision | None = None) -> str:
    """A date as in papers: "2026. 11. 22.", "2026. 11.", "2026년 4분기"; OPEN is 계속, None is missing."""
    if precision is Precision.OPEN:
        return words.date_open
    if day is None:
        return words.missing
    template = {
        Precision.MONTH: words.date_month,
        Precision.QUARTER: words.date_quarter,
        Precision.HALF: words.date_first_half if day.month <= 6 else words.date_second_half,
        Precision.YEAR: words.date_year,
    }.get(precision or Precision.DAY, words.date_day)
    return template.format(year=day.year, month=day.month, day=day.day, quarter=(day.month + 2) // 3)


def time_text(words: Words, moment: datetime | None) -> str:
    """A moment in Korean time: "2025. 1. 2. 09:05"; None is missing. A moment without a zone is UTC."""
    if moment is None:
        return words.missing
    local = korean_time(moment)
    return words.date_time.format(date=date_text(words, local.date()), hour=local.hour, minute=local.minute)


def clock_text(words: Words, moment: datetime) -> str:
    """The time of day in Korean time: "09:05:12"."""
    local = korean_time(moment)
    return words.time_of_day.format(hour=local.hour, minute=local.minute, second=local.second)


def korean_time(moment: datetime) -> datetime:
    """The same moment on Korean clocks. A moment without a zone is UTC."""
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return aware.astimezone(KOREAN_TIME)


def signed_days(words: Words, days: int | None) -> str:
    """A slip: "+183일", "-3일", "0일"; None is the mark of what is missing."""
    if days is None:
        return words.missing_mark
    if days == 0:
        return words.days_none
    return (words.days_more if days > 0 else words.days_less).format(n=f"{abs(days):,}")


def slip_text(words: Words, slip: Slip | None) -> str:
    """A slip no finer than its dates are known: "+183일", "+3개월", "+1년", "같은 달"."""
    if slip is None or slip.precision is Precision.DAY:
        return signed_days(words, slip.days if slip else None)
    if slip.months == 0:
        return words.slip_same[slip.precision]
    is_years = slip.precision is Precision.YEAR
    template, count = (words.slip_years, slip.months // 12) if is_years else (words.slip_months, slip.months)
    return template.format(sign="+" if count > 0 else "-", n=f"{abs(count):,}")


def _replacement(path: Path, name: str, value: object, known: set[str]) -> object:
    ours = getattr(KOREAN, name) if name in known else None
    if isinstance(ours, str) and isinstance(value, str):
        return _checked(path, name, ours, value)
    if isinstance(ours, Mapping) and isinstance(value, dict):
        stray = [
            f"{name}.{key}" for key, text in value.items() if key not in ours or not isinstance(text, str)
        ]
        if not stray:
            texts = {key: _checked(path, f"{name}.{key}", ours[key], text) for key, text in value.items()}
            return MappingProxyType({**ours, **texts})
        name = stray[0]
    raise WordsError(f"용어 파일 {path}의 {name}은(는) 없는 이름이거나 글이 아닙니다.")


def _checked(path: Path, name: str, ours: str, theirs: str) -> str:
    try:
        added = _places(theirs) - _places(ours) - {(place, "") for place, _ in _places(ours)}
    except ValueError as error:
        raise WordsError(f"용어 파일 {path}의 {name}에 짝이 맞지 않는 중괄호가 있습니다.") from error
    if added:
        place, form = sorted(added)[0]
        shown = f"{{{place}:{form}}}" if form else f"{{{place}}}"
        raise WordsError(f"용어 파일 {path}의 {name}에 쓸 수 없는 자리 {shown}가 있습니다.")
    return theirs


def _places(text: str) -> set[tuple[str, str]]:
    """(name, format) of each place for a value; a conversion (`!r`) counts as a format."""
    parts = Formatter().parse(text)
    return {
        (name, f"{form}!{how}" if how else form or "") for _, name, form, how in parts if name is not None
    }
