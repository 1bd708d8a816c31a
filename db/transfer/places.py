"""The folders of the room's side of the transfer, and how a file gets from one of them into another.

drop/          where bundles are put; empty when everything is taken
originals/     accepted bundles, kept as they came
quarantine/    files that are no bundle of ours, each beside a text that says why
receipts/      what became of each file, as JSON, for whoever carries them
"""

import errno
import hashlib
import os
import shutil
import stat
from dataclasses import dataclass
from datetime import datetime
from io import BufferedReader
from itertools import count
from pathlib import Path

LONGEST_NAME = 180
"""Bytes of a name as it is kept: what is written after it must fit into the 255 of a file system."""


@dataclass(frozen=True, slots=True)
class Places:
    """The folders of the room's side of the transfer."""

    drop: Path
    originals: Path
    quarantine: Path
    receipts: Path

    @classmethod
    def under(cls, drop: Path, kept: Path) -> "Places":
        """`drop` as it is given; what is kept stands in folders of `kept`."""
        return cls(drop, kept / "originals", kept / "quarantine", kept / "receipts")

    def make(self) -> None:
        """Make those that are missing."""
        for folder in (self.drop, self.originals, self.quarantine, self.receipts):
            folder.mkdir(parents=True, exist_ok=True)


def plain_name(path: Path) -> str:
    """The name of a file as any log, database and folder takes it: Windows writes Korean ones in a code of its own."""
    raw = os.fsencode(path.name)
    try:
        text = raw.decode()
    except UnicodeDecodeError:
        text = raw.decode("cp949", "replace")
    text = "".join(sign if sign.isprintable() else "_" for sign in text)
    return text.encode()[:LONGEST_NAME].decode(errors="ignore")


def opened(path: Path) -> BufferedReader:
    """The file for reading; OSError for a link, and nothing waits for the other end of a pipe."""
    return os.fdopen(os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK), "rb")


def sha256(file: BufferedReader) -> str:
    file.seek(0)
    return hashlib.file_digest(file, "sha256").hexdigest()


def put(path: Path, folder: Path, now: datetime) -> Path:
    """Move a file into `folder`, under a name that is free there, as kept since `now`."""
    there = _free(folder, plain_name(path))
    try:
        path.rename(there)
    except OSError as error:
        if error.errno != errno.EXDEV:
            raise
        _carry(path, there)
    # What its time was says nothing of how long it has been here, which is what it is forgotten by.
    os.utime(there, (now.timestamp(), now.timestamp()), follow_symlinks=False)
    return there


def reason_beside(path: Path) -> Path:
    """Where the text stands that says why a file was set aside."""
    return path.with_name(path.name + ".txt")


def forget_before(folder: Path, horizon: datetime) -> None:
    """Delete what has been kept there since before `horizon`."""
    for path in folder.glob("*") if folder.exists() else ():
        if path.lstat().st_mtime < horizon.timestamp():
            path.unlink()


def _free(folder: Path, name: str) -> Path:
    """A name that neither a file nor the text beside one has."""
    names = (name if n == 0 else f"{name}.{n}" for n in count())
    paths = (folder / each for each in names)
    return next(path for path in paths if not (os.path.lexists(path) or os.path.lexists(reason_beside(path))))


def _carry(path: Path, there: Path) -> None:
    """Move between file systems: whole under its name, or not there at all."""
    part = there.with_name(f".{there.name}.part")
    try:
        if stat.S_ISREG(path.lstat().st_mode):
            with opened(path) as source, part.open("wb") as target:
                shutil.copyfileobj(source, target)
                target.flush()
                os.fsync(target.fileno())
        else:
            shutil.copy2(path, part, follow_symlinks=False)
        part.replace(there)
    except OSError:
        part.unlink(missing_ok=True)
        raise
    path.unlink()
