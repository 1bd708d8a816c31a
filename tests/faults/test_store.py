"""F22: a store of which single bytes are not what they were."""

import random
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy.exc import SQLAlchemyError

from dashboard.domain.moments import SavedView
from dashboard.house import House, open_house, utc_now
from dashboard.settings import load
from db import notes
from db.content import StoreDamaged
from db.store import StoreIsNewer
from tests.conftest import IS_PROOF
from tests.faults.town import checksum
from tests.support.city import City
from tests.support.waiting import until

FLIPS = 500 if IS_PROOF else 40


@dataclass(frozen=True)
class Good:
    """A store as it was closed, and what a room shows of it."""

    path: Path
    city: City
    environment: dict[str, str]
    shown: str
    facts: str


def house_of(environment: dict[str, str]) -> House:
    return open_house(load(environment), environment)


@pytest.fixture
def good(tmp_path: Path) -> Good:
    city = City(tmp_path)
    environment = {"MAPPINGS": str(city.mapping_path), "DATA_DIR": str(tmp_path)}
    house = house_of(environment)
    for number in range(3):
        city.run("UPDATE money SET amount = ?", (str(1234 + number),))
        city.run("UPDATE step SET planned_end = ? WHERE step = '착공'", (f"2025-06-{10 + number}",))
        house.refreshes[0].run()
    notes.save_view(house.store, SavedView("보기", "/projects"), utc_now())
    house.room.reload()
    shown, facts = checksum(house.store), facts_of(house)
    house.close()
    path = tmp_path / "store.db"
    assert not path.with_suffix(".db-wal").exists()
    return Good(path, city, environment, shown, facts)


def facts_of(house: House) -> str:
    assert house.room.portfolio is not None
    return repr(house.room.portfolio.facts)


@pytest.mark.timeout(3600)
def test_a_flipped_byte_is_noticed_or_without_meaning_and_never_a_wrong_number(good: Good) -> None:
    whole, chance = good.path.read_bytes(), random.Random(22)
    noticed = 0
    for _ in range(FLIPS):
        at, bit = chance.randrange(len(whole)), 1 << chance.randrange(8)
        good.path.write_bytes(whole[:at] + bytes([whole[at] ^ bit]) + whole[at + 1 :])
        try:
            house = house_of(good.environment)
        except (SQLAlchemyError, StoreIsNewer, StoreDamaged):
            noticed += 1  # the start ends with one sentence
            continue
        house.room.reload()
        if house.room.portfolio is None:
            assert house.room.problem, f"byte {at}, bit {bit}"
            noticed += 1
        else:
            assert facts_of(house) == good.facts, f"byte {at}, bit {bit}"
            assert checksum(house.store) == good.shown, f"byte {at}, bit {bit}"
        house.close()
        for rest in good.path.parent.glob("store.db-*"):
            rest.unlink()
    assert noticed > 0


def test_on_top_of_damage_nothing_is_written_and_what_to_do_is_said(good: Good) -> None:
    house = house_of(good.environment)
    with house.store.begin() as connection:
        connection.exec_driver_sql("UPDATE plan_fund SET amount = amount + 1")
    house.close()
    good.city.run("UPDATE pledge SET percent = '77'")

    house = house_of(good.environment)
    house.start()

    until(lambda: "복원" in (house.room.problem or ""), "what to do")
    until(lambda: house.scheduler.next_run("city"), "the next try")
    assert house.room.portfolio is None
    assert [version.number for version in house.store.versions()] == [1, 2, 3]
    house.close()
