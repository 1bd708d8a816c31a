"""`python -m dashboard user …`: accounts by hand, for the first administrator and for emergencies."""

import argparse
import getpass
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from dashboard.audit_commands import by_command
from dashboard.domain.access import Role
from dashboard.domain.audit import Act, Deed, Result
from dashboard.domain.words import load_words
from dashboard.recording import Recorder, open_record
from dashboard.settings import Settings
from db.accounts import Account, AccountError, Accounts, Also, NewAccount
from db.passwords import Digest
from db.store import Store

ROLES = tuple(role.value for role in Role if role is not Role.WALL)
LONGEST_LINE = 1000
FIRST = "다음 로그인 때 본인이 비밀번호를 바꿔야 합니다."


def add_commands(parser: argparse.ArgumentParser) -> None:
    """The words of `user`."""
    acts = parser.add_subparsers(dest="act", required=True)
    acts.add_parser("list", help="every account with its role, and which are locked")
    add = acts.add_parser("add", help="a new account; its password is read from standard input")
    role = acts.add_parser("role", help="another role; signs the account out everywhere")
    for each in (add, role):
        each.add_argument("name")
        each.add_argument("--role", required=True, choices=ROLES)
        each.add_argument("--department", help="id of the department of an editor")
    add.add_argument("--label", default="", help="post and department as the screen shows them")
    add.add_argument("--subject", help="who a central sign-in says it is; then no password is read")
    for act, meaning in (
        ("password", "another password, read from standard input; signs the account out everywhere"),
        ("lock", "nobody signs in with it until it is unlocked"),
        ("unlock", "after five wrong passwords, or a lock"),
        ("remove", "take the account out"),
    ):
        acts.add_parser(act, help=meaning).add_argument("name")


def run(options: argparse.Namespace, settings: Settings, clock: Callable[[], datetime]) -> str:
    """Do what was asked; what happened, as a sentence. AccountError with the reason when it cannot be done."""
    store = Store(settings.store)
    store.upgrade()
    try:
        accounts = Accounts(store, settings.secret_key, Digest(settings.password_hash))
        record = open_record(settings, store, clock, load_words(settings.words_file))
        return _done(options, accounts, record, clock())
    finally:
        store.close()


def _done(options: argparse.Namespace, accounts: Accounts, record: Recorder, now: datetime) -> str:
    if options.act == "list":
        return "\n".join(map(_line, accounts.all())) or "계정이 없습니다."
    deed = account_deed(options, accounts.by_name(options.name))
    try:
        return _changed(options, accounts, now, record.inside(deed))
    except AccountError:
        record.tell(replace(deed, result=Result.REFUSED))
        raise


def account_deed(options: argparse.Namespace, account: Account | None) -> Deed:
    """What is put on record of a command: the account as it was, and what becomes of it; never a password."""
    before = f"{account.role} {account.department or ''}".strip() if account else None
    role, department = getattr(options, "role", None), getattr(options, "department", None)
    after = f"{role} {department or ''}".strip() if role else None
    deed = by_command(Act.ACCOUNT, f"{options.act} {options.name}")
    return replace(deed, before=before, after=after)


def _changed(options: argparse.Namespace, accounts: Accounts, now: datetime, also: Also) -> str:
    act, name = options.act, options.name
    if act == "add":
        password = None if options.subject else _password()
        new = NewAccount(
            name, Role(options.role), options.label, options.department, password, options.subject
        )
        accounts.add(new, now, also)
        first = f" {FIRST}" if password else ""
        return f"계정 {name}을(를) 만들었습니다({options.role}).{first}"
    if act == "role":
        accounts.set_role(name, Role(options.role), options.department, also)
        return f"계정 {name}의 권한을 {options.role}(으)로 바꿨습니다."
    if act == "password":
        accounts.set_password(name, _password(), now, also)
        return f"계정 {name}의 비밀번호를 바꿨습니다. {FIRST}"
    if act == "lock":
        accounts.lock(name, now, also)
        return f"계정 {name}을(를) 잠갔습니다."
    if act == "unlock":
        accounts.unlock(name, also)
        return f"계정 {name}의 잠금을 풀었습니다."
    accounts.remove(name, also)
    return f"계정 {name}을(를) 지웠습니다."


def _line(account: Account) -> str:
    parts = [account.name, account.role, account.label, account.department or "-"]
    return "\t".join([*parts, "잠김" if account.locked_at else "열림"])


def _password() -> str:
    """Never from the command line: other users of the machine can read that."""
    text = getpass.getpass("비밀번호: ") if sys.stdin.isatty() else sys.stdin.readline(LONGEST_LINE)
    password = text.rstrip("\r\n")
    if not password:
        raise AccountError("비밀번호가 비어 있습니다. 표준 입력으로 한 줄을 적으세요.")
    return password
