"""How much room the store takes."""

from pathlib import Path

from sqlalchemy import NullPool, create_engine, text
from sqlalchemy.engine import make_url

WAIT_SECONDS = 5


def store_size(url: str) -> int:
    """Bytes of the store at `url`: its files in SQLite, its database in PostgreSQL."""
    place = make_url(url)
    if place.get_backend_name() == "sqlite":
        files = [Path(f"{place.database}{ending}") for ending in ("", "-wal", "-shm")]
        return sum(file.stat().st_size for file in files if file.exists())
    limits = {"connect_timeout": WAIT_SECONDS, "options": f"-c statement_timeout={WAIT_SECONDS}s"}
    engine = create_engine(place, poolclass=NullPool, connect_args=limits)
    with engine.connect() as connection:
        return int(connection.scalar(text("SELECT pg_database_size(current_database())")) or 0)
