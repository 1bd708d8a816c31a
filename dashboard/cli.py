"""The commands: serve, refresh, check, demo. Every failure to start ends with one sentence."""

import argparse
import json
import logging
import os
import signal
import sys
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import NoReturn

from sqlalchemy.exc import SQLAlchemyError

from dashboard import account_commands, audit_commands
from dashboard import settings as configuration
from dashboard.check import CheckFailed, check, print_report
from dashboard.domain.audit import Act, Deed, RecordAway
from dashboard.domain.city.targets import TargetError
from dashboard.domain.city_map import MapError
from dashboard.domain.words import WordsError, load_words
from dashboard.house import open_house, utc_now
from dashboard.operations.backups import backup_command, restore_command
from dashboard.operations.logs import configure
from dashboard.operations.masking import Mask, secrets_of
from dashboard.operations.requests import Requests
from dashboard.operations.running import make_alarms
from dashboard.refresh import Outcome, StoreUnavailable
from db import heap
from db.accounts import AccountError
from db.backup_file import BackupError
from db.content import StoreDamaged
from db.sources.mapping import MappingError
from db.store import StoreIsNewer

LOG = logging.getLogger(__name__)


class UsageError(Exception):
    """A command line that cannot be understood; the message is one sentence."""


class _Parser(argparse.ArgumentParser):
    """Says what is wrong as every other failure to start does, instead of printing its usage."""

    def error(self, message: str) -> NoReturn:
        raise UsageError(f"명령을 이해할 수 없습니다({message}). 쓰는 법: {self.prog} --help")


def main(arguments: Sequence[str]) -> int:
    """Run one command; the exit code is 0 when it did what it says, else 1 with one sentence on stderr."""
    try:
        options = _parser().parse_args(arguments)
        settings = configuration.load(os.environ)
        configure(settings, os.environ)
        return _COMMANDS[options.command](options, settings)
    except (
        UsageError,
        configuration.SettingsError,
        WordsError,
        MapError,
        MappingError,
        TargetError,
        CheckFailed,
        StoreUnavailable,
        StoreIsNewer,
        BackupError,
        AccountError,
        RecordAway,
        audit_commands.AuditBroken,
        audit_commands.AuditFileError,
    ) as error:
        _say(str(error))
    except StoreDamaged as error:
        _say(f"저장소가 손상되어 열 수 없습니다({error}). 백업에서 복원하세요.")
    except SQLAlchemyError as error:
        _say(f"저장소를 열 수 없습니다(STORE_URL을 확인하세요): {str(error).splitlines()[0]}")
    except OSError as error:
        _say(f"시작할 수 없습니다: {error}")
    return 1


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="python -m dashboard", description="디지털 공약실")
    commands = parser.add_subparsers(dest="command", required=True)
    serve = commands.add_parser("serve", help="the room and its scheduler")
    serve.add_argument("--demo", action="store_true", help="the same as DEMO=1")
    commands.add_parser("refresh", help="one refresh of every source by hand")
    collect = commands.add_parser(
        "collect", help="ask the feeds of FEEDS and write bundles; needs no database"
    )
    collect.add_argument("--once", action="store_true", help="ask every feed once, then end")
    backup = commands.add_parser("backup", help="write the whole store into a new file while the room runs")
    backup.add_argument("path", type=Path, help="the file, or a folder in which it is named by the time")
    restore = commands.add_parser("restore", help="bring a backup into an empty store")
    restore.add_argument("path", type=Path)
    commands.add_parser("alarm-test", help="send a test on every way of the alarms")
    audit = commands.add_parser("audit", help="the record of who did what: verify, export")
    audit_commands.add_commands(audit)
    user = commands.add_parser("user", help="accounts: list, add, role, password, lock, unlock, remove")
    account_commands.add_commands(user)
    dry_run = commands.add_parser("check", help="dry run of a mapping file: connect, read, validate, report")
    dry_run.add_argument("mapping", type=Path)
    dry_run.add_argument("--date", type=_day, help="status date D; default: 기준일, else today")
    dry_run.add_argument("--json", action="store_true", help="one JSON object instead of the report")
    return parser


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise UsageError(f"날짜 --date {text!r}을(를) 읽을 수 없습니다. 2024-12-31처럼 적으세요.") from error


def _say(sentence: str) -> None:
    sys.stderr.write(sentence.strip() + "\n")


