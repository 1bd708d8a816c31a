"""Mapping files: what they say, and the one sentence when they cannot be used."""

import pickle
from pathlib import Path

import pytest

from dashboard.domain.vocabulary import FundSource, FundStage
from db.sources.mapping import FileOptions, MappingError, load_mapping
from db.sources.money import MoneyUnit
from tests.sources.builders import mapping_file, mapping_of

PROJECT = '[[project]]\nsql = "SELECT id, name FROM project"\n'


def test_a_small_mapping_has_the_usual_settings(tmp_path: Path) -> None:
    mapping = mapping_of(tmp_path, PROJECT)

    assert mapping.id == "city"
    assert mapping.url == "sqlite:///city.db"
    assert mapping.folder is None
    assert mapping.period_seconds == 60
    assert mapping.deadline_seconds == 20
    assert (mapping.currency, mapping.exponent) == ("KRW", 0)
    assert mapping.secured_stages == (FundStage.SECURED,)
    assert mapping.executed_stages == (FundStage.EXECUTED,)
    assert not mapping.demo
    assert mapping.queries["project"][0].unit == MoneyUnit(1)


def test_everything_a_mapping_may_say_is_kept(tmp_path: Path) -> None:
    mapping = mapping_of(
        tmp_path,
        """
        [headline]
        measure = "completion"
        name = "이행률"
        [status]
        "추진 중" = "정상추진"
        "설계" = ""
        [fund_source]
        "시비" = "시도비"
        [fund_source_label]
        "시도비" = "시비"
        [status_label]
        "이행 후 계속추진" = "완료·지속추진"
        [period]
        "이전" = "기투자"
        "올해" = "2024"
        [bool]
        "비예산" = false
        [amounts]
        secured = ["확정", "교부"]
        executed = []
        [file."목록.csv"]
        header_row = 3
        encoding = "cp949"
        delimiter = ";"
        [[plan_fund]]
        sql = "SELECT 1"
        columns = { amount = " 총  사업비 " }
        constants = { source = "국비", period = 2024 }
        unit = "백만원"
        [[status_report]]
        sql = "SELECT 1"
        percent = 1
        """
        + PROJECT,
        'folder = "자료"\nperiod_seconds = 5\nbasis_date = 2024-12-31\ntoday = "SELECT today FROM clock"\n'
        'demo = true\ncity = "시험시"\ndate_formats = ["%Y/%m/%d", "excel"]\n',
    )

    assert mapping.folder == tmp_path / "자료"
    assert mapping.basis_date == "2024-12-31"
    assert mapping.headline == "completion"
    assert mapping.words["status"] == {"추진 중": "정상추진", "설계": ""}
    assert mapping.words["period"] == {"이전": "기투자", "올해": "2024"}
    assert mapping.words["bool"] == {"비예산": "false"}
    assert mapping.fund_source_labels == {FundSource.METRO: "시비"}
    assert mapping.secured_stages == (FundStage.SECURED, FundStage.GRANTED)
    assert mapping.executed_stages == ()
    assert mapping.files == {"목록.csv": FileOptions(3, "cp949", ";")}
    query = mapping.queries["plan_fund"][0]
    assert query.columns == {"amount": "총 사업비"}
    assert query.constants == {"source": "국비", "period": "2024"}
    assert query.unit == MoneyUnit(10**6)
    assert mapping.queries["status_report"][0].percent == 1


def test_a_mapping_can_be_sent_to_another_process(tmp_path: Path) -> None:
    mapping = mapping_of(tmp_path, PROJECT)

    assert pickle.loads(pickle.dumps(mapping)) == mapping


def test_the_environment_fills_in_names_of_places(tmp_path: Path) -> None:
    path = mapping_file(tmp_path, PROJECT, 'url = "postgresql://reader:${CITY_PASSWORD}@db/city"\n')

    assert load_mapping(path, {"CITY_PASSWORD": "x"}).url == "postgresql://reader:x@db/city"
    with pytest.raises(MappingError, match="환경 변수 CITY_PASSWORD이"):
        load_mapping(path, {})


