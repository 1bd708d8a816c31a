"""Walls and pairings, on both stores."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text

from dashboard.domain.walls import NewWall, Wall, WallRefusal, WallRefused, WallState, new_wall
from db.store import Store
from db.walls import MOST_OF_ADDRESS, MOST_OPEN, OPEN_FOR, Walls, forget_pairings

NOW = datetime(2025, 1, 2, 3, 0, tzinfo=UTC)
KEY = b"k" * 32
DAYS = timedelta(days=30)
HERE = "10.1.2.9"
HALL = new_wall("시장실 월", "10.1.2.0/24")


@pytest.fixture
def walls(store: Store) -> Walls:
    return Walls(store, KEY)


def opened(walls: Walls, address: str = HERE, now: datetime = NOW) -> tuple[str, str]:
    found = walls.open_pairing("", address, now)
    assert found is not None
    return found


def paired(walls: Walls, new: NewWall = HALL, now: datetime = NOW) -> tuple[Wall, str]:
    nonce, code = opened(walls, now=now)
    walls.approve(code, new, now)
    claimed = walls.claim(nonce, HERE, now, DAYS)
    assert claimed is not None
    return claimed


def test_a_browser_becomes_a_wall_when_its_code_is_approved_and_gets_its_token_once(walls: Walls) -> None:
    nonce, code = opened(walls)
    assert len(code) == 6
    assert code.isdecimal()
    assert walls.claim(nonce, HERE, NOW, DAYS) is None

    walls.approve(code, HALL, NOW)
    assert walls.approved(NOW) == ("시장실 월",)
    claimed = walls.claim(nonce, HERE, NOW, DAYS)

    assert claimed is not None
    wall, token = claimed
    assert (wall.name, wall.network, wall.expires_at) == ("시장실 월", "10.1.2.0/24", NOW + DAYS)
    assert len(token) >= 43
    assert walls.claim(nonce, HERE, NOW, DAYS) is None
    assert walls.approved(NOW) == ()
    held = walls.held(token)
    assert held is not None
    assert (held.wall, held.is_previous) == (wall, False)
    assert walls.held(token + "x") is None


def test_nothing_that_lets_anyone_in_stands_in_the_store(walls: Walls, store: Store) -> None:
    nonce, code = opened(walls)
    _, token = paired(walls)

    with store.engine.connect() as connection:
        rows = [
            *connection.execute(text("SELECT * FROM wall")),
            *connection.execute(text("SELECT * FROM pairing")),
        ]

    assert len(rows) == 2
    kept = [str(value) for row in rows for value in row]
    for secret in (nonce, code, token):
        assert secret not in kept
    assert Walls(store, b"another key" * 4).held(token) is None


def test_a_code_ends_after_ten_minutes(walls: Walls, store: Store) -> None:
    nonce, code = opened(walls)
    late = NOW + OPEN_FOR

    assert walls.waits_until(nonce, late - timedelta(seconds=1)) == late
    assert walls.waits_until(nonce, late) is None
    with pytest.raises(WallRefused, match=WallRefusal.UNKNOWN_CODE):
        walls.approve(code, HALL, late)
    assert forget_pairings(store, late) == 1


def test_an_approved_browser_that_comes_too_late_or_from_elsewhere_gets_nothing(walls: Walls) -> None:
    nonce, code = opened(walls)
    walls.approve(code, HALL, NOW)

    assert walls.claim(nonce, "10.9.9.9", NOW, DAYS) is None
    assert walls.claim(nonce, HERE, NOW + OPEN_FOR, DAYS) is None
    assert walls.claim(nonce, HERE, NOW, DAYS) is not None


def test_a_wall_is_paired_within_its_network_alone(walls: Walls) -> None:
    _, code = opened(walls, "10.9.9.9")

    with pytest.raises(WallRefused, match=WallRefusal.OTHER_NETWORK):
        walls.approve(code, HALL, NOW)


def test_a_code_serves_once(walls: Walls) -> None:
    _, code = opened(walls)
    walls.approve(code, HALL, NOW)

    with pytest.raises(WallRefused, match=WallRefusal.UNKNOWN_CODE):
        walls.approve(code, new_wall("다른 월", "10.1.2.0/24"), NOW)


def test_no_more_codes_are_open_than_may_be(walls: Walls) -> None:
    for _ in range(MOST_OF_ADDRESS):
        opened(walls)
    assert walls.open_pairing("", HERE, NOW) is None
    for number in range(MOST_OPEN - MOST_OF_ADDRESS):
        opened(walls, f"10.2.0.{number}")

    assert walls.open_pairing("", "10.3.0.1", NOW) is None
    assert walls.open_pairing("", "10.3.0.1", NOW + OPEN_FOR) is not None


def test_many_at_once_get_no_more_codes_and_each_its_own(walls: Walls) -> None:
    with ThreadPoolExecutor(8) as threads:
        found = list(threads.map(lambda n: walls.open_pairing("", f"10.2.{n}.1", NOW), range(40)))

    codes = [each[1] for each in found if each]
    assert len(codes) == len(set(codes)) == MOST_OPEN


def test_another_code_of_the_same_browser_takes_the_place_of_the_first(walls: Walls) -> None:
    nonce, code = opened(walls)
    again = walls.open_pairing(nonce, HERE, NOW)

    assert again is not None
    with pytest.raises(WallRefused, match=WallRefusal.UNKNOWN_CODE):
        walls.approve(code, HALL, NOW)
    walls.approve(again[1], HALL, NOW)


def test_a_name_belongs_to_one_wall_until_that_has_ended(walls: Walls) -> None:
    wall, _ = paired(walls)
    _, code = opened(walls)
    with pytest.raises(WallRefused, match=WallRefusal.NAME_TAKEN):
        walls.approve(code, HALL, NOW)

    walls.revoke(wall.id, NOW)
    walls.approve(code, HALL, NOW)

    later = NOW + timedelta(days=31)
    again, _ = paired(walls, new_wall("복도", "10.1.2.9"), NOW)
    assert again.state(later) is WallState.EXPIRED
    assert paired(walls, new_wall("복도", "10.1.2.9"), later)[0].state(later) is WallState.PAIRED
    assert len(walls.all()) == 2


def test_a_token_and_the_one_before_are_good_and_no_older_one(walls: Walls) -> None:
    wall, first = paired(walls)
    later = NOW + timedelta(minutes=10)
    second = walls.rotate(first, wall.rotated_at, later)
    assert second is not None
    held = walls.held(first)
    assert held is not None
    assert held.is_previous

    third = walls.rotate(second, later, later + timedelta(minutes=10))

    assert third is not None
    assert walls.held(first) is None
    assert walls.held(second) is not None
    assert walls.rotate(first, later, later) is None


def test_a_wall_that_lost_an_answer_gets_another_token_for_its_older_one(walls: Walls) -> None:
    wall, first = paired(walls)
    lost = walls.rotate(first, wall.rotated_at, NOW + timedelta(minutes=10))
    again = walls.rotate(first, NOW + timedelta(minutes=10), NOW + timedelta(minutes=11))

    assert lost is not None
    assert again is not None
    assert walls.held(lost) is None
    assert walls.held(first) is not None
    assert walls.held(again) is not None


def test_of_many_changes_at_once_one_is_made(walls: Walls) -> None:
    wall, token = paired(walls)

    with ThreadPoolExecutor(8) as threads:
        made = list(threads.map(lambda _: walls.rotate(token, wall.rotated_at, NOW + DAYS / 2), range(8)))

    assert len([each for each in made if each]) == 1
    assert walls.held(token) is not None


def test_a_revoked_wall_holds_nothing(walls: Walls) -> None:
    wall, first = paired(walls)
    second = walls.rotate(first, wall.rotated_at, NOW) or ""

    gone = walls.revoke(wall.id, NOW)

    assert gone is not None
    assert gone.state(NOW) is WallState.REVOKED
    assert walls.held(first) is None
    assert walls.held(second) is None
    assert walls.rotate(second, NOW, NOW) is None
    assert walls.revoke(wall.id, NOW) is None
    assert walls.revoke(999, NOW) is None


def test_it_is_known_when_a_wall_was_last_there_and_what_it_runs(walls: Walls) -> None:
    wall, _ = paired(walls)
    later = NOW + timedelta(minutes=1)

    walls.seen(wall.id, later, "b2")
    walls.seen(wall.id, later, None)

    [known] = walls.all()
    assert (known.last_seen, known.build) == (later, "b2")


@pytest.mark.parametrize(
    ("name", "network", "refusal"),
    [
        ("", "10.1.2.0/24", WallRefusal.BAD_NAME),
        ("=월", "10.1.2.0/24", WallRefusal.BAD_NAME),
        ("월" * 41, "10.1.2.0/24", WallRefusal.BAD_NAME),
        ("월<script>", "10.1.2.0/24", WallRefusal.BAD_NAME),
        ("월", "10.1.2", WallRefusal.BAD_NETWORK),
        ("월", "", WallRefusal.BAD_NETWORK),
        ("월", "0.0.0.0/0", WallRefusal.TOO_WIDE),
        ("월", "::/0", WallRefusal.TOO_WIDE),
    ],
)
def test_what_a_wall_cannot_be(name: str, network: str, refusal: WallRefusal) -> None:
    with pytest.raises(WallRefused, match=refusal):
        new_wall(name, network)


def test_a_network_may_be_written_as_an_address_in_it() -> None:
    assert str(new_wall("  시장실   월 (2층) ", " 10.1.2.9/24 ").network) == "10.1.2.0/24"
    assert new_wall("  시장실   월 (2층) ", "10.1.2.9").name == "시장실 월 (2층)"
    assert str(new_wall("월", "fd00::1").network) == "fd00::1/128"
