"""A refresh with nothing changed, again and again in a process of its own: `python -m bench.refreshing RUNS`."""

import json
import os
import sys
import time

from dashboard import settings
from dashboard.domain.runs import RunState
from dashboard.house import open_house


def milliseconds(runs: int) -> list[float]:
    """How long each of `runs` refreshes took after one that starts the reader."""
    house = open_house(settings.load(os.environ), os.environ)
    try:
        taken = []
        for _ in range(runs + 1):
            began = time.perf_counter()
            outcomes = [refresh.run() for refresh in house.refreshes]
            taken.append(1000 * (time.perf_counter() - began))
            states = [outcome.state if outcome else None for outcome in outcomes]
            assert states == [RunState.UNCHANGED], f"the demo changed or could not be read: {outcomes}"
    finally:
        house.close()
    return taken[1:]


if __name__ == "__main__":
    sys.stdout.write(json.dumps(milliseconds(int(sys.argv[1]))))
