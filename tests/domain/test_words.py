"""Words on screen: dates as in papers, and a city's own words in their place."""

import inspect
import pickle
from collections import Counter
from datetime import UTC, date, datetime
from pathlib import Path
from string import Formatter

import pytest

from dashboard.domain.vocabulary import FundSource, FundStage, Precision, Reason, StageKind
from dashboard.domain.words import KOREAN, Words, WordsError, date_text, load_words, signed_days, time_text
from db.sources.dates import EARLIEST_YEAR, LATEST_YEAR
from db.sources.fields import TEXT_LIMIT
from db.sources.rows import KEY_LIMIT


def words_file(folder: Path, text: str) -> Path:
    path = folder / "words.toml"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("precision", "text"),
    [
        (None, "2026. 11. 22."),
        (Precision.DAY, "2026. 11. 22."),
        (Precision.MONTH, "2026. 11."),
        (Precision.QUARTER, "2026년 4분기"),
        (Precision.HALF, "2026년 하반기"),
        (Precision.YEAR, "2026년"),
        (Precision.OPEN, "계속"),
    ],
)
def test_a_date_is_written_as_in_papers_and_no_finer_than_it_is_known(
    precision: Precision | None, text: str
) -> None:
    assert date_text(KOREAN, date(2026, 11, 22), precision) == text


def test_what_goes_on_needs_no_date_and_what_is_unknown_says_so() -> None:
    assert date_text(KOREAN, None, Precision.OPEN) == "계속"
    assert date_text(KOREAN, None) == "자료 없음"


def test_times_are_korean_times() -> None:
    assert time_text(KOREAN, datetime(2025, 1, 1, 15, 5, tzinfo=UTC)) == "2025. 1. 2. 00:05"
    assert time_text(KOREAN, None) == "자료 없음"


@pytest.mark.parametrize(
    ("days", "text"), [(183, "+183일"), (-3, "-3일"), (0, "0일"), (1200, "+1,200일"), (None, "–")]
)
def test_a_slip_carries_its_sign(days: int | None, text: str) -> None:
    assert signed_days(KOREAN, days) == text


def test_a_city_replaces_single_words_and_keeps_the_rest(tmp_path: Path) -> None:
    path = words_file(tmp_path, 'brand = "공약 상황실"\n[fund_sources]\n"시도비" = "시비"\n')

    words = load_words(path)

    assert (words.brand, words.missing) == ("공약 상황실", KOREAN.missing)
    assert (words.fund_sources["시도비"], words.fund_sources["국비"]) == ("시비", "국비")


def test_a_city_may_write_dates_its_own_way(tmp_path: Path) -> None:
    words = load_words(words_file(tmp_path, 'date_day = "{day}/{month}/{year}"'))

    assert date_text(words, date(2026, 11, 22)) == "22/11/2026"


def test_our_own_places_may_keep_or_drop_their_form(tmp_path: Path) -> None:
    words = load_words(words_file(tmp_path, 'date_time = "{date} {hour}h{minute:02d}"'))

    assert time_text(words, datetime(2025, 1, 1, 0, 5, tzinfo=UTC)) == "2025. 1. 1. 9h05"


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ('brnad = "x"', "brnad"),
        ("brand = 3", "brand"),
        ('fund_sources = "x"', "fund_sources"),
        ('[fund_sources]\n"시비" = "x"', "fund_sources.시비"),
        ('days = "{count}일"', "{count}"),
        ('[reasons]\nfile_not_csv = "{colour}"', "reasons.file_not_csv"),
        ('[reasons]\nnot_a_date = "no date: {raw}"', "{raw}"),
        ('days = "{n!r}일"', "{n:!r}"),
        ('days = "{n.__class__}일"', "{n.__class__}"),
        ('days = "{n:>999999999}일"', "{n:>999999999}"),
        ('days = "{n일"', "days"),
        ("days = ", "words.toml"),
    ],
)
def test_a_word_that_cannot_be_used_is_named(tmp_path: Path, text: str, named: str) -> None:
    with pytest.raises(WordsError) as error:
        load_words(words_file(tmp_path, text))

    assert named in str(error.value)


def test_without_a_file_the_words_are_ours() -> None:
    assert load_words(None) is KOREAN


def test_words_arrive_in_another_process_as_they_are(tmp_path: Path) -> None:
    words = load_words(words_file(tmp_path, '[reasons]\nnot_a_date = "not a date"'))

    arrived = pickle.loads(pickle.dumps(words))

    assert arrived == words
    with pytest.raises(TypeError):
        arrived.reasons["not_a_date"] = "x"


def test_the_limits_that_reasons_name_are_those_of_the_readers() -> None:
    years = f"{EARLIEST_YEAR}~{LATEST_YEAR}"

    assert f"{TEXT_LIMIT:,}" in KOREAN.reasons[Reason.CLIPPED]
    assert str(KEY_LIMIT) in KOREAN.reasons[Reason.KEY_TOO_LONG]
    assert years in KOREAN.reasons[Reason.YEAR_OUT_OF_RANGE]


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(WordsError, match="nowhere"):
        load_words(tmp_path / "nowhere.toml")


def test_every_closed_set_that_is_shown_has_words() -> None:
    assert set(KOREAN.fund_sources) == {source.value for source in FundSource}
    assert set(KOREAN.stage_kinds) == {kind.value for kind in StageKind}
    assert set(KOREAN.reasons) == {reason.value for reason in Reason}


def test_the_words_of_the_house_are_those_agreed() -> None:
    """DOMAIN.md "Words on screen": the agreed words, and the ones that must not stand in their place."""
    texts = [value for value in vars(KOREAN).values() if isinstance(value, str)]
    texts += [
        text for value in vars(KOREAN).values() if not isinstance(value, str) for text in value.values()
    ]

    assert texts
    for agreed in (
        "반영 제외",
        "수신",
        "자료 기준일",
        "확보율(임기내)",
        "시연용 자료: 실제 사업·금액과 무관",
    ):
        assert agreed in texts
    assert not [text for text in texts if "▲" in text or text == "확보율"]
    assert {text.removesuffix(" {age}") for text in texts if "지연" in text} == {"수신 지연"}
    assert {*KOREAN.freshness.values()} == {"최신", "수신 지연", "장기 미수신", "수신 전", "시계 이상"}


def test_every_text_can_be_filled() -> None:
    values = vars(KOREAN).values()
    texts = [value for value in values if isinstance(value, str)]
    texts += [text for value in values if not isinstance(value, str) for text in value.values()]

    places = {name for text in texts for _, name, _, _ in Formatter().parse(text) if name is not None}

    assert places
    assert all(name.isidentifier() for name in places)


def test_stages_of_money_are_spelled_like_the_vocabulary() -> None:
    assert FundStage.SECURED.value == "확정"


def test_every_word_is_spelled_in_one_place() -> None:
    """One of two fields of a name would be overridden, and nobody would be told."""
    spelled = Counter(name for part in Words.__mro__ for name in inspect.get_annotations(part))

    assert {name for name, count in spelled.items() if count > 1} == set()
    assert len(spelled) > 1000
