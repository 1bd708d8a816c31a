"""An OpenID Connect provider as a process of its own: `oidc-provider-mock`, which also errs when it is told to.

As a program it serves; as a module it starts and ends that program. `POST /faults` sets what is wrong with
the next tokens, `POST /keys` gives it another key, as providers do.
"""

import base64
import hashlib
import json
import subprocess
import sys
import urllib.request
from pathlib import Path
from typing import Any

from tests.support.server import free_port
from tests.support.waiting import until

LONG_AGO = 1_700_000_000
"""A time, in the seconds of a token, that is over for every clock."""


class RunningProvider:
    """One provider on a free port, or on a given one."""

    def __init__(self, folder: Path, port: int = 0) -> None:
        self.port = port or free_port()
        self.issuer = f"http://127.0.0.1:{self.port}"
        self._log = folder / f"provider-{self.port}.log"
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-W", "ignore", "-m", "tests.support.oidc_provider", str(self.port)],
                cwd=Path(__file__).resolve().parents[2],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )
        until(self._answers, f"{self.issuer} answers", 60.0)

    def err(self, **claims: Any) -> None:
        """From now on these claims of a token are wrong; None leaves one out, nothing mends all."""
        self._tell("/faults", claims)

    def rotate(self) -> None:
        """Another key signs, and the old one is known no more."""
        self._tell("/keys", {})

    def stop(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.wait(15)
            self._process = None

    def tail(self) -> str:
        return self._log.read_text(encoding="utf-8", errors="replace")[-3000:]

    def _answers(self) -> bool:
        assert self._process is not None
        assert self._process.poll() is None, self.tail()
        try:
            with urllib.request.urlopen(f"{self.issuer}/jwks", timeout=5):  # noqa: S310 -- our own address
                return True
        except OSError:
            return False

    def _tell(self, path: str, body: dict[str, Any]) -> None:
        asked = urllib.request.Request(  # noqa: S310 -- our own address
            self.issuer + path, json.dumps(body).encode(), {"Content-Type": "application/json"}
        )
        with urllib.request.urlopen(asked, timeout=5):  # noqa: S310 -- our own address
            pass


def serve(port: int) -> None:
    """The program: asks for the proof key of whoever began, and signs each token with the key that counts now."""
    import flask
    import oidc_provider_mock
    from joserfc import jwt
    from joserfc.jwk import RSAKey

    app: flask.Flask = oidc_provider_mock.app(require_nonce=True)
    state: dict[str, Any] = {"key": RSAKey.generate_key(2048, auto_kid=True), "faults": {}}
    challenges: dict[str, str] = {}

    @app.post("/faults")
    def faults() -> str:
        state["faults"] = flask.request.get_json()
        return ""

    @app.post("/keys")
    def keys() -> str:
        state["key"] = RSAKey.generate_key(2048, auto_kid=True)
        return ""

    @app.before_request
    def proof_key() -> tuple[flask.Response, int] | None:
        if flask.request.path != "/oauth2/token":
            return None
        verifier = flask.request.form.get("code_verifier", "").encode()
        digest = base64.urlsafe_b64encode(hashlib.sha256(verifier).digest()).rstrip(b"=").decode()
        known = challenges.get(flask.request.form.get("code", ""))
        if known is not None and known != digest:
            return flask.jsonify(error="invalid_grant"), 400
        return None

    @app.after_request
    def own_keys(answer: flask.Response) -> flask.Response:
        request, body = flask.request, answer.get_json(silent=True) or {}
        if request.path == "/jwks":
            return flask.jsonify(keys=[state["key"].as_dict(private=False)])
        if request.path == "/oauth2/authorize" and "code=" in answer.headers.get("Location", ""):
            assert request.args["code_challenge_method"] == "S256"
            code = answer.headers["Location"].partition("code=")[2].partition("&")[0]
            challenges[code] = request.args["code_challenge"]
        if request.path == "/oauth2/token" and "id_token" in body:
            middle = body["id_token"].split(".")[1]
            claims = json.loads(base64.urlsafe_b64decode(middle + "=" * (-len(middle) % 4)))
            claims = {k: v for k, v in (claims | state["faults"]).items() if v is not None}
            if state["faults"].get("exp"):
                claims["iat"] = claims["exp"] - 60
            header = {"alg": "RS256", "kid": state["key"].kid}
            body["id_token"] = jwt.encode(header, claims, state["key"])
            return flask.jsonify(body)
        return answer

    app.run("127.0.0.1", port, debug=False, use_reloader=False)


if __name__ == "__main__":
    serve(int(sys.argv[1]))
