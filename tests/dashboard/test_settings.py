"""Settings are read once, and what cannot be read is named in one sentence."""

import pytest

from dashboard import settings as configuration
from dashboard.settings import SETTINGS, SettingsError


def test_without_an_environment_every_setting_has_its_default() -> None:
    loaded = configuration.load({})

    assert loaded.port == 8050
    assert loaded.host == "127.0.0.1"
    assert loaded.today is None
    assert loaded.store.startswith("sqlite:///")


@pytest.mark.parametrize(
    ("name", "text"),
    [("PORT", "eighty"), ("PORT", "0"), ("THEME", "blue"), ("TODAY", "2025. 1. 2."), ("DEMO", "yes"),
     ("POLL_SECONDS", "-1"), ("POLL_SECONDS", "nan"), ("KEEP_RUNS_DAYS", "0")],
)  # fmt: skip
def test_a_value_that_cannot_be_read_is_named_with_its_meaning(name: str, text: str) -> None:
    meaning = next(setting.meaning for setting in SETTINGS if setting.name == name)

    with pytest.raises(SettingsError) as error:
        configuration.load({name: text})

    assert name in str(error.value)
    assert text in str(error.value)
    assert meaning in str(error.value)


def test_a_secret_is_in_no_sentence_and_no_representation() -> None:
    with pytest.raises(SettingsError) as caught:
        configuration.load({"BUNDLE_KEY": "much too short"})
    assert "much too short" not in str(caught.value)
    assert "BUNDLE_KEY" in str(caught.value)

    settings = configuration.load({"BUNDLE_KEY": "long enough to be a secret of ours"})
    assert settings.bundle_key == b"long enough to be a secret of ours"
    assert "long enough" not in repr(settings)


def test_days_for_which_values_are_kept_are_read_by_name() -> None:
    settings = configuration.load({"KEEP_OBSERVATIONS_DAYS": "default=3650, traffic.speed = 400"})

    assert settings.keep_observations_days == {"default": 3650, "traffic.speed": 400}
    assert configuration.load({}).keep_observations_days == {}


@pytest.mark.parametrize("text", ["400", "default=0", "default=x", "=400", "a=1, a=2"])
def test_days_that_mean_nothing_stop_the_start(text: str) -> None:
    with pytest.raises(SettingsError, match="KEEP_OBSERVATIONS_DAYS"):
        configuration.load({"KEEP_OBSERVATIONS_DAYS": text})


@pytest.mark.parametrize("zone", ["인터넷", "Zone", "a b", "../up"])
def test_a_zone_whose_name_cannot_stand_in_a_file_is_refused(zone: str) -> None:
    with pytest.raises(SettingsError, match="ZONE"):
        configuration.load({"ZONE": zone})
