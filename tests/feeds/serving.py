"""A server on this machine that answers as a test tells it to, well or badly, and a certificate for one."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Event, Thread

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID


def certificate(folder: Path) -> Path:
    """A new key and its own certificate for localhost, valid for a day, in one file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    signed = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(hours=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    plain = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    path = folder / "localhost.pem"
    path.write_bytes(plain + signed.public_bytes(Encoding.PEM))
    return path


class Answers(BaseHTTPRequestHandler):
    """What every request is answered with; `released` ends answers that wait for ever."""

    answer: Callable[["Answers"], None]
    released: Event
    seen: list["Answers"]

    def do_GET(self) -> None:
        self.seen.append(self)
        try:
            type(self).answer(self)
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True  # the client has hung up, which is what some tests wait for

    def log_message(self, format: str, *args: object) -> None:
        """Nothing: a test reads what was asked from `seen`."""

    def send(self, body: bytes, status: int = 200, **headers: str) -> None:
        self.send_response(status)
        for name, text in {"Content_Length": str(len(body)), **headers}.items():
            self.send_header(name.replace("_", "-"), text)
        self.end_headers()
        self.wfile.write(body)


class Server:
    """Its address, and the requests that came."""

    def __init__(self, base: str, seen: list[Answers]) -> None:
        self.base = base
        self.seen = seen


@contextmanager
def serving(answer: Callable[[Answers], None]) -> Iterator[Server]:
    seen: list[Answers] = []
    released = Event()
    handler = type("Handler", (Answers,), {"answer": answer, "seen": seen, "released": released})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield Server(f"http://127.0.0.1:{server.server_port}", seen)
    finally:
        released.set()
        server.shutdown()
        server.server_close()
        thread.join()
