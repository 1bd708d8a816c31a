"""A part of a screen that cannot be made leaves the others as they are."""

import logging
from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar, cast

LOG = logging.getLogger(__name__)

PLACE = "\ue000part-error\ue000"
"""Where the words of the room are put in: a part that failed has none."""

Make = TypeVar("Make", bound=Callable[..., Any])


class Unmade:
    """Stands where a part would: it has nothing of it, so that drawing it fails there and nowhere else."""

    def __init__(self, name: str) -> None:
        self.unmade = name


def apart(make: Make) -> Make:
    """`make`, of which a failure is `Unmade`; layouts say so where the part would stand."""
    name = f"{make.__module__.rpartition('.')[2]}.{make.__name__.strip('_')}"

    @wraps(make)
    def made(*given: Any, **more: Any) -> Any:
        try:
            return make(*given, **more)
        except Exception:
            LOG.exception("%s cannot be made", name)
            return Unmade(name)

    return cast(Make, made)
