"""A mapping file: how one city's database gives the canonical tables. Read strictly, in full, or not at all."""

import tomllib
from collections.abc import Collection, Mapping
from dataclasses import MISSING, dataclass, field, fields
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType
from typing import TypeVar

from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

from dashboard.domain import vocabulary as ours
from dashboard.domain.access import NOTHING_INTERNAL, Grades
from dashboard.domain.words import KOREAN, Words
from db.sources.dates import EXCEL
from db.sources.fields import parse_flag, squeezed
from db.sources.money import EXPONENTS, PLAIN_UNITS, WON, WON_UNITS, MoneyUnit, money_unit
from db.sources.section import MappingError, Section
from db.sources.sql import is_reading, looks_like_sql, uses_as_of
from db.sources.tables import PUBLISHED_TABLES, TABLES

__all__ = ["NO_STATUS", "FileOptions", "MappingError", "Query", "SourceMapping", "load_mapping"]

Word = TypeVar("Word", bound=StrEnum)

NO_STATUS = ""
"""Target of a word that is known to say nothing about the official status (a phase of works)."""

GROUPS: Mapping[str, type[StrEnum] | None] = MappingProxyType(
    {
        "status": ours.Status,
        "fund_source": ours.FundSource,
        "fund_stage": ours.FundStage,
        "period": ours.Period,
        "stage_kind": ours.StageKind,
        "role": ours.Role,
        "novelty": ours.Novelty,
        "completion": ours.Completion,
        "plan_kind": ours.PlanKind,
        "precision": ours.Precision,
        "bool": None,
    }
)
HEADLINES = ("mean_progress", "completion", "budget_weighted")
ENCODINGS = ("utf-8", "utf-8-sig", "cp949", "euc-kr", "utf-16", "utf-16-le", "utf-16-be", "latin-1")
DELIMITERS = (",", ";", "\t", "|")

_SOURCE_KEYS = {
    *("id", "label", "url", "folder", "period_seconds", "deadline_seconds", "demo", "city", "currency"),
    *("unit", "date_formats", "basis_date", "dates", "today"),
}
_QUERY_KEYS = {"sql", "columns", "constants", "unit", "percent"}
_NO_ENVIRONMENT: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Query:
    """One SELECT for one canonical table. `columns`: canonical name = column of the query.

    Progress columns hold percents (`percent` 100) or shares (1).
    """

    table: str
    sql: str
    unit: MoneyUnit
    columns: Mapping[str, str] = field(default_factory=dict)
    constants: Mapping[str, str] = field(default_factory=dict)
    percent: int = 100


@dataclass(frozen=True, slots=True)
class FileOptions:
    """How to read one file of a folder; None is found out from the file. `header_row` counts from 1."""

    header_row: int | None = None
    encoding: str | None = None
    delimiter: str | None = None


@dataclass(frozen=True, slots=True)
class SourceMapping:
    """A whole mapping file, checked. Exactly one of `url` and `folder` is set.

    `basis_date`, `dates` and `today` are SQL; `basis_date` and `today` may be literal dates instead.
    `words`: group -> the city's word -> ours, as text. `language` is how people are told what happens
    while the source is read. `document_hosts` are the hosts whose documents are links. Plain data that
    can be sent to another process.
    """

    path: Path
    id: str
    label: str
    queries: Mapping[str, tuple[Query, ...]]
    url: str | None = field(default=None, repr=False)
    folder: Path | None = None
    files: Mapping[str, FileOptions] = field(default_factory=dict)
    period_seconds: float = 60.0
    deadline_seconds: float = 20.0
    demo: bool = False
    city: str | None = None
    currency: str = "KRW"
    exponent: int = 0
    date_formats: tuple[str, ...] = ()
    basis_date: str | None = None
    dates: str | None = None
    today: str | None = None
    headline: str = "mean_progress"
    headline_name: str = KOREAN.progress_default
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    fund_source_labels: Mapping[ours.FundSource, str] = field(default_factory=dict)
    status_labels: Mapping[ours.Status, str] = field(default_factory=dict)
    secured_stages: tuple[ours.FundStage, ...] = (ours.FundStage.SECURED,)
    executed_stages: tuple[ours.FundStage, ...] = (ours.FundStage.EXECUTED,)
    document_hosts: tuple[str, ...] = ()
    grades: Grades = NOTHING_INTERNAL
    language: Words = KOREAN