def test_a_password_is_neither_shown_in_errors_nor_in_the_mapping_itself(tmp_path: Path) -> None:
    path = mapping_file(tmp_path, PROJECT, 'url = "postgresql://a:geheim@db/city"\nfolder = "x"\n')

    with pytest.raises(MappingError) as caught:
        load_mapping(path)

    assert "geheim" not in str(caught.value)
    assert "geheim" not in repr(mapping_of(tmp_path, PROJECT, 'url = "postgresql://a:geheim@db/city"\n'))


@pytest.mark.parametrize(
    ("text", "source", "words"),
    [
        ("[unknown]\na = 1\n", "", ["unknown", "모르는 키"]),
        ("", 'colour = "red"\n', ["source.colour", "'red'", "모르는 키"]),
        ("", 'url = "sqlite://"\nfolder = "x"\n', ["source.url", "하나만"]),
        ("", 'url = "city.db"\n', ["source.url", "'city.db'", "주소가 아님"]),
        ("", 'url = "postgresql://h:port/city"\n', ["source.url", "주소가 아님"]),
        ("", "period_seconds = 0\n", ["source.period_seconds = 0", "0보다 큰"]),
        ("", 'deadline_seconds = "20"\n', ["source.deadline_seconds = '20'"]),
        ("", 'currency = "KRX"\n', ["source.currency = 'KRX'", "KRW"]),
        ("", 'unit = "억"\n', ["source.unit = '억'", "억원"]),
        ("", 'currency = "USD"\nunit = "억원"\n', ["source.unit = '억원'", "USD"]),
        ("", 'date_formats = ["YYYY"]\n', ["source.date_formats = 'YYYY'", "strptime"]),
        ("", 'demo = "yes"\n', ["source.demo = 'yes'", "true"]),
        ("", 'dates = "2024-12-31"\n', ["source.dates", "SELECT"]),
        ('[status]\n"추진중" = "정상"\n', "", ["status.추진중 = '정상'", "정상추진"]),
        ('[fund_source]\n"시비" = "지방비"\n', "", ["fund_source.시비 = '지방비'", "시도비"]),
        ('[period]\n"올해" = "24"\n', "", ["period.올해 = '24'"]),
        ('[bool]\n"유" = "그럼"\n', "", ["bool.유 = '그럼'"]),
        ('[fund_source_label]\n"시비" = "시도비"\n', "", ["fund_source_label.시비", "모르는 키"]),
        ('[amounts]\nsecured = ["확보"]\n', "", ["amounts.secured = '확보'", "확정"]),
        ('[amounts]\nplanned = ["확정"]\n', "", ["amounts.planned", "모르는 키"]),
        ('[headline]\nmeasure = "best"\n', "", ["headline.measure = 'best'", "mean_progress"]),
        ('[file."a.csv"]\nheader_row = 0\n', "", ["file.a.csv.header_row = 0", "1부터"]),
        ('[file."a.csv"]\nencoding = "utf8mb4"\n', "", ["file.a.csv.encoding = 'utf8mb4'"]),
        ('[file."a.csv"]\ndelimiter = "."\n', "", ["file.a.csv.delimiter = '.'"]),
        (
            '[[area]]\nsql = "SELECT 1"\ncolumns = { colour = "c" }\n',
            "",
            ["area[1].columns.colour", "모르는"],
        ),
        ('[[area]]\nsql = "SELECT 1"\nconstants = { id = [1] }\n', "", ["area[1].constants.id = [1]"]),
        ('[[area]]\nsql = "SELECT 1"\nwhere = "x"\n', "", ["area[1].where", "모르는 키"]),
        ('[[area]]\nsql = "SELECT 1"\nunit = "달러"\n', "", ["area[1].unit = '달러'"]),
        ('[[area]]\nsql = "SELECT 1"\npercent = "10"\n', "", ["area[1].percent = '10'"]),
        ("[[area]]\n", "", ["area[1].sql = None", "반드시"]),
        ('[[area]]\nsql = "DELETE FROM area"\n', "", ["area[1].sql", "DELETE", "SELECT"]),
        ('[[area]]\nsql = "SELECT 1; SELECT 2"\n', "", ["area[1].sql", "하나여야"]),
        ('[[area]]\nsql = "SELECT * FROM a WHERE d = :as_of"\n', "", ["area", ":as_of", "dates"]),
        (
            '[[area]]\nsql = "SELECT 1"\ncolumns = { id = "a" }\nconstants = { id = "b" }\n',
            "",
            ["area[1].constants.id = 'b'", "두 곳"],
        ),
        ('[area]\nsql = "SELECT 1"\n', "", ["area", "[[area]]"]),
    ],
)
def test_a_mistake_is_one_sentence_with_file_key_and_value(
    tmp_path: Path, text: str, source: str, words: list[str]
) -> None:
    path = mapping_file(tmp_path, text + PROJECT, source)

    with pytest.raises(MappingError) as caught:
        load_mapping(path)

    sentence = str(caught.value)
    assert sentence.startswith("city.toml: ")
    assert sentence.endswith(".")
    assert "\n" not in sentence
    assert all(word in sentence for word in words), sentence


