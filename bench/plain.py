"""The reference: the same content as an ordinary Dash application, straight from the tutorials.

plotly.express draws, pandas reads the demo city's database in the callback, Dash's own development server serves.
Nothing is slow on purpose and nothing is clever: one callback per screen, indexed queries, no cache.
"""

import argparse
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import dash_bootstrap_components as dbc
import pandas as pd
import plotly.express as px
from dash import Dash, Input, Output, dcc, html

Part = Any
"""A component: dash-bootstrap-components is published without types."""
STYLES = Path(__file__).parent.parent / "assets" / "vendor"
GRAPH_CONFIG: Any = {"showSendToCloud": False, "displaylogo": False}
EOK = 100
"""The city counts in 백만원; screens show 억원."""
STATUS_ORDER = ["완료", "이행 후 계속추진", "정상추진", "일부추진", "보류", "폐기"]
STATUS_COLOURS = {
    "완료": "primary",
    "이행 후 계속추진": "info",
    "정상추진": "success",
    "일부추진": "warning",
    "보류": "secondary",
    "폐기": "dark",
}
CHANGES_SHOWN = 20

IN_FORCE = """
WITH 현재 AS (
    SELECT 관리번호, MAX(차수) AS 차수 FROM 계획변경 WHERE 차수 = 0 OR 승인일 <= :day GROUP BY 관리번호
), 일정 AS (
    SELECT 관리번호, 차수, 단계번호, 등록일, date(substr(계획시작 || '-01-01', 1, 10)) AS 첫날,
        CASE length(계획종료)
            WHEN 4 THEN 계획종료 || '-12-31'
            WHEN 7 THEN date(계획종료 || '-01', '+1 month', '-1 day')
            ELSE date(계획종료)
        END AS 마지막날
    FROM 단계계획
)
"""
PROJECTS = """
SELECT 사업.관리번호, 사업번호, 사업명, 사업.약칭, 공유예산, 분야.분야명, 상태, 진도율
FROM 공약사업 AS 사업
JOIN 분야 ON 분야.분야코드 = 사업.분야코드
LEFT JOIN (
    SELECT 관리번호, 상태, 진도율, MAX(기준일) FROM 추진실적 WHERE 기준일 <= :day GROUP BY 관리번호
) AS 보고 ON 보고.관리번호 = 사업.관리번호
ORDER BY 정렬순서, 사업번호
"""
OPEN_STAGES = """
SELECT 일정.관리번호, 마지막날, MAX(등록일) AS 등록일
FROM 일정
JOIN 현재 ON 현재.관리번호 = 일정.관리번호 AND 현재.차수 = 일정.차수
JOIN 추진단계 AS 단계 ON 단계.관리번호 = 일정.관리번호 AND 단계.단계번호 = 일정.단계번호
WHERE 실제종료일 IS NULL
GROUP BY 일정.관리번호, 일정.단계번호
"""
PLANNED = """
SELECT DISTINCT 순번, 재원계획.관리번호, 재원, 연도, 금액
FROM 재원계획 JOIN 현재 ON 현재.관리번호 = 재원계획.관리번호 AND 현재.차수 = 재원계획.차수
"""
FACTS = """
SELECT 관리번호, 재원, 연도, 단계, 금액, MAX(기준일) AS 기준일
FROM 재원실적
WHERE 단계 IN ('확정', '집행') AND 기준일 <= :day
GROUP BY 관리번호, 재원, 연도, 단계
"""
CHANGES = """
SELECT 사업번호, 약칭, 앞.진도율 AS 앞진도, 뒤.진도율 AS 뒤진도, 앞.상태 AS 앞상태, 뒤.상태 AS 뒤상태
FROM 추진실적 AS 뒤
JOIN (
    SELECT 관리번호, 상태, 진도율, MAX(기준일) FROM 추진실적 WHERE 기준일 < :day GROUP BY 관리번호
) AS 앞 ON 앞.관리번호 = 뒤.관리번호
JOIN 공약사업 AS 사업 ON 사업.관리번호 = 뒤.관리번호
WHERE 뒤.기준일 = :day AND (앞.진도율 <> 뒤.진도율 OR 앞.상태 <> 뒤.상태)
ORDER BY 사업번호
"""
STAGES = """
SELECT 단계.단계번호, 단계명, 실제시작일, 실제종료일, 일정.차수, 첫날, 마지막날, MAX(등록일) AS 등록일
FROM 추진단계 AS 단계
JOIN 현재 ON 현재.관리번호 = 단계.관리번호
JOIN 일정
    ON 일정.관리번호 = 단계.관리번호 AND 일정.단계번호 = 단계.단계번호 AND 일정.차수 IN (0, 현재.차수)
WHERE 단계.관리번호 = :project
GROUP BY 단계.단계번호, 일정.차수
ORDER BY 단계.단계번호, 일정.차수
"""
TARGETS = """
SELECT 분기, 목표진도율 FROM 분기목표
JOIN 현재 ON 현재.관리번호 = 분기목표.관리번호 AND 현재.차수 = 분기목표.차수
WHERE 분기목표.관리번호 = :project
"""


