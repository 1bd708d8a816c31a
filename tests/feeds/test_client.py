"""The client: known hosts only, within a time and a size, and the key is told to nobody."""

import gzip
import logging
import ssl
import threading
import time
import tracemalloc
from collections.abc import Callable
from http.server import ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from db.feeds.client import ATTEMPTS, Client
from db.feeds.feed import FeedError, Request, Settings
from tests.feeds.builders import gateway_error
from tests.feeds.serving import Answers, certificate, serving
from tests.support.waiting import until

SECRET = "ab+cd/ef==secret"
REQUEST = Request("any", "/any/path", (("sidoName", "대전"),))


def fetch(
    base: str, request: Request = REQUEST, *, key: str = SECRET, bases: tuple[str, ...] = (), **limits: object
) -> bytes:
    client = Client(bases or (base,), sleep=lambda _: None, **limits)  # type: ignore[arg-type]
    return client.fetch(request, Settings(base, key), lambda: None)


def asked(answers: Answers) -> dict[str, list[str]]:
    return parse_qs(urlsplit(answers.path).query)


def test_a_request_becomes_an_address_with_its_page_and_its_key() -> None:
    with serving(lambda it: it.send("답".encode())) as server:
        body = fetch(server.base, Request("any", "/any/path", (("sidoName", "대전"),), page=3))

    assert body.decode() == "답"
    assert urlsplit(server.seen[0].path).path == "/any/path"
    assert asked(server.seen[0]) == {"sidoName": ["대전"], "pageNo": ["3"], "serviceKey": [SECRET]}


@pytest.mark.parametrize("given", [SECRET, "ab%2Bcd%2Fef%3D%3Dsecret"])
def test_the_service_key_is_sent_encoded_once_however_it_was_handed_out(given: str) -> None:
    with serving(lambda it: it.send(b"x")) as server:
        fetch(server.base, key=given)

    assert "serviceKey=ab%2Bcd%2Fef%3D%3Dsecret" in server.seen[0].path


def test_a_key_may_go_into_a_header_and_a_source_may_want_none() -> None:
    with serving(lambda it: it.send(b"x")) as server:
        fetch(server.base, Request("any", "/a", page_param=None, key_param=None, key_header="api-token"))
        fetch(server.base, Request("any", "/a", page_param=None), key="")

    assert server.seen[0].headers["api-token"] == SECRET
    assert [one.path for one in server.seen] == ["/a", "/a"]


def test_a_host_that_is_not_configured_is_never_asked() -> None:
    with serving(lambda it: it.send(b"x")) as server, pytest.raises(FeedError, match="설정에 없는") as caught:
        fetch(server.base, bases=("http://192.0.2.1",))

    assert server.seen == []
    assert not caught.value.may_retry


def test_a_path_cannot_lead_to_another_host() -> None:
    with serving(lambda it: it.send(b"x")) as server, pytest.raises(FeedError, match="설정에 없는"):
        fetch(server.base, Request("any", "@192.0.2.1/any"))


def test_a_redirect_to_another_host_is_not_followed_and_the_key_does_not_get_there() -> None:
    with serving(lambda it: it.send(b"gotcha")) as other:

        def away(it: Answers) -> None:
            it.send(b"", 302, Location=other.base + "/stolen?" + urlsplit(it.path).query)

        with serving(away) as server, pytest.raises(FeedError, match="다른 곳") as caught:
            fetch(server.base, bases=(server.base, other.base))

    assert other.seen == []
    assert not caught.value.may_retry


@pytest.mark.parametrize("place", ["http://127.0.0.1:{key}/", "http://[::1/", "http://[{key}]/", "//", ""])
def test_a_redirect_to_what_is_no_address_is_a_failure_that_repeats_no_key(place: str) -> None:
    def away(it: Answers) -> None:
        it.send(b"", 302, Location=place.format(key=SECRET))

    with serving(away) as server, pytest.raises(FeedError) as caught:
        fetch(server.base)

    assert "secret" not in str(caught.value)


def test_a_redirect_on_the_same_host_is_followed_but_not_for_ever() -> None:
    def once(it: Answers) -> None:
        if it.path.startswith("/any"):
            it.send(b"", 301, Location="/moved")
        else:
            it.send(b"here")

    with serving(once) as server:
        assert fetch(server.base) == b"here"
    with serving(lambda it: it.send(b"", 302, Location="/round")) as server, pytest.raises(FeedError):
        fetch(server.base)
    assert len(server.seen) == 3


def dribble(it: Answers) -> None:
    it.send_response(200)
    it.end_headers()
    while not it.released.wait(0.02):
        it.wfile.write(b" ")


def dribble_headers(it: Answers) -> None:
    it.wfile.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
    while not it.released.wait(0.02):
        it.wfile.write(b"a")


def silence(it: Answers) -> None:
    it.released.wait(30)


@pytest.mark.parametrize("answer", [dribble, dribble_headers, silence])
def test_a_server_that_dribbles_does_not_hang_the_client(answer: Callable[[Answers], None]) -> None:
    begun = time.monotonic()
    with serving(answer) as server, pytest.raises(FeedError, match=r"0\.4초 안에") as caught:
        fetch(server.base, seconds=0.4)

    assert time.monotonic() - begun < ATTEMPTS * 0.4 + 2
    assert len(server.seen) == ATTEMPTS
    assert caught.value.may_retry


