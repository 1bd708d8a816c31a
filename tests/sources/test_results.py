"""성과지표 with their yearly values and documents of a city: read, checked, set aside."""

from datetime import date
from pathlib import Path

import pytest

from dashboard.domain.records import Document, IndicatorValue, ProjectIndicator
from dashboard.domain.vocabulary import Reason
from dashboard.domain.words import KOREAN
from db.sources.batch import Batch
from db.sources.mapping import MappingError
from db.sources.reader import QueryResult
from db.sources.validate import validate
from tests.sources.builders import mapping_of, raw_read, result, table_query

PROJECTS = result("id name", ["p1", "사업"])
INDICATORS = result(
    "project_id key name unit lower_is_better indicator_id",
    ["p1", "1", "이용객", "명", "N", None],
    ["p1", "2", None, None, "Y", "TR02"],
)


def batch_of(folder: Path, **results: QueryResult) -> Batch:
    tables = {"project": PROJECTS, "project_indicator": INDICATORS, **results}
    text = "".join(table_query(table) for table in tables)
    return validate(raw_read(tables), mapping_of(folder, text))


def test_an_indicator_without_a_name_is_called_by_its_key_and_an_unknown_statistic_is_lost(
    tmp_path: Path,
) -> None:
    batch = batch_of(tmp_path)

    assert batch.tables["project_indicator"].records == (
        ProjectIndicator("p1", "1", "이용객", "명", lower_is_better=False),
        ProjectIndicator("p1", "2", "2", None, lower_is_better=True, unread=(("indicator_id", "TR02"),)),
    )
    assert KOREAN.reasons[Reason.NOT_LISTED] in [found.reason for found in batch.findings.unread]


def test_values_are_years_and_one_of_an_unknown_indicator_or_without_a_year_is_set_aside(
    tmp_path: Path,
) -> None:
    batch = batch_of(
        tmp_path,
        indicator_value=result(
            "project_id key year target actual as_of",
            ["p1", "1", "2024", "1,000", "98.5", "2024-12-31"],
            ["p1", "1", "2025", "1200", "많음", None],
            ["p1", "9", "2024", "1", "1", None],
            ["p1", "1", "언젠가", "1", "1", None],
            ["p1", "1", "2024", "2", "2", None],
        ),
    )

    assert batch.tables["indicator_value"].records == (
        IndicatorValue("p1", "1", 2024, 1000, 98.5, date(2024, 12, 31)),
        IndicatorValue("p1", "1", 2025, 1200, None, unread=(("actual", "많음"),)),
    )
    assert len([lost for lost in batch.findings.set_aside if lost.table == "indicator_value"]) == 3


def test_a_document_keeps_its_address_as_written_whatever_it_is(tmp_path: Path) -> None:
    batch = batch_of(
        tmp_path,
        document=result(
            "project_id key title url kind dated",
            ["p1", "1", "계획서", "javascript:alert(1)", "문서", "2024-05-01"],
            ["p1", "2", None, "https://city.example.test/2", None, None],
            ["p9", "1", "남의 것", "https://city.example.test/3", None, None],
        ),
    )

    assert batch.tables["document"].records == (
        Document("p1", "1", "계획서", "javascript:alert(1)", "문서", date(2024, 5, 1)),
        Document("p1", "2", "https://city.example.test/2", "https://city.example.test/2"),
    )


def test_the_mapping_names_the_hosts_of_documents(tmp_path: Path) -> None:
    text = table_query("project") + '[documents]\nhosts = ["city.example.test"]\n'

    assert mapping_of(tmp_path, text).document_hosts == ("city.example.test",)
    with pytest.raises(MappingError, match="hosts"):
        mapping_of(tmp_path, table_query("project") + '[documents]\nhosts = "city.example.test"\n')
