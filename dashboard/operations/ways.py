"""The ways that an alarm goes: by mail, and as JSON to an address of the city's own."""

import json
import smtplib
import ssl
from collections.abc import Mapping
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.utils import format_datetime, make_msgid
from typing import Any, Protocol
from urllib.parse import urlsplit

import requests

from dashboard.domain.operations import Message
from dashboard.domain.words import Words
from dashboard.settings import Settings, SettingsError

WAIT_SECONDS = 10.0
PORTS: Mapping[str, int] = {"starttls": 587, "tls": 465, "none": 25}


class NotSent(Exception):
    """An alarm that did not go out on one way; the message is the cause."""


class Way(Protocol):
    """A way out; `send` raises NotSent."""

    @property
    def name(self) -> str: ...
    def send(self, message: Message) -> None: ...


@dataclass(frozen=True, slots=True)
class Mail:
    """Mail by a server of the city."""

    name: str
    server: tuple[str, int]
    security: str
    sender: str
    receivers: tuple[str, ...]
    user: str = ""
    password: str = field(default="", repr=False)

    def send(self, message: Message) -> None:
        """Hand the mail over to the server; NotSent when it does not take it for everyone."""
        try:
            with self._connected() as server:
                if self.user:
                    server.login(self.user, self.password)
                refused = server.send_message(self._written(message))
        except (OSError, ValueError, smtplib.SMTPException) as error:
            raise NotSent(_cause(error)) from error
        if refused:
            raise NotSent(", ".join(sorted(refused)))

    def _connected(self) -> smtplib.SMTP:
        host, port = self.server
        port = port or PORTS[self.security]
        if self.security == "tls":
            return smtplib.SMTP_SSL(host, port, timeout=WAIT_SECONDS, context=ssl.create_default_context())
        server = smtplib.SMTP(host, port, timeout=WAIT_SECONDS)
        if self.security == "starttls":
            try:
                server.starttls(context=ssl.create_default_context())
            except (OSError, smtplib.SMTPException):
                server.close()
                raise
        return server

    def _written(self, message: Message) -> EmailMessage:
        mail = EmailMessage()
        mail["Subject"], mail["From"], mail["To"] = message.subject, self.sender, ", ".join(self.receivers)
        mail["Date"] = format_datetime(message.at)
        mail["Message-ID"] = make_msgid(domain=self.sender.rpartition("@")[2] or None)
        mail["Auto-Submitted"] = "auto-generated"  # no answering machine answers
        mail.set_content("\n".join(message.lines) + "\n")
        return mail


@dataclass(frozen=True, slots=True)
class Webhook:
    """A POST of JSON to one address; its `text` is what chat servers show."""

    name: str
    address: str = field(repr=False)

    def send(self, message: Message) -> None:
        """Post the message; NotSent for any answer but a good one, and for one that leads elsewhere."""
        body: dict[str, Any] = {
            "text": "\n".join((message.subject, *message.lines)),
            "at": message.at.isoformat(),
        }
        try:
            with requests.Session() as session:
                session.trust_env = False  # no proxy and no password of the environment
                session.verify = (
                    ssl.get_default_verify_paths().cafile or True
                )  # the city's own authorities too
                with session.post(
                    self.address,
                    data=json.dumps(body, ensure_ascii=False).encode(),
                    headers={"Content-Type": "application/json; charset=utf-8"},
                    timeout=WAIT_SECONDS,
                    allow_redirects=False,
                    stream=True,
                ) as answer:
                    status = answer.status_code
        except requests.RequestException as error:
            # Its own words hold the address, which may hold a token.
            raise NotSent(type(error).__name__) from error
        if not 200 <= status < 300:
            raise NotSent(f"HTTP {status}")


def ways_of(settings: Settings, words: Words) -> tuple[Way, ...]:
    """The ways that the settings open, none by default; SettingsError for one that is half told."""
    ways: list[Way] = []
    if settings.alarm_mail_to:
        ways.append(_mail(settings, words))
    if settings.alarm_webhook:
        host = urlsplit(settings.alarm_webhook).hostname
        ways.append(Webhook(f"{words.alarm_webhook_way}({host})", settings.alarm_webhook))
    return tuple(ways)


def _mail(settings: Settings, words: Words) -> Mail:
    if settings.smtp_server is None or "@" not in settings.alarm_mail_from:
        raise SettingsError(
            "ALARM_MAIL_TO로 알림을 보내려면 SMTP_SERVER와 보내는 주소 ALARM_MAIL_FROM을 적어야 합니다."
        )
    if settings.smtp_user and settings.smtp_security == "none":
        raise SettingsError(
            "SMTP_SECURITY=none이면 비밀번호가 그대로 보입니다. starttls나 tls로 바꾸거나 SMTP_USER를 비우세요."
        )
    return Mail(
        f"{words.alarm_mail_way}({', '.join(settings.alarm_mail_to)})",
        settings.smtp_server,
        settings.smtp_security,
        settings.alarm_mail_from,
        settings.alarm_mail_to,
        settings.smtp_user,
        settings.smtp_password,
    )


def _cause(error: Exception) -> str:
    """What a mail server or the network said, in one line."""
    said: Any = error.smtp_error if isinstance(error, smtplib.SMTPResponseException) else error
    text = said.decode(errors="replace") if isinstance(said, bytes) else str(said)
    return (text.splitlines() or [type(error).__name__])[0]
