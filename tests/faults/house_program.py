"""The room's data side as a program of its own, without the web: to be started several times, and killed.

It refreshes by its settings' environment; with the argument `edits` it keeps saving views besides. It
says `ready` when the first snapshot is held, and ends with its input.
"""

import os
import sys
import threading
from datetime import UTC, datetime
from itertools import count

from dashboard.domain.moments import SavedView
from dashboard.house import open_house
from dashboard.settings import load
from db import notes
from db.store import Store
from tests.support.waiting import until

VIEWS = 40
VIEW_NAME = "보기 {}"
VIEW_HREF = "/projects/{}?since={}"


def main() -> None:
    settings = load(os.environ)
    house = open_house(settings, os.environ)
    house.start()
    until(lambda: house.room.portfolio, "the first snapshot", 60)
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    if "edits" in sys.argv:
        threading.Thread(target=save_views, args=(house.store,), daemon=True).start()
    sys.stdin.read()
    house.close()


def save_views(store: Store) -> None:
    """One view after the other, each in place of the one of its name."""
    for number in count():
        name = VIEW_NAME.format(number % VIEWS)
        href = VIEW_HREF.format(number % VIEWS, number)
        notes.save_view(store, SavedView(name, href), datetime.now(UTC))


if __name__ == "__main__":
    main()
