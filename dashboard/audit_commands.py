"""`python -m dashboard audit …`: whether the record of who did what holds, and the whole of it as a file."""

import argparse
import getpass
import json
from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime
from pathlib import Path

from dashboard.domain.audit import COMMAND, Act, Deed
from dashboard.domain.words import Words, load_words, time_text
from dashboard.recording import Recorder, open_record
from dashboard.settings import Settings
from db.store import Store


class AuditBroken(RuntimeError):
    """The record does not hold; the sentence names the first entry with which it does not."""


class AuditFileError(RuntimeError):
    """The record cannot be written into this file; the sentence says why."""


def add_commands(parser: argparse.ArgumentParser) -> None:
    """The words of `audit`."""
    acts = parser.add_subparsers(dest="act", required=True)
    acts.add_parser("verify", help="look at every entry; exit code 1 names the first that does not hold")
    export = acts.add_parser("export", help="write every entry into a new file, one JSON object a line")
    export.add_argument("path", type=Path)


def run(options: argparse.Namespace, settings: Settings, clock: Callable[[], datetime]) -> str:
    """Do what was asked; what was found, as a sentence. AuditBroken when the chain does not hold."""
    words = load_words(settings.words_file)
    store = Store(settings.store)
    store.upgrade()
    try:
        record = open_record(settings, store, clock, words)
        return _verify(record, words) if options.act == "verify" else _export(record, options.path)
    finally:
        store.close()


def by_command(act: Act, object_: str | None = None) -> Deed:
    """What is done on the server's own command line, by whom the machine says."""
    return Deed(act, getpass.getuser(), COMMAND, object=object_)


def _verify(record: Recorder, words: Words) -> str:
    checked = record.check()
    if checked.broken is not None:
        cause = words.audit_breaks[checked.broken.cause]
        time = time_text(words, checked.at)
        raise AuditBroken(words.audit_broken.format(seq=checked.broken.seq, time=time, cause=cause))
    time = time_text(words, checked.at)
    if not checked.last:
        return words.audit_nothing.format(time=time)
    return words.audit_whole.format(first=checked.first, last=checked.last, time=time)


def _export(record: Recorder, path: Path) -> str:
    """What is taken out stands on record before it is."""
    record.write(by_command(Act.EXPORT_AUDIT, path.name))
    count = 0
    try:
        with path.open("x", encoding="utf-8") as file:
            for entry in record.audit.walk():
                said = {"seq": entry.seq, "at": entry.at.isoformat(timespec="microseconds")}
                said |= asdict(entry.deed) | {"prev_hash": entry.prev_hash, "hash": entry.hash}
                file.write(json.dumps(said, ensure_ascii=False) + "\n")
                count += 1
    except OSError as error:
        raise AuditFileError(f"{path}에 쓸 수 없습니다: {error}") from error
    return f"{path}에 기록 {count}건을 적었습니다."
