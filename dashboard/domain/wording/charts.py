"""Words of what stands behind a chart: its sentence and its table."""

from dataclasses import dataclass


@dataclass(frozen=True)
class ChartWords:
    """For those who cannot see a chart: the sentence is read in its place, the table opens beside it."""

    chart_table: str = "표"
    chart_table_of: str = "{title}: 값을 표로 보기"
    chart_line: str = "{name}: {first_when} {first}, {last_when} {last}"
    chart_point: str = "{name}: {when} {value}"
    chart_when: str = "때"
    chart_place: str = "곳"
    chart_stages: str = "절차 {n}개"
    chart_ages: str = "연령"
    chart_most: str = "{name} 가운데 {band} {value} 가장 많음"
    chart_days: str = "처음 ~ 끝"
    chart_rows: str = "사업 {n}개, {window}"
    chart_past: str = "계획일이 지난 사업 {n}개"
