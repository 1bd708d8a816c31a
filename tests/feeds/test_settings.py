"""The file of feed settings: every complaint is one sentence that names the file, the key and the value."""

import re
from pathlib import Path

import pytest

from db.feeds.registry import FEEDS
from db.feeds.settings import FeedSettings, load_feed_settings
from db.sources.section import MappingError
from tests.support.source import ROOT

EXAMPLE = ROOT / "mappings" / "feeds.toml"
KEYS = dict.fromkeys(
    ("DATA_GO_KR_KEY", "SAFETYDATA_KEY", "KOSIS_KEY", "TASHU_TOKEN", "UTIC_KEY", "EX_KEY"), "some-key"
)


def load(tmp_path: Path, text: str, **environment: str) -> FeedSettings:
    path = tmp_path / "feeds.toml"
    path.write_text(text, encoding="utf-8")
    return load_feed_settings(path, environment)


def test_the_example_says_what_is_the_default_and_nothing_else() -> None:
    loaded = load_feed_settings(EXAMPLE, KEYS)

    assert set(loaded.feeds) == set(FEEDS) - {"its"}
    for id_, settings in loaded.feeds.items():
        defaults = FEEDS[id_].defaults
        assert (settings.base, settings.seconds, settings.quota) == (
            defaults.base,
            defaults.seconds,
            defaults.quota,
        )
        assert dict(settings.options) == dict(defaults.options)


def test_the_example_documents_every_feed_and_every_option() -> None:
    text = EXAMPLE.read_text(encoding="utf-8")

    for feed in FEEDS.values():
        assert f"[{feed.id}]" in text
        part = re.search(rf"\[{feed.id}\.options\](.*?)(?=\n\[|\Z)", text, re.DOTALL)
        documented = set(re.findall(r"^(\w+) = ", part[1], re.MULTILINE)) if part else set()
        assert documented == set(dict(feed.defaults.options))


def test_a_key_comes_from_the_environment_and_is_not_shown(tmp_path: Path) -> None:
    loaded = load(tmp_path, '[airkorea]\nkey = "${AIR}"', AIR="very-secret")

    assert loaded.feeds["airkorea"].key == "very-secret"
    assert "very-secret" not in repr(loaded)


def test_a_feed_that_is_not_named_or_off_is_not_asked(tmp_path: Path) -> None:
    assert load(tmp_path, "").feeds == {}
    assert load(tmp_path, '[tashu]\non = false\nkey = "${NOWHERE}"').feeds == {}


def test_everything_may_be_replaced(tmp_path: Path) -> None:
    text = '[kma_now]\nbase = "http://10.0.0.5:81/api/"\nseconds = 30\nquota = 7\n[kma_now.options]\nnx = 60'
    settings = load(tmp_path, text).feeds["kma_now"]

    assert (settings.base, settings.seconds, settings.quota) == ("http://10.0.0.5:81/api", 30, 7)
    assert (settings.option("nx"), settings.option("ny")) == ("60", "100")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[airkoera]", "혹시 airkorea?"),
        ('[airkorea]\nbse = "x"', "혹시 base?"),
        ("[kma_now.options]\nnxx = 1", "혹시 nx?"),
        ("[collect]\ncafile = 'x'", "혹시 ca_file?"),
        ('[airkorea]\nbase = "ftp://x"', "http 또는 https"),
        ('[airkorea]\nbase = "http://user:pass@x"', "http 또는 https"),
        ('[airkorea]\nbase = "http://x:99999999"', "http 또는 https"),
        ("[airkorea]\nquota = 0", "1 이상"),
        ("[airkorea]\nquota = true", "1 이상"),
        ("[airkorea]\nseconds = -1", "0보다 큰"),
        ("[airkorea]\nkey = 3", "값은 보이지 않음"),
        ('[airkorea]\nkey = "${NOWHERE}"', "환경 변수 NOWHERE"),
        ("[airkorea]\non = 'yes'", "true 또는 false"),
        ("airkorea = 3", "표(table)"),
        ("[kosis.options]\nmonths = 'x'", "options 값을 읽을 수 없음"),
        ("[its.options]\nbox = '1 2'", "options 값을 읽을 수 없음"),
        ("[collect]\nca_file = 'nowhere.pem'", "인증 기관 파일이 없음"),
        ("[its]\n[daejeon_traffic]", "off로 적어야"),
        ("[airkorea", "TOML 문법"),
    ],
)
def test_a_setting_that_cannot_be_used_is_named(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(MappingError, match=re.escape(said)) as caught:
        load(tmp_path, text)

    assert str(caught.value).startswith("feeds.toml: ")
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("key", ["세글자", "two words", "a\nb"])
def test_a_key_that_no_header_takes_is_refused_without_showing_it(tmp_path: Path, key: str) -> None:
    with pytest.raises(MappingError) as caught:
        load(tmp_path, '[tashu]\nkey = "${K}"', K=key)

    assert key not in str(caught.value)


def test_a_misspelt_key_does_not_show_its_value(tmp_path: Path) -> None:
    with pytest.raises(MappingError) as caught:
        load(tmp_path, '[tashu]\nserviceKey = "very-secret"')

    assert "very-secret" not in str(caught.value)


def test_a_ca_file_stands_beside_the_settings(tmp_path: Path) -> None:
    (tmp_path / "city.pem").write_text("x", encoding="utf-8")

    assert load(tmp_path, '[collect]\nca_file = "city.pem"').ca_file == tmp_path / "city.pem"


def test_its_and_the_citys_own_traffic_go_together_when_one_leaves_the_city_to_the_other(
    tmp_path: Path,
) -> None:
    text = '[daejeon_traffic]\n[its.options]\ncity = "off"'

    assert set(load(tmp_path, text).feeds) == {"daejeon_traffic", "its"}
