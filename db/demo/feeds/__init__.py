"""The public APIs as a local server speaks them: an invented city behind them, and faults on demand."""

from db.demo.feeds.faults import Body, Fault, Faults
from db.demo.feeds.server import FeedServer

__all__ = ["Body", "Fault", "Faults", "FeedServer"]