class City:
    """The demo city's database, read anew for every screen."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def read(self, sql: str, **values: str) -> pd.DataFrame:
        """The rows of a query."""
        with closing(sqlite3.connect(self._path)) as connection:
            return pd.read_sql(sql, connection, params=values)

    def read_in_force(self, sql: str, **values: str) -> pd.DataFrame:
        """The rows of a query on 현재, the plan versions in force on `day`."""
        return self.read(IN_FORCE + sql, **values)

    def days(self) -> list[str]:
        """The dates of the last two reports, newest first."""
        found = self.read("SELECT 기준일 FROM 점검기준일 ORDER BY 기준일 DESC LIMIT 2")
        return [str(day) for day in found["기준일"]]


def create_app(database: Path) -> Dash:
    """The application on the database at `database`."""
    city = City(database)
    app = Dash(
        "plain", title="디지털 공약실", assets_folder=str(STYLES), assets_ignore="noto.*|LICENSE.*|made.*"
    )
    app.layout = html.Div(
        [
            dcc.Location(id="url"),
            dbc.NavbarSimple(brand="디지털 공약실 · 시연용 자료", brand_href="/", color="light"),
            dbc.Container(id="page", fluid=True),
        ]
    )

    @app.callback(Output("page", "children"), Input("url", "pathname"), Input("url", "search"))
    def show(pathname: str | None, search: str | None) -> Part:
        if pathname and pathname.startswith("/projects/"):
            return project_page(city, pathname.removeprefix("/projects/"))
        programme = parse_qs((search or "").removeprefix("?")).get("programme", [""])[0]
        return room_page(city, programme)

    return app


# ---- the room ----


def room_page(city: City, programme: str) -> Part:
    """Figures, filter, all projects under their areas, what changed."""
    day, before = city.days()
    members = city.read("SELECT 관리번호, 프로그램코드 FROM 프로그램소속")
    projects = city.read(PROJECTS, day=day)
    if programme:
        chosen = members.loc[members["프로그램코드"] == programme, "관리번호"]
        projects = projects[projects["관리번호"].isin(chosen)]
    projects = projects.merge(
        days_past(city.read_in_force(OPEN_STAGES, day=day), day), on="관리번호", how="left"
    )
    planned, facts = city.read_in_force(PLANNED, day=day), city.read(FACTS, day=day)
    return html.Div(
        [
            dbc.Row([*figures(projects), money_card(projects, planned, facts, day)], className="my-3"),
            dbc.Row(
                [dbc.Col(programmes(members)), dbc.Col(status_counts(projects)), dbc.Col(f"기준일 {day}")]
            ),
            dbc.Row([area(name, rows) for name, rows in projects.groupby("분야명", sort=False)]),
            changes(city.read(CHANGES, day=day), before),
            mismatches(city, planned, day),
        ]
    )


def days_past(stages: pd.DataFrame, day: str) -> pd.DataFrame:
    """Per project the days by which its latest open stage has passed the planned end."""
    past = (pd.Timestamp(day) - pd.to_datetime(stages["마지막날"])).dt.days
    late = stages.assign(경과일=past)[past > 0]
    return late.groupby("관리번호")["경과일"].max().reset_index()


def card(label: str, value: str, *more: Any) -> Part:
    """A headline figure."""
    body = [html.Div(label, className="text-muted"), html.H3(value, className="figure"), *more]
    return dbc.Col(dbc.Card(dbc.CardBody(body)))


def figures(projects: pd.DataFrame) -> list[Part]:
    """Count, mean progress and rates."""
    count = len(projects)
    done = projects["상태"].isin(STATUS_ORDER[:2]).sum()
    fine = projects["상태"].isin(STATUS_ORDER[:3]).sum()
    progress = projects.loc[projects["상태"] != "폐기", "진도율"].mean()
    late = int(projects["경과일"].notna().sum())
    return [
        card("전체 사업", f"{count}개", html.Div(f"계획일 경과 {late}개")),
        card("추진율", f"{progress:.1f}%", dbc.Progress(value=progress)),
        card(
            "완료율",
            f"{100 * done / count:.1f}%",
            html.Div(f"정상이상률 {100 * fine / count:.1f}%"),
            html.Div(f"부진율 {100 * (count - fine) / count:.1f}%"),
        ),
    ]


def money_card(projects: pd.DataFrame, planned: pd.DataFrame, facts: pd.DataFrame, day: str) -> Part:
    """Planned, secured and executed money; projects that share a budget count once."""
    shared = projects[projects["공유예산"].isna() | ~projects.duplicated("공유예산")]
    plan = planned[planned["관리번호"].isin(shared["관리번호"])]
    fact = facts[facts["관리번호"].isin(shared["관리번호"])]
    total, due = plan["금액"].sum(), plan.loc[plan["연도"].isin(years_to(day)), "금액"].sum()
    amounts = fact.groupby("단계")["금액"].sum()
    secured, executed = amounts.get("확정", 0), amounts.get("집행", 0)
    lines = [
        html.Div(
            [
                html.B(label),
                f" {money_text(amount)} ",
                dbc.Progress(value=100 * amount / total if total else 0),
            ]
        )
        for label, amount in (("확보", secured), ("집행", executed))
    ]
    rates = [
        html.Div(f"{name} {100 * part / whole:.1f}%" if whole else f"{name} 자료 없음")
        for name, part, whole in (
            ("확보율(총사업비 대비)", secured, total),
            ("확보율(올해까지 계획 대비)", secured, due),
            ("집행률", executed, secured),
        )
    ]
    return card("재원 계획", money_text(total), *lines, *rates)


def years_to(day: str) -> list[str]:
    """기투자 and the years up to that of `day`."""
    return ["기투자", *[str(year) for year in range(2020, int(day[:4]) + 1)]]


def money_text(amount: float) -> str:
    """백만원 as 조 and 억."""
    trillions, rest = divmod(round(amount / EOK), 10_000)
    return f"{trillions:,}조 {rest:,}억" if trillions else f"{rest:,}억"


def programmes(members: pd.DataFrame) -> Part:
    """Links that narrow the room to a programme."""
    counts = members["프로그램코드"].value_counts()
    links = [
        dcc.Link(f"{label} {count}", href=href, className="me-3")
        for label, count, href in (
            ("공약", counts["PLEDGE"], "/?programme=PLEDGE"),
            ("100대 핵심과제", counts["TASK100"], "/?programme=TASK100"),
            ("전체", members["관리번호"].nunique(), "/"),
        )
    ]
    return html.Div(links)


def status_counts(projects: pd.DataFrame) -> Part:
    """How many projects have which official status."""
    counts = projects["상태"].value_counts()
    shown = [status for status in STATUS_ORDER if counts.get(status, 0)]
    return html.Div([html.Span([badge(status), f" {counts[status]} "]) for status in shown])


def badge(status: str | None) -> Part:
    """A status in its colour."""
    return dbc.Badge(status or "상태 미상", color=STATUS_COLOURS.get(status or "", "light"))


def area(name: Any, projects: pd.DataFrame) -> Part:
    """An area with its projects, latest first."""
    ordered = projects.sort_values("경과일", ascending=False, na_position="last", kind="stable")
    head = html.H5(f"{name} {len(projects)} · 평균 추진율 {projects['진도율'].mean():.1f}%")
    return dbc.Col([head, *[tile(row) for _, row in ordered.iterrows()]])


def tile(project: "pd.Series[Any]") -> Part:
    """A project as a link."""
    late = f"+{project['경과일']:.0f}일" if pd.notna(project["경과일"]) else ""
    return dcc.Link(
        [
            html.Span(f"{project['사업번호']} "),
            badge(project["상태"]),
            html.Span(f" {project['약칭'] or project['사업명']} "),
            html.Span(late, className="text-danger"),
            html.Span(f" {project['진도율']:.0f}%", className="float-end"),
        ],
        href=f"/projects/{project['관리번호']}",
        title=project["사업명"],
        className="project d-block border-bottom small",
    )


def changes(rows: pd.DataFrame, before: str) -> Part:
    """What the newest reports say differently."""
    lines = [
        html.Li(
            f"{row['사업번호']} {row['약칭']}: "
            f"{row['앞상태']} {row['앞진도']:.0f}% → {row['뒤상태']} {row['뒤진도']:.0f}%"
        )
        for _, row in rows.head(CHANGES_SHOWN).iterrows()
    ]
    return html.Div([html.H5(f"지난 자료 이후 변경 ({before} 이후 {len(rows)}건)"), html.Ul(lines)])


def mismatches(city: City, planned: pd.DataFrame, day: str) -> Part:
    """Printed totals that are not the sum of their parts."""
    stated = city.read_in_force(
        "SELECT 관리번호, 총사업비 FROM 계획변경 JOIN 현재 USING (관리번호, 차수)", day=day
    )
    both = stated.merge(planned.groupby("관리번호", as_index=False)["금액"].sum(), on="관리번호")
    wrong = both[both["총사업비"] != both["금액"]]
    lines = [
        html.Li(f"{row['관리번호']}: {row['총사업비']:,.0f} ≠ {row['금액']:,.0f} 백만원")
        for _, row in wrong.iterrows()
    ]
    return html.Details([html.Summary(f"합계 불일치 {len(wrong)}"), html.Ul(lines)])


# ---- a project ----


def project_page(city: City, project: str) -> Part:
    """Facts, Gantt, progress, financing, plan changes, history."""
    day = city.days()[0]
    found = city.read(
        "SELECT 사업.*, 분야명 FROM 공약사업 AS 사업 JOIN 분야 USING (분야코드) WHERE 관리번호 = :project",
        project=project,
    )
    if found.empty:
        return html.H1("없는 사업입니다")
    reports = city.read(
        "SELECT * FROM 추진실적 WHERE 관리번호 = :project AND 기준일 <= :day ORDER BY 기준일 DESC",
        project=project,
        day=day,
    )
    left = [facts(city, found.iloc[0], reports), plan_changes(city, project)]
    middle = [gantt(city, project, day), *financing(city, project, day)]
    right = [progress(city, project, day, reports), history(reports)]
    return html.Div(
        [
            html.H1(f"{found['사업번호'][0]} {found['사업명'][0]}"),
            dcc.Link("공약 한눈에로", href="/"),
            dbc.Row([dbc.Col(left, width=3), dbc.Col(middle, width=6), dbc.Col(right, width=3)]),
        ]
    )


def facts(city: City, project: "pd.Series[Any]", reports: pd.DataFrame) -> Part:
    """What it is and where it stands."""
    posts = city.read(
        "SELECT 역할, 부서명, 담당팀, 내선 FROM 담당 JOIN 부서 USING (부서코드) WHERE 관리번호 = :project",
        project=project["관리번호"],
    )
    who = {row["역할"]: " ".join(map(str, row[1:].dropna())) for _, row in posts.iterrows()}
    newest: Any = reports.iloc[0] if len(reports) else {}
    pairs = {
        "사업내용": project["사업내용"],
        "목적": project["사업목적"],
        "위치": project["위치"],
        "자치구": project["자치구"],
        "시작": project["시작월"],
        "신규·계속": project["신규계속"],
        "예산": project["예산여부"],
        "분야": project["분야명"],
        "주관부서": who.get("주관"),
        "협조부서": who.get("협조"),
        "공식 상태": newest.get("상태"),
        "최근 보고": newest.get("기준일"),
        newest.get("진도명") or "추진율": newest.get("진도율"),
    }
    rows = [html.Tr([html.Th(label), html.Td(str(value or "자료 없음"))]) for label, value in pairs.items()]
    return dbc.Table(html.Tbody(rows), size="sm")


def gantt(city: City, project: str, day: str) -> Part:
    """px.timeline of 당초, 현재 and 실적."""
    stages = city.read_in_force(STAGES, project=project, day=day)
    current = stages["차수"].max()
    bars = []
    for _, stage in stages.iterrows():
        window = (stage["첫날"], stage["마지막날"])
        if stage["차수"] == 0:
            bars.append(bar(stage["단계명"], "당초", *window))
        if stage["차수"] == current:
            bars.append(bar(stage["단계명"], "현재", *window))
            if stage["실제시작일"]:
                bars.append(bar(stage["단계명"], "실적", stage["실제시작일"], stage["실제종료일"] or day))
    frame = pd.DataFrame(bars).dropna()
    figure = px.timeline(frame, x_start="시작", x_end="종료", y="단계", color="구분", title="추진 절차")
    figure.update_yaxes(autorange="reversed")
    figure.update_layout(barmode="group")
    figure.add_vline(x=day)
    figure.add_vline(x="2026-06-30", line_dash="dash")
    return dcc.Graph(figure=figure, config=GRAPH_CONFIG, id="gantt")


def bar(stage: str, kind: str, start: str | None, end: str | None) -> dict[str, str | None]:
    """A row of the timeline."""
    return {"단계": stage, "구분": kind, "시작": start, "종료": end}


def progress(city: City, project: str, day: str, reports: pd.DataFrame) -> Part:
    """px.line of planned and reported progress."""
    targets = city.read_in_force(TARGETS, project=project, day=day)
    quarters = pd.PeriodIndex(targets["분기"], freq="Q").to_timestamp(how="end").normalize()
    plan = pd.DataFrame({"날짜": quarters, "진도율": targets["목표진도율"], "구분": "계획"})
    actual = pd.DataFrame(
        {"날짜": pd.to_datetime(reports["기준일"]), "진도율": reports["진도율"], "구분": "실적"}
    )
    both = pd.concat([plan, actual])
    figure = px.line(both, x="날짜", y="진도율", color="구분", title="계획과 실적", range_y=[0, 100])
    return dcc.Graph(figure=figure, config=GRAPH_CONFIG, id="progress")


def financing(city: City, project: str, day: str) -> list[Part]:
    """px.bar of planned money by source and year, secured and executed as marks, and the table."""
    planned = city.read_in_force(f"{PLANNED} WHERE 재원계획.관리번호 = :project", project=project, day=day)
    if planned.empty:
        return [html.P("비예산 사업")]
    spent = city.read(FACTS.replace("WHERE", "WHERE 관리번호 = :project AND"), project=project, day=day)
    order = sorted({*planned["연도"], *spent["연도"]}, key=period_order)
    planned, spent = planned.assign(억원=planned["금액"] / EOK), spent.assign(억원=spent["금액"] / EOK)
    stages = spent.pivot_table(index="단계", columns="연도", values="억원", aggfunc="sum")
    figure = px.bar(
        planned, x="연도", y="억원", color="재원", title="재원 조달", category_orders={"연도": order}
    )
    for stage in stages.index:
        figure.add_scatter(x=stages.columns, y=stages.loc[stage], mode="markers", name=stage)
    sources = planned.pivot_table(index="재원", columns="연도", values="억원", aggfunc="sum")
    sources.loc["계획"] = sources.sum()
    table = pd.concat([sources, stages]).reindex(columns=order)
    table["총계"] = table.sum(axis=1)
    chart = dcc.Graph(figure=figure, config=GRAPH_CONFIG, id="funding")
    return [chart, money_table(table), money_rates(table)]


def money_rates(table: pd.DataFrame) -> Part:
    """확보율, 집행률 and the gap."""
    total = table["총계"]
    planned, secured, executed = total["계획"], total.get("확정", 0), total.get("집행", 0)
    lines = [
        f"확보율(총사업비 대비) {100 * secured / planned:.1f}%" if planned else "확보율 자료 없음",
        f"집행률 {100 * executed / secured:.1f}%" if secured else "집행률 자료 없음",
        f"미확보 {planned - secured:,.1f}억",
    ]
    return html.Ul([html.Li(line) for line in lines])


def period_order(period: str) -> tuple[int, str]:
    """기투자, the years, 임기후, 미상."""
    return {"기투자": 0, "임기후": 2, "미상": 3}.get(period, 1), period


def money_table(table: pd.DataFrame) -> Part:
    """Amounts in 억원, a row per source and stage of money."""
    head = html.Thead(html.Tr([html.Th("억원"), *[html.Th(str(column)) for column in table.columns]]))
    rows = [
        html.Tr([html.Th(str(name)), *[html.Td(f"{cell:,.1f}" if pd.notna(cell) else "–") for cell in row]])
        for name, row in table.iterrows()
    ]
    return dbc.Table([head, html.Tbody(rows)], size="sm")


def plan_changes(city: City, project: str) -> Part:
    """Every plan version with its reason."""
    versions = city.read("SELECT * FROM 계획변경 WHERE 관리번호 = :project ORDER BY 차수", project=project)
    columns = ("차수명", "승인일", "총사업비", "종료월", "변경사유", "변경절차")
    return table_of("계획 변경", versions, columns)


def history(reports: pd.DataFrame) -> Part:
    """All dated reports, newest first."""
    return table_of("보고 이력", reports, ("기준일", "상태", "진도율", "실적", "향후계획", "문제점", "대책"))


def table_of(title: str, rows: pd.DataFrame, columns: Sequence[str]) -> Part:
    """A plain table of some columns."""
    head = html.Thead(html.Tr([html.Th(column) for column in columns]))
    body = [
        html.Tr([html.Td("" if pd.isna(row[column]) else str(row[column])) for column in columns])
        for _, row in rows.iterrows()
    ]
    return html.Div([html.H5(title), dbc.Table([head, html.Tbody(body)], size="sm")])


def main() -> None:
    """Serve it: `python -m bench.plain DATABASE PORT`."""
    parser = argparse.ArgumentParser(prog="python -m bench.plain")
    parser.add_argument("database", type=Path)
    parser.add_argument("port", type=int)
    options = parser.parse_args()
    create_app(options.database).run(host="127.0.0.1", port=options.port, debug=False)


if __name__ == "__main__":
    main()