def load_mapping(
    path: Path, environment: Mapping[str, str] = _NO_ENVIRONMENT, language: Words = KOREAN
) -> SourceMapping:
    """Read and check a mapping file; `${NAME}` in [source] comes from `environment`.

    Raises MappingError with one sentence that names the file, the key and the value.
    """
    document = Section(path, "", _document(path, language), language)
    document.only(
        {"source", "headline", "amounts", "file", "documents", "grades", *_LABELS, *GROUPS, *TABLES}
    )
    source = document.section("source").with_environment(environment)
    source.only(_SOURCE_KEYS)
    headline, amounts = document.section("headline"), document.section("amounts")
    documents = document.section("documents")
    documents.only({"hosts"})
    headline.only({"measure", "name"})
    amounts.only({"secured", "executed"})
    currency = source.choice("currency", EXPONENTS, "KRW")
    dates = _sql(source, "dates") if source.text("dates") else None
    return SourceMapping(
        path=path,
        id=source.required("id"),
        label=source.required("label"),
        queries=_queries(document, currency, _unit(source, currency, None), dates is not None),
        url=_url(source),
        folder=_folder(source),
        files=_files(document),
        period_seconds=source.seconds("period_seconds", 60.0),
        deadline_seconds=source.seconds("deadline_seconds", 20.0),
        demo=source.flag("demo"),
        city=source.text("city"),
        currency=currency,
        exponent=EXPONENTS[currency],
        date_formats=_date_formats(source),
        basis_date=_sql_or_literal(source, "basis_date"),
        dates=dates,
        today=_sql_or_literal(source, "today"),
        headline=headline.choice("measure", HEADLINES, HEADLINES[0]),
        headline_name=headline.text("name") or language.progress_default,
        words={group: _words(document.section(group), kind) for group, kind in GROUPS.items()},
        fund_source_labels=_labels(document.section("fund_source_label"), ours.FundSource),
        status_labels=_labels(document.section("status_label"), ours.Status),
        secured_stages=_stages(amounts, "secured", ours.FundStage.SECURED),
        executed_stages=_stages(amounts, "executed", ours.FundStage.EXECUTED),
        document_hosts=documents.texts("hosts") or (),
        grades=_grades(document.section("grades")),
        language=language,
    )


_LABELS = ("fund_source_label", "status_label")


def _document(path: Path, words: Words) -> dict[str, object]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise MappingError(f"{path.name}: {_why_unread(path, error, words)}.") from error


def _why_unread(path: Path, error: OSError | ValueError, words: Words) -> str:
    if isinstance(error, OSError):
        return words.mapping_not_opened.format(cause=error.strerror, path=path)
    if isinstance(error, UnicodeDecodeError):
        return words.mapping_not_utf8.format(place=error.start)
    return words.mapping_not_toml.format(cause=error)


def _url(source: Section) -> str | None:
    url, folder = source.text("url"), source.text("folder")
    if (url is None) == (folder is None):
        source.fail("url", url, source.words.mapping_url_or_folder)
    try:
        make_url(url or "sqlite://")
    except (ArgumentError, ValueError):
        source.fail("url", url, source.words.mapping_not_url)
    return url


def _folder(source: Section) -> Path | None:
    folder = source.text("folder")
    return None if folder is None else source.path.parent / folder


def _date_formats(source: Section) -> tuple[str, ...]:
    formats = source.texts("date_formats") or ()
    for shape in formats:
        try:
            valid = shape == EXCEL or ("%" in shape and datetime.strptime(_EXAMPLE.strftime(shape), shape))
        except ValueError:
            valid = False
        if not valid:
            source.fail("date_formats", shape, source.words.mapping_not_date_format)
    return formats


_EXAMPLE = datetime(2024, 11, 22, 13, 14, 15)


def _sql(section: Section, key: str) -> str:
    sql = section.required(key)
    if not is_reading(sql):
        section.fail(key, sql, section.words.mapping_not_reading)
    return sql


def _sql_or_literal(section: Section, key: str) -> str | None:
    literal = section.literal(key)
    return _sql(section, key) if literal and looks_like_sql(literal) else literal


def _unit(section: Section, currency: str, default: MoneyUnit | None) -> MoneyUnit:
    name = section.text("unit")
    if name is None and default is not None:
        return default
    unit = money_unit(currency, name or (WON if currency == "KRW" else "1"))
    if unit is None:
        allowed = {**WON_UNITS, **PLAIN_UNITS} if currency == "KRW" else PLAIN_UNITS
        why = section.words.mapping_unit.format(currency=currency, allowed=", ".join(allowed))
        section.fail("unit", name, why)
    return unit


