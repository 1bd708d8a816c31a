"""People and walls are counted by how they stand at this moment."""

from datetime import UTC, datetime, timedelta

from dashboard.domain.access import Role
from dashboard.domain.walls import new_wall
from dashboard.operations.counts import LATELY, counted
from dashboard.operations.metrics import GAUGES
from db.accounts import Accounts, NewAccount
from db.store import Store
from db.walls import Walls

NOW = datetime(2025, 1, 2, 3, 0, tzinfo=UTC)
IDLE = timedelta(minutes=20)


def pair(walls: Walls, name: str, now: datetime, lifetime: timedelta) -> int:
    nonce, code = walls.open_pairing("", "10.1.2.9", now) or ("", "")
    walls.approve(code, new_wall(name, "10.1.2.0/24"), now)
    claimed = walls.claim(nonce, "10.1.2.9", now, lifetime)
    assert claimed is not None
    return claimed[0].id


def test_every_wall_counts_once_in_its_state_and_only_one_that_may_look_is_seen(store: Store) -> None:
    accounts, walls = Accounts(store, b"k" * 32), Walls(store, b"k" * 32)
    accounts.add(NewAccount("staff1", Role.STAFF, password="시험용-비밀번호-2025"), NOW)
    account = accounts.by_name("staff1")
    assert account is not None
    accounts.begin_session(account, None, NOW)
    pair(walls, "옛 월", NOW - timedelta(days=31), timedelta(days=30))
    silent = pair(walls, "꺼진 월", NOW, timedelta(days=30))
    pair(walls, "시장실 월", NOW, timedelta(days=30))
    walls.revoke(pair(walls, "끊긴 월", NOW, timedelta(days=30)), NOW)
    walls.seen(silent, NOW - LATELY - timedelta(seconds=1), None)

    found = counted(accounts, walls, IDLE, lambda: NOW)

    assert found == {
        "sessions": 1,
        "walls_paired": 2,
        "walls_revoked": 1,
        "walls_expired": 1,
        "walls_seen": 1,
    }
    assert found.keys() == GAUGES.keys()
    assert counted(accounts, walls, IDLE, lambda: NOW + IDLE + timedelta(seconds=1))["sessions"] == 0
