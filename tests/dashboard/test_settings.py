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
