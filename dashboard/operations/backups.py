"""The commands `backup` and `restore`, and the note of the last backup that the admin page reads."""

import json
from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime
from pathlib import Path

from dashboard.domain.operations import BackupNote
from dashboard.settings import Settings
from db.backup import back_up, restore

NOTE = "last-backup.json"


def backup_command(path: Path, settings: Settings, clock: Callable[[], datetime]) -> str:
    """Back the store up into `path`; what was done, as a sentence. BackupError when it cannot be."""
    now = clock()
    place, contents = back_up(settings.store, path, settings.backup_key, now)
    note = BackupNote(now, place.name, place.stat().st_size, contents.rows)
    _write_note(settings.data_dir / NOTE, note)
    return (
        f"{place}에 저장소(판 {contents.revision})의 표 {len(contents.tables)}개, {contents.rows:,}행을 백업했습니다"
        f"({note.size:,}바이트). 다시 읽어 확인했습니다."
    )


def restore_command(path: Path, settings: Settings) -> str:
    """Restore `path` into an empty store; what was done, as a sentence. BackupError when it cannot be."""
    contents = restore(settings.store, path, settings.backup_key)
    return (
        f"{contents.made_at.isoformat()}의 백업을 복원했습니다: 표 {len(contents.tables)}개, {contents.rows:,}행. "
        "모든 표를 백업과 비교해 같음을 확인했습니다."
    )


def last_backup(data_dir: Path) -> BackupNote | None:
    """The newest backup that was made here; None when there was none, or its note cannot be read."""
    try:
        said = json.loads((data_dir / NOTE).read_text(encoding="utf-8"))
        return BackupNote(
            datetime.fromisoformat(said["at"]), str(said["file"]), int(said["size"]), int(said["rows"])
        )
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _write_note(path: Path, note: BackupNote) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.part")
    part.write_text(json.dumps(asdict(note), default=datetime.isoformat), encoding="utf-8")
    part.replace(path)
