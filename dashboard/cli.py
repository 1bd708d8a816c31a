"""The commands: serve, refresh, check, demo. Every failure to start ends with one sentence."""

import argparse
import json
import logging
import os
import signal
import sys
import threading
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import NoReturn

from sqlalchemy.exc import SQLAlchemyError

from dashboard import settings as configuration
from dashboard.check import CheckFailed, check, print_report
from dashboard.domain.city.targets import TargetError
from dashboard.domain.city_map import MapError
from dashboard.domain.words import WordsError
from dashboard.house import open_house, utc_now
from dashboard.refresh import Outcome, StoreUnavailable
from db import heap
from db.sources.mapping import MappingError

LOG = logging.getLogger(__name__)


class UsageError(Exception):
    """A command line that cannot be understood; the message is one sentence."""


class _Parser(argparse.ArgumentParser):
    """Says what is wrong as every other failure to start does, instead of printing its usage."""

    def error(self, message: str) -> NoReturn:
        raise UsageError(f"명령을 이해할 수 없습니다({message}). 쓰는 법: {self.prog} --help")


def main(arguments: Sequence[str]) -> int:
    """Run one command; the exit code is 0 when it did what it says, else 1 with one sentence on stderr."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    for noisy in ("apscheduler", "alembic", "waitress.queue", "filelock"):
        logging.getLogger(noisy).setLevel(logging.WARNING)
    try:
        options = _parser().parse_args(arguments)
        settings = configuration.load(os.environ)
        commands = {"serve": _serve, "refresh": _refresh, "check": _check, "collect": _collect}
        command = commands[options.command]
        return command(options, settings)
    except (
        UsageError,
        configuration.SettingsError,
        WordsError,
        MapError,
        MappingError,
        TargetError,
        CheckFailed,
        StoreUnavailable,
    ) as error:
        _say(str(error))
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

    from dashboard.app import create_app

    heap.share_between_threads()
    settings = replace(settings, demo=settings.demo or options.demo)
    house = open_house(settings, os.environ)
    app = create_app(house.room, settings)
    try:
        server = create_server(app.server, host=settings.host, port=settings.port, threads=settings.threads)
    except OSError as error:
        house.close()
        place = f"{settings.host}:{settings.port}"
        raise configuration.SettingsError(
            f"{place}에서 기다릴 수 없습니다({error}). PORT로 다른 포트를 정하세요."
        ) from error
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