def test_an_answer_that_is_too_large_is_not_taken_in() -> None:
    def endless(it: Answers) -> None:
        it.send_response(200)
        it.end_headers()
        while not it.released.is_set():
            it.wfile.write(b"x" * 65536)

    for answer in (endless, lambda it: it.send(b"", Content_Length="99999999999")):
        with serving(answer) as server, pytest.raises(FeedError, match="1 MB") as caught:
            fetch(server.base, megabytes=1)
        assert not caught.value.may_retry
        assert len(server.seen) == 1


def test_a_packed_bomb_is_stopped_while_it_unpacks() -> None:
    bomb = gzip.compress(gzip.compress(bytes(300_000_000)))
    tracemalloc.start()
    try:
        with (
            serving(lambda it: it.send(bomb, Content_Encoding="gzip, gzip")) as server,
            pytest.raises(FeedError),
        ):
            fetch(server.base)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()

    assert len(bomb) < 100_000
    assert peak < 100_000_000


def test_a_packed_answer_is_unpacked() -> None:
    with serving(lambda it: it.send(gzip.compress(b"words"), Content_Encoding="gzip")) as server:
        assert fetch(server.base) == b"words"


def test_a_fault_of_the_server_is_asked_again_and_healed() -> None:
    def twice(it: Answers) -> None:
        it.send(b"fine", 200 if len(it.seen) == 3 else 503)

    counted: list[int] = []
    waits: list[float] = []
    with serving(twice) as server:
        client = Client((server.base,), sleep=waits.append)
        assert client.fetch(REQUEST, Settings(server.base), lambda: counted.append(1)) == b"fine"

    assert len(counted) == 3
    assert 0.5 <= waits[0] <= 1.0 <= waits[1] <= 2.0


def test_a_fault_that_stays_is_a_failure_after_three_attempts() -> None:
    with (
        serving(lambda it: it.send(b"x", 500)) as server,
        pytest.raises(FeedError, match="HTTP 500") as caught,
    ):
        fetch(server.base)

    assert len(server.seen) == ATTEMPTS
    assert (caught.value.code, caught.value.may_retry) == ("500", True)


@pytest.mark.parametrize("status", [400, 401, 403, 404])
def test_a_refusal_is_not_asked_again(status: int) -> None:
    with serving(lambda it: it.send(b"Forbidden", status)) as server, pytest.raises(FeedError) as caught:
        fetch(server.base)

    assert len(server.seen) == 1
    assert (caught.value.code, caught.value.may_retry) == (str(status), False)


def test_too_many_requests_are_not_made_more() -> None:
    with serving(lambda it: it.send(b"x", 429)) as server, pytest.raises(FeedError) as caught:
        fetch(server.base)

    assert len(server.seen) == 1
    assert caught.value.may_retry


def test_an_error_of_the_gateway_is_read_under_other_states_than_200_too() -> None:
    with serving(lambda it: it.send(gateway_error("30"), 403)) as server, pytest.raises(FeedError) as caught:
        fetch(server.base)

    assert caught.value.code == "30"


def test_a_body_that_breaks_off_is_asked_again() -> None:
    with serving(lambda it: it.send(b"half", Content_Length="100")) as server, pytest.raises(FeedError):
        fetch(server.base)

    assert len(server.seen) == ATTEMPTS


def test_nobody_there_is_a_failure() -> None:
    with serving(lambda it: it.send(b"x")) as server:
        base = server.base
    with pytest.raises(FeedError, match="연결하지 못했습니다"):
        fetch(base)


def test_the_key_is_in_no_error_no_log_and_no_repr(caplog: pytest.LogCaptureFixture) -> None:
    def badly(it: Answers) -> None:
        it.wfile.write(b"HTTP/1.1 500 Bad\r\nno colon here\r\n : odd\r\n\r\n")

    caplog.set_level(logging.DEBUG)
    with serving(badly) as server, pytest.raises(FeedError) as caught:
        fetch(server.base)
    with serving(lambda it: it.send(b"fine")) as server:
        fetch(server.base)

    told = [caplog.text, str(caught.value), repr(caught.value), repr(Settings(server.base, SECRET))]
    assert "/any/path" in caplog.text
    assert [text for text in told if "secret" in text] == []
    assert caught.value.__cause__ is None
    assert caught.value.__context__ is None or caught.value.__suppress_context__


def test_a_key_that_the_server_repeats_is_taken_out_of_the_body() -> None:
    with serving(lambda it: it.send(f"{it.path} {SECRET}".encode())) as server:
        assert b"secret" not in fetch(server.base)


def test_a_shell_that_names_a_proxy_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")

    with serving(lambda it: it.send(b"fine")) as server:
        assert fetch(server.base) == b"fine"


def test_an_unknown_certificate_is_refused_and_a_ca_file_makes_it_known(tmp_path: Path) -> None:
    ours = certificate(tmp_path)
    handler = type(
        "Handler", (Answers,), {"answer": lambda it: it.send(b"safe"), "seen": [], "released": None}
    )
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(ours)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    base = f"https://localhost:{server.server_port}"
    try:
        with pytest.raises(FeedError, match="인증서") as caught:
            fetch(base)
        assert not caught.value.may_retry
        assert fetch(base, ca_file=ours) == b"safe"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def test_nothing_is_left_running_after_an_answer() -> None:
    before = threading.active_count()
    with serving(lambda it: it.send(b"x")) as server:
        fetch(server.base)

    until(lambda: threading.active_count() <= before, "threads of the exchange end")