def test_tables_of_projects_need_the_projects(tmp_path: Path) -> None:
    with pytest.raises(MappingError, match=r"\[\[project\]\]가 있어야 함"):
        mapping_of(tmp_path, '[[stage]]\nsql = "SELECT 1"\n')
    with pytest.raises(MappingError, match="하나도 없음"):
        mapping_of(tmp_path, "")


def test_a_file_that_is_no_mapping_is_one_sentence_too(tmp_path: Path) -> None:
    path = tmp_path / "city.toml"
    with pytest.raises(MappingError, match="열 수 없음"):
        load_mapping(path)
    path.write_bytes("라벨 = '시'".encode("cp949"))
    with pytest.raises(MappingError, match="UTF-8"):
        load_mapping(path)
    path.write_text("[source", encoding="utf-8")
    with pytest.raises(MappingError, match="TOML"):
        load_mapping(path)


def test_a_mapping_says_which_fields_are_internal(tmp_path: Path) -> None:
    graded = (
        '[grades]\ninternal = ["plan_fund.amount", "status_report.issue"]\non_wall = ["plan_fund.amount"]\n'
    )

    grades = mapping_of(tmp_path, graded + PROJECT).grades

    assert grades.internal == {"plan_fund.amount", "status_report.issue"}
    assert grades.on_wall == {"plan_fund.amount"}


def test_what_is_read_from_the_text_of_an_internal_field_is_internal_with_it(tmp_path: Path) -> None:
    """Else a hidden end is told by "계속", a hidden status by the city's own word."""
    graded = (
        '[grades]\ninternal = ["stage_plan.end", "status_report.status", "project.starts_precision"]\n'
        'on_wall = ["stage_plan.end"]\n'
    )

    grades = mapping_of(tmp_path, graded + PROJECT).grades

    assert grades.internal == {
        *("stage_plan.end", "stage_plan.end_precision", "project.starts_precision"),
        *("status_report.status", "status_report.status_word"),
    }
    assert grades.on_wall == {"stage_plan.end", "stage_plan.end_precision"}


def test_a_field_on_the_wall_takes_none_there_that_is_said_to_be_internal(tmp_path: Path) -> None:
    both = '"status_report.status", "status_report.status_word"'
    graded = f'[grades]\ninternal = [{both}]\non_wall = ["status_report.status"]\n'

    assert mapping_of(tmp_path, graded + PROJECT).grades.on_wall == {"status_report.status"}


@pytest.mark.parametrize(
    "wrong",
    [
        "observation.value",
        "event.text",
        "project.id",
        "project.name",
        "plan_fund.source",
        "plan_fund",
        "plan_fund.nothing",
        "nothing.amount",
        "",
    ],
)
def test_a_field_that_every_row_needs_cannot_be_internal(tmp_path: Path, wrong: str) -> None:
    with pytest.raises(MappingError, match="내부로 정할 수 없는 항목"):
        mapping_of(tmp_path, f'[grades]\ninternal = ["{wrong}"]\n{PROJECT}')


def test_what_is_shown_on_the_wall_must_be_internal_first(tmp_path: Path) -> None:
    with pytest.raises(MappingError, match="없는 항목"):
        mapping_of(tmp_path, f'[grades]\non_wall = ["plan_fund.amount"]\n{PROJECT}')
