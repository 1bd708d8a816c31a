"""Accounts and sessions, on both stores."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from dashboard.domain.access import Role
from db import passwords
from db.accounts import MOST_FAILED, Account, AccountError, Accounts, NewAccount, forget_sessions
from db.passwords import Digest, hashed, is_good, is_outdated, is_password
from db.schema import AccountRow, OldPasswordRow, SessionRow
from db.store import Store

NOW = datetime(2025, 1, 2, 3, 0, tzinfo=UTC)
GOOD = "가나다-2025-abc"
KEY = b"k" * 32


@pytest.fixture(autouse=True)
def few_rounds(monkeypatch: pytest.MonkeyPatch) -> None:
    """The slowness of the digest is not what is tested here."""
    monkeypatch.setattr(passwords, "ROUNDS", 1000)


@pytest.fixture
def accounts(store: Store) -> Accounts:
    accounts = Accounts(store, KEY)
    accounts.add(NewAccount("staff1", Role.STAFF, "정책기획관실", password=GOOD), NOW)
    return accounts


def sign_in(accounts: Accounts, password: str = GOOD, name: str = "staff1") -> Account | None:
    return accounts.check_password(name, password, NOW)


def test_the_right_password_lets_in(accounts: Accounts) -> None:
    account = sign_in(accounts)

    assert account is not None
    assert (account.name, account.label, account.role) == ("staff1", "정책기획관실", Role.STAFF)
    assert sign_in(accounts, "가나다-2025-abd") is None
    assert sign_in(accounts, "") is None
    assert sign_in(accounts, name="nobody") is None


def test_five_failures_lock_an_account_until_someone_unlocks_it(accounts: Accounts) -> None:
    for _ in range(MOST_FAILED):
        assert sign_in(accounts, "틀림") is None

    assert sign_in(accounts) is None
    [locked] = accounts.all()
    assert locked.locked_at == NOW

    accounts.unlock("staff1")

    assert sign_in(accounts) is not None


def test_failures_count_in_a_row_only(accounts: Accounts) -> None:
    for _ in range(MOST_FAILED - 1):
        sign_in(accounts, "틀림")
    assert sign_in(accounts) is not None
    for _ in range(MOST_FAILED - 1):
        sign_in(accounts, "틀림")

    assert sign_in(accounts) is not None


def test_guesses_at_once_are_no_more_than_guesses_in_a_row(accounts: Accounts) -> None:
    looked_at: list[str] = []

    def guess(number: int) -> None:
        if accounts.check_password("staff1", f"틀림{number}", NOW) is None:
            looked_at.append(f"틀림{number}")

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(guess, range(24)))

    [locked] = accounts.all()
    assert len(looked_at) == 24
    assert locked.locked_at == NOW
    assert sign_in(accounts) is None


def test_a_password_is_kept_as_a_salted_digest_only(accounts: Accounts, store: Store) -> None:
    accounts.add(NewAccount("staff2", Role.STAFF, password=GOOD), NOW)

    with store.engine.connect() as connection:
        kept = [str(each) for each in connection.scalars(select(AccountRow.password_hash))]

    assert all(each.startswith("pbkdf2$1000$") and GOOD not in each for each in kept)
    assert len(set(kept)) == 2


@pytest.mark.parametrize("digest", Digest)
def test_both_digests_know_their_passwords(digest: Digest) -> None:
    kept = hashed(GOOD, digest)

    assert is_password(GOOD, kept)
    assert not is_password(GOOD + "x", kept)
    assert not is_outdated(kept, digest)
    assert is_outdated(kept, next(each for each in Digest if each is not digest))


def test_pbkdf2_has_its_600_000_rounds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()

    kept = hashed(GOOD, Digest.PBKDF2)

    assert kept.split("$")[1] == "600000"
    assert is_password(GOOD, kept)


def test_an_older_digest_is_replaced_at_the_next_sign_in(accounts: Accounts, store: Store) -> None:
    newer = Accounts(store, KEY, Digest.ARGON2)

    assert sign_in(newer) is not None

    with store.engine.connect() as connection:
        assert str(connection.scalar(select(AccountRow.password_hash))).startswith("$argon2id$")
    assert sign_in(newer) is not None


@pytest.mark.parametrize(
    ("password", "good"),
    [
        ("가나다-2025-abc", True),
        ("short-1", False),
        ("nodigits-here", False),
        ("nosigns2025abc", False),
        ("20252025-2025", False),
        ("staff1-2025!", False),
        ("STAFF1-2025!", False),
        ("a1-" * 50, False),
    ],
)
def test_a_password_has_letters_digits_and_signs_and_not_the_name(password: str, good: bool) -> None:
    assert is_good(password, "staff1") is good


def test_a_changed_password_ends_every_session_and_old_ones_are_not_taken_again(accounts: Accounts) -> None:
    account = sign_in(accounts)
    assert account is not None
    token = accounts.begin_session(account, None, NOW)

    accounts.set_password("staff1", "새로운-2026-xyz", NOW)

    assert accounts.session(token) is None
    assert sign_in(accounts) is None
    assert sign_in(accounts, "새로운-2026-xyz") is not None
    for old in (GOOD, "새로운-2026-xyz"):
        with pytest.raises(AccountError, match="다시 쓸 수 없습니다"):
            accounts.set_password("staff1", old, NOW)
    with pytest.raises(AccountError, match="9자"):
        accounts.set_password("staff1", "weak", NOW)


def test_a_password_that_somebody_else_has_set_must_be_changed_until_its_owner_has_chosen_one(
    accounts: Accounts,
) -> None:
    def must_change() -> bool:
        account = accounts.by_name("staff1")
        assert account is not None
        return account.must_change

    accounts.add(NewAccount("mayor", Role.MAYOR, subject="sub-1"), NOW)
    assert [each.must_change for each in accounts.all()] == [False, True]

    accounts.set_password("staff1", "스스로-2026-abc", NOW, by_owner=True)
    assert not must_change()
    accounts.set_password("staff1", "남이-정한-2026", NOW)
    assert must_change()


def test_only_a_session_that_began_with_such_a_password_is_bound_to_change_it(accounts: Accounts) -> None:
    account = sign_in(accounts)
    assert account is not None
    tokens = [accounts.begin_session(account, None, NOW, must_change=each) for each in (True, False)]

    found = [accounts.session(token) for token in tokens]

    assert [each.must_change for each in found if each] == [True, False]


def test_a_session_is_known_by_its_token_and_the_store_does_not_hold_it(
    accounts: Accounts, store: Store
) -> None:
    account = sign_in(accounts)
    assert account is not None
    token = accounts.begin_session(account, "10.0.0.1", NOW)

    session = accounts.session(token)

    assert session is not None
    assert (session.account.name, session.created_at, session.seen_at) == ("staff1", NOW, NOW)
    assert accounts.session(token[:-1]) is None
    assert accounts.session("") is None
    assert Accounts(store, b"another" * 8).session(token) is None
    with store.engine.connect() as connection:
        assert token not in str(connection.execute(select(SessionRow.__table__)).all())


def test_sessions_end_one_by_one_all_at_once_and_by_themselves(accounts: Accounts, store: Store) -> None:
    account = sign_in(accounts)
    assert account is not None
    one, two, old = (accounts.begin_session(account, None, NOW) for _ in range(3))

    accounts.end_session(one)
    assert accounts.session(one) is None
    assert accounts.session(two) is not None

    later = NOW + timedelta(minutes=30)
    accounts.touch(two, later)
    assert forget_sessions(store, timedelta(minutes=20), timedelta(hours=8), later) == 1
    assert accounts.session(old) is None
    assert accounts.count_sessions(later) == 1
    assert accounts.end_sessions(account.id) == 1
    assert accounts.session(two) is None


def test_a_locked_account_has_no_session(accounts: Accounts) -> None:
    account = sign_in(accounts)
    assert account is not None
    token = accounts.begin_session(account, None, NOW)

    accounts.lock("staff1", NOW)

    assert accounts.session(token) is None
    assert sign_in(accounts) is None


def test_another_role_holds_at_once(accounts: Accounts) -> None:
    account = sign_in(accounts)
    assert account is not None
    token = accounts.begin_session(account, None, NOW)

    accounts.set_role("staff1", Role.EDITOR, "d1")

    assert accounts.session(token) is None
    [changed] = accounts.all()
    assert (changed.role, changed.department) == (Role.EDITOR, "d1")


def test_a_removed_account_leaves_nothing_that_lets_in(accounts: Accounts, store: Store) -> None:
    accounts.set_password("staff1", "새로운-2026-xyz", NOW)
    account = sign_in(accounts, "새로운-2026-xyz")
    assert account is not None
    token = accounts.begin_session(account, None, NOW)

    accounts.remove("staff1")

    assert accounts.session(token) is None
    with store.engine.connect() as connection:
        for table in (AccountRow, SessionRow, OldPasswordRow):
            assert connection.execute(select(table.__table__)).all() == []


@pytest.mark.parametrize(
    ("new", "why"),
    [
        (NewAccount("staff1", Role.STAFF), "이미 있습니다"),
        (NewAccount("Staff", Role.STAFF), "쓸 수 없습니다"),
        (NewAccount("a b", Role.STAFF), "쓸 수 없습니다"),
        (NewAccount("x", Role.STAFF), "쓸 수 없습니다"),
        (NewAccount("editor", Role.EDITOR), "부서"),
        (NewAccount("mayor", Role.MAYOR, department="d1"), "부서"),
        (NewAccount("wall1", Role.WALL), "기기 등록"),
        (NewAccount("staff2", Role.STAFF, password="weak"), "9자"),
        (NewAccount("staff2", Role.STAFF, label="가" * 61), "60자"),
    ],
)
def test_an_account_that_cannot_be_is_refused_with_the_reason(
    accounts: Accounts, new: NewAccount, why: str
) -> None:
    with pytest.raises(AccountError, match=why):
        accounts.add(new, NOW)

    assert [each.name for each in accounts.all()] == ["staff1"]


def test_whoever_signs_in_elsewhere_has_an_account_by_subject_and_no_password(accounts: Accounts) -> None:
    accounts.add(NewAccount("mayor", Role.MAYOR, subject="sub-1"), NOW)

    found = accounts.by_subject("sub-1")

    assert found is not None
    assert (found.name, found.has_password) == ("mayor", False)
    assert accounts.by_subject("sub-2") is None
    assert sign_in(accounts, "", "mayor") is None