def _serve(options: argparse.Namespace, settings: configuration.Settings) -> int:
    from waitress.server import create_server  # the other commands need no web server

    from callbacks.guard import LARGEST_BODY
    from dashboard.app import create_app
    from dashboard.entrance import check_entrance, open_entrance
    from dashboard.proxy import behind_proxy

    heap.share_between_threads()
    settings = replace(settings, demo=settings.demo or options.demo)
    check_entrance(settings)
    house = open_house(settings, os.environ)
    words = load_words(settings.words_file)
    entrance = open_entrance(settings, house.store, utc_now, house.record, words)
    app = create_app(house.room, settings, entrance, Requests(house.operations.metrics), house.walls)
    try:
        server = create_server(
            behind_proxy(app.server, settings),
            host=settings.host,
            port=settings.port,
            threads=settings.threads,
            ident=None,  # nobody need know what serves
            max_request_body_size=LARGEST_BODY,
            clear_untrusted_proxy_headers=False,  # done by behind_proxy, which has to look first
        )
    except OSError as error:
        house.close()
        place = f"{settings.host}:{settings.port}"
        raise configuration.SettingsError(
            f"{place}에서 기다릴 수 없습니다({error}). PORT로 다른 포트를 정하세요."
        ) from error
    house.record.tell(Deed(Act.START, object=f"{settings.host}:{settings.port}", after=house.room.build))
    house.record.tell_settings(configuration.open_values(os.environ, Mask(secrets_of(settings, os.environ))))
    house.start()
    LOG.info("디지털 공약실: http://%s:%s", settings.host, settings.port)
    threading.Thread(target=server.run, name="server", daemon=True).start()
    _until_stopped()
    house.close()
    return 0


def _collect(options: argparse.Namespace, settings: configuration.Settings) -> int:
    # The other commands need no HTTP client; this one is all that the zone with the internet runs.
    from dashboard.collecting import CollectingSchedule
    from dashboard.feeding import collecting_of

    collecting = collecting_of(settings, os.environ, utc_now)
    if options.once:
        sys.stdout.write(f"{collecting.run(collecting.feeds)}\n")
        return 0
    schedule = CollectingSchedule(collecting)
    schedule.start()
    LOG.info("자료원 %d개를 모아 %s에 묶음을 씁니다.", len(collecting.feeds), settings.bundles)
    _until_stopped()
    schedule.stop()
    return 0


def _until_stopped() -> None:
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    stop.wait()


def _refresh(_options: argparse.Namespace, settings: configuration.Settings) -> int:
    house = open_house(settings, os.environ)
    try:
        outcomes = [(refresh.mapping.id, refresh.run()) for refresh in house.refreshes]
    finally:
        house.close()
    for source_id, outcome in outcomes:
        sys.stdout.write(_outcome_text(source_id, outcome) + "\n")
    failed = any(outcome is None or outcome.state.value == "failed" for _, outcome in outcomes)
    return 1 if failed else 0


def _outcome_text(source_id: str, outcome: Outcome | None) -> str:
    if outcome is None:
        return f"{source_id}: 다른 곳에서 이미 갱신하고 있어 이번에는 읽지 않았습니다."
    versions = f", 자료 버전 {outcome.versions[0]}~{outcome.versions[-1]}" if outcome.versions else ""
    basis = f", 기준일 {outcome.basis_date}" if outcome.basis_date else ""
    lines = [f"{source_id}: {outcome.state.value}{versions}{basis}"]
    if outcome.error:
        lines.append(f"  {outcome.error}")
    lines += [
        f"  {count.table}: {count.read}행 읽음, {count.kept}행 반영, {count.set_aside}행 반영 제외"
        for count in outcome.tables
    ]
    return "\n".join(lines)


def _check(options: argparse.Namespace, settings: configuration.Settings) -> int:
    report = check(options.mapping, options.date, settings, os.environ)
    if options.json:
        sys.stdout.write(json.dumps(report.as_json(), ensure_ascii=False, indent=2) + "\n")
    else:
        print_report(report, sys.stdout)
    return 0


def _backup(options: argparse.Namespace, settings: configuration.Settings) -> int:
    sys.stdout.write(backup_command(options.path, settings, utc_now) + "\n")
    return 0


def _restore(options: argparse.Namespace, settings: configuration.Settings) -> int:
    sys.stdout.write(restore_command(options.path, settings) + "\n")
    return 0


def _user(options: argparse.Namespace, settings: configuration.Settings) -> int:
    sys.stdout.write(account_commands.run(options, settings, utc_now) + "\n")
    return 0


def _audit(options: argparse.Namespace, settings: configuration.Settings) -> int:
    sys.stdout.write(audit_commands.run(options, settings, utc_now) + "\n")
    return 0


def _alarm_test(_options: argparse.Namespace, settings: configuration.Settings) -> int:
    alarms = make_alarms(settings, utc_now, load_words(settings.words_file))
    sys.stdout.write(alarms.test() + "\n")
    return 1 if alarms.state.problem or not alarms.state.ways else 0


_COMMANDS: Mapping[str, Callable[[argparse.Namespace, configuration.Settings], int]] = MappingProxyType(
    {
        "serve": _serve,
        "refresh": _refresh,
        "check": _check,
        "collect": _collect,
        "backup": _backup,
        "restore": _restore,
        "alarm-test": _alarm_test,
        "user": _user,
        "audit": _audit,
    }
)
