"""Single sign-on by a proxy's header: believed from that proxy alone, whoever else sends it."""

import http.client
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.support.city import City
from tests.support.server import RunningServer
from tests.support.waiting import until

HEADER = "X-Gpki-Subject"
PERSON = "cn=시장,ou=대전광역시,o=Government of Korea,c=KR"
PROXY, ELSEWHERE = "127.0.0.2", "127.0.0.1"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningServer]:
    """A room behind a proxy at 127.0.0.2, with a mayor and an administrator whom that proxy signs in."""
    folder = tmp_path_factory.mktemp("proxied")
    settings = {
        "MAPPINGS": str(City(folder, period=60).mapping_path),
        "SSO_HEADER": HEADER,
        "TRUSTED_PROXY": PROXY,
        "ADMIN_NETWORKS": "10.1.2.0/24",
    }
    running = RunningServer(("serve",), settings, folder)
    running.start()
    running.command("user", "add", "mayor1", "--role", "mayor", "--label", "시장", "--subject", PERSON)
    running.command("user", "add", "admin1", "--role", "admin", "--subject", "cn=admin")
    yield running
    running.kill()


def ask(server: RunningServer, sent_from: str, path: str = "/api/version", **headers: str) -> tuple[int, str]:
    """Status and text of an answer to a request that really comes from `sent_from`."""
    connection = http.client.HTTPConnection("127.0.0.1", server.port, 20, source_address=(sent_from, 0))
    try:
        connection.putrequest("GET", path)
        for name, value in headers.items():
            connection.putheader(name.replace("_", "-"), value.encode())
        connection.endheaders()
        answer = connection.getresponse()
        return answer.status, answer.read().decode()
    finally:
        connection.close()


def test_whom_the_proxy_names_is_in(server: RunningServer) -> None:
    status, text = ask(server, PROXY, "/", X_Gpki_Subject=PERSON, X_Forwarded_For="10.5.5.5")

    assert status == 200
    assert "시장(시장)" in text
    assert ask(server, PROXY, X_Gpki_Subject=PERSON)[0] == 200


def test_a_header_from_anywhere_else_signs_nobody_in(server: RunningServer) -> None:
    forged = [
        {},
        {"X_Forwarded_For": PROXY},
        {"X_Real_Ip": PROXY},
        {"Forwarded": f"for={PROXY}"},
        {"X_Forwarded_For": f"{PROXY}, {PROXY}"},
        {"Via": "1.1 proxy"},
    ]
    statuses = [ask(server, ELSEWHERE, X_Gpki_Subject=PERSON, **more)[0] for more in forged]

    assert statuses == [401] * len(forged)
    assert "is not the proxy" in server.tail()
    assert ask(server, ELSEWHERE, "/", X_Gpki_Subject=PERSON)[0] == 303


def test_whom_no_account_knows_is_not_in(server: RunningServer) -> None:
    for name in ("cn=stranger", "", "x" * 5000, f"{PERSON}, {PERSON}", "mayor1"):
        assert ask(server, PROXY, X_Gpki_Subject=name)[0] == 401, name[:40]
    assert ask(server, PROXY)[0] == 401


def test_a_proxy_s_word_does_not_widen_where_administrators_come_from(server: RunningServer) -> None:
    named = {"X_Gpki_Subject": "cn=admin"}

    assert ask(server, PROXY, **named, X_Forwarded_For="10.1.2.3")[0] == 200
    assert ask(server, PROXY, **named, X_Forwarded_For="10.9.9.9")[0] == 401
    assert ask(server, PROXY, **named)[0] == 401


def test_an_account_that_is_locked_is_out_within_seconds(server: RunningServer) -> None:
    server.command("user", "add", "staff1", "--role", "staff", "--subject", "cn=staff")
    assert ask(server, PROXY, X_Gpki_Subject="cn=staff")[0] == 200

    server.command("user", "lock", "staff1")

    until(lambda: ask(server, PROXY, X_Gpki_Subject="cn=staff")[0] == 401, "the account is out", 30.0)


def test_without_the_setting_the_header_says_nothing(
    start_server: Callable[..., RunningServer], tmp_path: Path
) -> None:
    server = start_server(MAPPINGS=str(City(tmp_path, period=60).mapping_path), TRUSTED_PROXY=PROXY)
    server.command("user", "add", "mayor1", "--role", "mayor", "--subject", PERSON)

    assert ask(server, PROXY, X_Gpki_Subject=PERSON)[0] == 401
