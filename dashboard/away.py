"""What the store being away means to those who know no database."""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from sqlalchemy.exc import SQLAlchemyError

from dashboard.domain.access import AccountsAway

P = ParamSpec("P")
T = TypeVar("T")


def says_when_away(method: Callable[P, T]) -> Callable[P, T]:
    """AccountsAway in place of what a database says."""

    @wraps(method)
    def asked(*given: P.args, **named: P.kwargs) -> T:
        try:
            return method(*given, **named)
        except SQLAlchemyError as error:
            raise AccountsAway(str(error).splitlines()[0]) from error

    return asked
