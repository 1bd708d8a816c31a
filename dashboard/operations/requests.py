"""What is written down and counted of each request: its id, method, rule, status, duration; never what it asked."""

import logging
import secrets

from dashboard.domain.operations import Answered
from dashboard.operations.logs import REQUEST_ID
from dashboard.operations.metrics import Metrics

LOG = logging.getLogger("request")


class Requests:
    """Knows of every request when it begins and when it is answered; safe for threads."""

    def __init__(self, metrics: Metrics) -> None:
        self._metrics = metrics

    def began(self) -> str:
        """The id of a request that begins in this thread: ours, whatever the browser calls it."""
        made = secrets.token_hex(8)
        REQUEST_ID.set(made)
        return made

    def answered(self, answer: Answered) -> None:
        """Write the request down; what is asked all the time, and is well, only for who looks closely."""
        self._metrics.answered(answer)
        is_dull = answer.is_frequent and answer.status < 400
        level = logging.DEBUG if is_dull else logging.INFO
        ms = round(answer.seconds * 1000, 1)
        fields = {"method": answer.method, "rule": answer.rule, "status": answer.status, "ms": ms}
        LOG.log(level, "answered", extra={"fields": fields})

    def ended(self) -> None:
        """The thread is free for the next request."""
        REQUEST_ID.set(None)

    def metrics_text(self) -> bytes:
        """What a monitoring server reads."""
        return self._metrics.text()