def _queries(
    document: Section, currency: str, unit: MoneyUnit, dated: bool
) -> Mapping[str, tuple[Query, ...]]:
    queries = {
        table: tuple(_query(table, entry, currency, unit) for entry in document.sections(table))
        for table in TABLES
        if table in document.values
    }
    if not queries:
        document.fail("", sorted(document.values), document.words.mapping_no_table)
    for table, asked in queries.items():
        for query in asked:
            if uses_as_of(query.sql) and not dated:
                document.fail(table, query.sql, document.words.mapping_needs_dates)
        for reference in TABLES[table].references:
            is_here = not reference.elsewhere
            if is_here and reference.table == "project" and "project" not in queries:
                document.fail(table, reference.table, document.words.mapping_needs_project)
    return queries


def _query(table: str, entry: Section, currency: str, unit: MoneyUnit) -> Query:
    entry.only(_QUERY_KEYS)
    columns, constants = entry.section("columns"), entry.section("constants")
    for part in (columns, constants):
        part.only(TABLES[table].columns)
    for name in columns.values.keys() & constants.values.keys():
        constants.fail(name, constants.values[name], constants.words.mapping_column_twice)
    percent = str(entry.values.get("percent", "100"))
    if percent not in {"100", "1"}:
        entry.fail("percent", percent, entry.words.mapping_percent)
    return Query(
        table=table,
        sql=_sql(entry, "sql"),
        unit=_unit(entry, currency, unit),
        columns={name: squeezed(column) for name, column in columns.pairs().items()},
        constants=constants.pairs(),
        percent=int(percent),
    )


def _words(section: Section, kind: type[StrEnum] | None) -> Mapping[str, str]:
    words: dict[str, str] = {}
    for word, target in section.pairs().items():
        if not _is_target(section.name, kind, target):
            allowed = "true, false" if kind is None else ", ".join(kind)
            section.fail(word, target, section.words.mapping_choice.format(allowed=allowed))
        words[squeezed(word)] = target
    return words


def _is_target(group: str, kind: type[StrEnum] | None, target: str) -> bool:
    if kind is None:
        return parse_flag(target).value is not None
    if group == "period" and len(target) == 4 and target.isascii() and target.isdigit():
        return True
    return target in set(kind) or (group == "status" and target == NO_STATUS)


def _labels(section: Section, kind: type[Word]) -> Mapping[Word, str]:
    section.only([str(word) for word in kind])
    return {kind(word): label for word, label in section.pairs().items()}


def _stages(amounts: Section, key: str, default: ours.FundStage) -> tuple[ours.FundStage, ...]:
    stages = amounts.texts(key)
    for stage in stages or ():
        if stage not in set(ours.FundStage):
            amounts.fail(key, stage, amounts.words.mapping_choice.format(allowed=", ".join(ours.FundStage)))
    return tuple(ours.FundStage(stage) for stage in stages) if stages is not None else (default,)


def _grades(section: Section) -> Grades:
    """Which fields are internal. A key, or a field that every row has, cannot be: its rows hang on it."""
    section.only({"internal", "on_wall"})
    internal, on_wall = (section.texts(key) or () for key in ("internal", "on_wall"))
    for name in internal:
        table, _, column = name.partition(".")
        if not _may_be_hidden(table, column):
            section.fail("internal", name, section.words.mapping_not_graded)
    for name in on_wall:
        if name not in internal:
            section.fail("on_wall", name, section.words.mapping_not_internal)
    shown = {*on_wall, *(name for name in _read_with(on_wall) if name not in internal)}
    return Grades(frozenset({*internal, *_read_with(internal)}), frozenset(shown))


def _read_with(names: Collection[str]) -> set[str]:
    """What is read from the same texts as the fields of these names: it is as open as they are."""
    parted = (name.split(".") for name in names)
    return {f"{table}.{other}" for table, column in parted for other in TABLES[table].read_with(column)}


def _may_be_hidden(table: str, column: str) -> bool:
    known = TABLES.get(table)
    if known is None or column not in known.columns or table in PUBLISHED_TABLES:
        return False
    default = {part.name: part.default for part in fields(known.record)}.get(column, MISSING)
    return default is None


def _files(document: Section) -> Mapping[str, FileOptions]:
    files = document.section("file")
    options = {}
    for name in files.values:
        entry = files.section(name)
        entry.only({"header_row", "encoding", "delimiter"})
        delimiter = entry.values.get("delimiter")
        if delimiter is not None and delimiter not in DELIMITERS:
            entry.fail("delimiter", delimiter, entry.words.mapping_delimiter)
        encoding = entry.choice("encoding", ENCODINGS, ENCODINGS[0]) if "encoding" in entry.values else None
        options[squeezed(name)] = FileOptions(
            entry.row_number("header_row"), encoding, delimiter if isinstance(delimiter, str) else None
        )
    return options
