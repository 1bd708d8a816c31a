"""Signing in at the city's own provider by OpenID Connect: where a person is sent, and who comes back."""

import logging
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from authlib.common.errors import AuthlibBaseError
from authlib.common.security import generate_token
from authlib.integrations.base_client import BaseApp, OAuth2Mixin, OpenIDMixin
from authlib.integrations.requests_client import OAuth2Session
from itsdangerous import BadSignature, URLSafeTimedSerializer
from joserfc.errors import JoseError
from requests import RequestException

from callbacks.origin import LOCAL_NAMES
from dashboard.away import says_when_away
from dashboard.domain.audit import Act, Deed, Result
from dashboard.domain.central import CentralRefusal, CentralRefused, Journey
from dashboard.recording import Recording
from dashboard.settings import Settings, SettingsError
from db.accounts import Account, Accounts

LOG = logging.getLogger(__name__)
DISCOVERY = "/.well-known/openid-configuration"
ANSWER_SECONDS = 5.0
LEEWAY_SECONDS = 60
"""So far the clocks of the provider and of the room may lie apart."""
JOURNEY_SECONDS = 600
"""So long a person may take at the provider."""
KNOWN_SECONDS = 3600.0
"""What the provider says of itself is asked again after this time."""
ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512")
"""Signatures that need the provider's private key; "none", and those with our own secret, are not among them."""
BY_CENTRAL = "central"
"""What the record says of where somebody was not signed in."""
ENDPOINTS = ("authorization_endpoint", "token_endpoint", "jwks_uri")

Begin = Callable[[Account, str | None], str]
"""Begins a session of an account, for a browser at this address; its token."""


@dataclass(frozen=True, slots=True)
class Provider:
    """Who signs people in, and as whom the room is known there; `claim` is what an account is found by."""

    issuer: str
    client_id: str
    client_secret: str
    claim: str


def provider_of(settings: Settings) -> Provider | None:
    """The provider of the settings; None without one. SettingsError where half of it is missing."""
    if not settings.oidc_issuer:
        return None
    if not settings.oidc_client_id:
        raise SettingsError("설정 OIDC_ISSUER에는 OIDC_CLIENT_ID가 함께 있어야 합니다.")
    if not _is_safe(settings.oidc_issuer):
        raise SettingsError(
            f"설정 OIDC_ISSUER={settings.oidc_issuer!r}은(는) https 주소여야 합니다(이 컴퓨터만 http)."
        )
    return Provider(
        settings.oidc_issuer, settings.oidc_client_id, settings.oidc_client_secret, settings.oidc_claim
    )


class _Client(OAuth2Mixin, OpenIDMixin, BaseApp):  # type: ignore[misc]  # authlib has no types
    """authlib's client without a web framework: what it must remember is carried by the browser, sealed."""

    client_cls = OAuth2Session


