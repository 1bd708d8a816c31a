"""What a screen is drawn from: the newest data, or those of an earlier moment."""

from dataclasses import dataclass
from datetime import date

from dashboard.domain.moments import Moment
from dashboard.domain.portfolio import Portfolio


@dataclass(frozen=True, slots=True)
class Picture:
    """What a screen is drawn from: the newest data, or those of an earlier moment.

    `token` changes exactly when the screen may change. `moment` is None without any data; `problem`
    says why an earlier moment cannot be shown, and then there is no portfolio;
    `is_away` when it is kept and the store cannot be asked for it now.
    """

    portfolio: Portfolio | None
    today: date
    token: str
    moment: Moment | None = None
    is_past: bool = False
    problem: str | None = None
    is_away: bool = False