class CentralSignIn:
    """Nobody gets an account by signing in elsewhere: one that an administrator has made is looked up."""

    def __init__(
        self, provider: Provider, key: bytes, accounts: Accounts, begin: Begin, record: Recording
    ) -> None:
        self._provider = provider
        self._seal = URLSafeTimedSerializer(key, salt="central sign-in")
        self._accounts = accounts
        self._begin = begin
        self._record = record
        self._made: tuple[float, _Client] | None = None
        self._lock = threading.Lock()

    def begin(self, return_to: str, wanted: str) -> Journey:
        """Where the person goes, and what the browser must bring back. CentralRefused when the provider is away."""
        nonce = generate_token(32)
        with _asking():
            began = self._client().create_authorization_url(return_to, nonce=nonce)
        carried = {
            "state": began["state"],
            "nonce": nonce,
            "verifier": began["code_verifier"],
            "wanted": wanted,
        }
        return Journey(began["url"], self._seal.dumps(carried))

    @says_when_away
    def finish(
        self, answer: Mapping[str, str], carried: str, return_to: str, address: str | None
    ) -> tuple[str, str]:
        """The token of a session, and what was wanted. CentralRefused with the reason when nobody is signed in."""
        try:
            account, wanted = self._returned(answer, carried, return_to)
        except CentralRefused:
            self._record.tell(Deed(Act.SIGN_IN, address=address, object=BY_CENTRAL, result=Result.REFUSED))
            raise
        return self._begin(account, address), wanted

    def _returned(self, answer: Mapping[str, str], carried: str, return_to: str) -> tuple[Account, str]:
        try:
            known: dict[str, str] = self._seal.loads(carried, max_age=JOURNEY_SECONDS)
        except BadSignature as error:
            raise CentralRefused(
                CentralRefusal.FAILED, "not begun in this browser, or too long ago"
            ) from error
        if answer.get("state") != known["state"]:
            raise CentralRefused(CentralRefusal.FAILED, "another state")
        if answer.get("iss", self._provider.issuer) != self._provider.issuer:
            raise CentralRefused(CentralRefusal.FAILED, "another issuer answered")
        if not answer.get("code"):
            raise CentralRefused(CentralRefusal.FAILED, f"no code ({answer.get('error', '')[:60]!r})")
        claims = self._claims(answer["code"], known, return_to)
        return self._account(claims.get(self._provider.claim)), known["wanted"]

    def _claims(self, code: str, known: Mapping[str, str], return_to: str) -> Mapping[str, Any]:
        """What the provider says of the person; checked: signature, issuer, audience, times and nonce."""
        must = {
            "iss": {"essential": True, "value": self._provider.issuer},
            "aud": {"essential": True, "value": self._provider.client_id},
            "exp": {"essential": True},
        }
        with _asking():
            client = self._client()
            token = client.fetch_access_token(return_to, code=code, code_verifier=known["verifier"])
            if not isinstance(token.get("id_token"), str):
                raise CentralRefused(CentralRefusal.FAILED, "no id token")
            claims: Mapping[str, Any] = client.parse_id_token(
                token, known["nonce"], claims_options=must, leeway=LEEWAY_SECONDS
            )
            return claims

    def _account(self, subject: object) -> Account:
        account = self._accounts.by_subject(subject) if isinstance(subject, str) and subject else None
        if account is None or account.locked_at is not None:
            raise CentralRefused(CentralRefusal.UNKNOWN, "no account that is open belongs to this person")
        return account

    def _client(self) -> _Client:
        """The client with what the provider says of itself, asked once in a while."""
        with self._lock:
            made = self._made
        if made is not None and time.monotonic() - made[0] < KNOWN_SECONDS:
            return made[1]
        client = _discovered(self._provider)
        with self._lock:
            self._made = (time.monotonic(), client)
        return client


def _discovered(provider: Provider) -> _Client:
    client = _Client(
        None,
        client_id=provider.client_id,
        client_secret=provider.client_secret or None,
        server_metadata_url=provider.issuer.rstrip("/") + DISCOVERY,
        client_kwargs={
            "scope": "openid",
            "code_challenge_method": "S256",
            "default_timeout": ANSWER_SECONDS,
        },
    )
    said = client.load_server_metadata()
    if said.get("issuer") != provider.issuer:
        raise CentralRefused(CentralRefusal.FAILED, "the provider calls itself by another name")
    if not all(_is_safe(str(said.get(name, ""))) for name in ENDPOINTS):
        raise CentralRefused(CentralRefusal.FAILED, "the provider has an address without https")
    offered = said.get("id_token_signing_alg_values_supported") or ALGORITHMS[:1]
    said["id_token_signing_alg_values_supported"] = [each for each in offered if each in ALGORITHMS]
    return client


@contextmanager
def _asking() -> Iterator[None]:
    """What may go wrong while the provider is asked, as one of two reasons."""
    try:
        yield
    except RequestException as error:
        raise CentralRefused(CentralRefusal.AWAY, type(error).__name__) from error
    except (AuthlibBaseError, JoseError, ValueError, KeyError, RuntimeError) as error:
        cause = f"{type(error).__name__} {str(error)[:120]!r}"
        raise CentralRefused(CentralRefusal.FAILED, cause) from error


def _is_safe(address: str) -> bool:
    """Whether nobody on the way can read along: https, or this machine alone."""
    parts = urlsplit(address)
    return parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in LOCAL_NAMES)
