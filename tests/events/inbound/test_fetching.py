"""Fetching a partner's calendar over real TLS, from a stand-in on this machine; and what is never fetched."""

import datetime as dt
import ssl
import threading
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from socket import create_connection, gaierror, socketpair

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from hypothesis import given
from hypothesis import strategies as st

from core.errors import Refused
from events.inbound import fetching

PUBLIC = "93.184.216.34"
CALENDAR = b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n"


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    """For partner.example alone, trusted by nobody but these tests."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "partner.example")])
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(dt.datetime(2020, 1, 1))
        .not_valid_after(dt.datetime(2099, 1, 1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("partner.example")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    folder = tmp_path_factory.mktemp("tls")
    (folder / "cert.pem").write_bytes(made.public_bytes(serialization.Encoding.PEM))
    (folder / "key.pem").write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    return folder


class Partner:
    """What the stand-in answers, and what it was asked."""

    def __init__(self, port):
        self.port, self.asked, self.connected = port, [], []
        self.names = {"partner.example": [PUBLIC]}
        self.answers = {}

    def answer(self, path, status=200, body=CALENDAR, pause=None, **headers):
        self.answers[path] = (status, body, headers, pause)


@pytest.fixture
def partner(certificate, monkeypatch):
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self):
            partner.asked.append((self.headers["Host"], self.path, dict(self.headers)))
            status, body, headers, pause = partner.answers.get(self.path, (404, b"", {}, None))
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name.replace("_", "-"), value)
            self.send_header("Connection", "close")
            self.end_headers()
            for piece in body if isinstance(body, list) else [body]:
                if pause:
                    pause.wait(5)
                try:
                    self.wfile.write(piece)
                except OSError:
                    return

        def log_message(self, *args):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate / "cert.pem", certificate / "key.pem")
    server.socket = context.wrap_socket(server.socket, server_side=True)
    partner = Partner(server.server_address[1])
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()

    def resolve(host, port):
        if host not in partner.names:
            raise gaierror
        return partner.names[host]

    def connect(address, port, timeout):
        partner.connected.append((address, port))
        return create_connection(("127.0.0.1", partner.port), timeout=timeout)

    trusting = ssl.create_default_context(cafile=str(certificate / "cert.pem"))
    monkeypatch.setattr(fetching, "resolve", resolve)
    monkeypatch.setattr(fetching, "connect", connect)
    monkeypatch.setattr(fetching, "tls", lambda: trusting)
    yield partner
    server.shutdown()
    server.server_close()


ADDRESS = "https://partner.example/events.ics?all=1"


def test_a_calendar_is_fetched_from_the_address_that_was_checked(partner):
    partner.answer("/events.ics?all=1", ETag='"v1"')

    assert fetching.fetch(ADDRESS) == fetching.Fetched(CALENDAR, '"v1"')
    assert partner.connected == [(PUBLIC, 443)]
    assert partner.asked[0][0] == "partner.example"


def test_one_that_has_not_changed_is_not_sent_again(partner):
    partner.answer("/events.ics?all=1", status=304, body=b"")

    assert fetching.fetch(ADDRESS, etag='"v1"') == fetching.Fetched(None, '"v1"')
    assert partner.asked[0][2]["If-None-Match"] == '"v1"'


def test_the_name_is_resolved_once_so_that_it_cannot_change_between_check_and_use(partner, monkeypatch):
    answers = [[PUBLIC], ["127.0.0.1"]]
    monkeypatch.setattr(fetching, "resolve", lambda host, port: answers.pop(0))
    partner.answer("/events.ics?all=1")

    fetching.fetch(ADDRESS)

    assert partner.connected == [(PUBLIC, 443)]
    assert len(answers) == 1


@pytest.mark.parametrize(
    "addresses",
    [
        *(["127.0.0.1"], ["10.1.2.3"], ["172.16.0.9"], ["192.168.1.1"], ["169.254.169.254"], ["0.0.0.0"]),
        *(["100.64.0.1"], ["224.0.0.1"], ["255.255.255.255"], ["::1"], ["fe80::1%eth0"], ["fd00::1"], ["ff02::1"]),
        *(["::ffff:127.0.0.1"], ["2002:7f00:1::"], ["64:ff9b::a00:1"], ["::"]),
        *(["fec0::1"], ["::127.0.0.1"], ["64:ff9b:1::a00:1"]),
        [PUBLIC, "10.0.0.1"],  # one of several is enough
        [],
    ],
)
def test_what_leads_into_a_private_network_is_never_connected_to(partner, addresses):
    partner.names["partner.example"] = addresses

    with pytest.raises(Refused, match="private network"):
        fetching.fetch(ADDRESS)

    assert partner.connected == []


@given(st.ip_addresses(v=4) | st.ip_addresses(v=6))
def test_nothing_is_public_that_python_calls_private(address):
    if not address.is_global or address.is_loopback or address.is_link_local or address.is_multicast:
        assert not fetching.is_public(str(address))


@given(st.ip_addresses(v=4))
def test_an_old_address_inside_a_new_one_counts_as_itself(address):
    mapped = ip_address(f"::ffff:{address}")

    assert fetching.is_public(str(mapped)) == fetching.is_public(str(address))


@pytest.mark.parametrize(
    "target",
    ["https://inside.example/x.ics", "https://10.0.0.1/x.ics", "//inside.example/x", "http://partner.example/"],
)
def test_a_redirect_is_checked_anew(partner, target):
    partner.names |= {"inside.example": ["192.168.0.1"], "10.0.0.1": ["10.0.0.1"]}
    partner.answer("/events.ics?all=1", status=302, body=b"", Location=target)

    with pytest.raises(Refused):
        fetching.fetch(ADDRESS)

    assert partner.connected == [(PUBLIC, 443)]


def test_a_redirect_to_a_public_address_is_followed(partner):
    partner.answer("/events.ics?all=1", status=301, body=b"", Location="/moved.ics")
    partner.answer("/moved.ics")

    assert fetching.fetch(ADDRESS).data == CALENDAR


def test_redirects_without_end_are_given_up(partner):
    partner.answer("/events.ics?all=1", status=302, body=b"", Location=ADDRESS)

    with pytest.raises(Refused, match="without end"):
        fetching.fetch(ADDRESS)

    assert len(partner.asked) == fetching.MOST_REDIRECTS + 1


@pytest.mark.parametrize("said", ["content-length", "nothing"])
def test_what_is_too_large_is_given_up_whatever_it_says_of_its_size(partner, monkeypatch, said):
    monkeypatch.setattr(fetching, "MOST_BYTES", 100_000)
    headers = {"Content_Length": "300000"} if said == "content-length" else {}
    partner.answer("/events.ics?all=1", body=[b"x" * 50_000] * 6, **headers)

    with pytest.raises(Refused, match="larger than"):
        fetching.fetch(ADDRESS)


def test_what_drips_is_given_up_when_the_time_is_over(partner, monkeypatch):
    """Each piece comes soon enough, all of them would not."""
    monkeypatch.setattr(fetching, "SECONDS", 0.5)
    never = threading.Event()
    partner.answer("/events.ics?all=1", body=[b"x"] * 50, pause=never)

    with pytest.raises(Refused, match="took longer"):
        fetching.fetch(ADDRESS)

    never.set()


@pytest.fixture
def dripping(partner, monkeypatch):
    """The partner's line, on which it sends `begin` and then a letter each hundredth of a second."""
    stopped = threading.Event()
    partner.sent = []

    def drip(begin, letter):
        here, there = socketpair()
        partner.sent += [here, there]

        def send():
            with suppress(OSError):
                there.sendall(begin)
                while not stopped.wait(0.01):
                    there.sendall(letter)

        threading.Thread(target=send, daemon=True).start()
        monkeypatch.setattr(fetching.PinnedConnection, "connect", lambda each: use(each, here))

    def use(connection, line):
        connection.sock = connection.line = line

    yield drip
    stopped.set()
    for line in partner.sent:
        line.close()


@pytest.mark.parametrize(
    ("begin", "letter"),
    [
        (b"HTTP/1.1 200 OK\r\nX: ", b"x"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", b"0"),
        (b"", b"HTTP/1.1 100 Continue\r\n\r\n"),
    ],
)
def test_an_answer_that_drips_letter_by_letter_is_given_up_too(dripping, monkeypatch, begin, letter):
    monkeypatch.setattr(fetching, "SECONDS", 0.3)
    dripping(begin, letter)

    with pytest.raises(Refused, match="took longer"):
        fetching.fetch(ADDRESS)


def test_a_name_that_takes_long_to_resolve_is_given_up(partner, monkeypatch):
    monkeypatch.setattr(fetching, "SECONDS", 0.2)
    asked = threading.Event()
    monkeypatch.setattr(fetching, "resolve", lambda host, port: asked.wait(5) and [])

    with pytest.raises(Refused, match="took longer"):
        fetching.fetch(ADDRESS)

    asked.set()


def test_a_redirect_to_what_is_no_address_is_said(partner):
    partner.answer("/events.ics?all=1", status=302, body=b"", Location="https://[::1")

    with pytest.raises(Refused, match="not an address"):
        fetching.fetch(ADDRESS)


@pytest.mark.parametrize("etag", ['"a\0b"', '"é"', f'"{"x" * 200}"'])
def test_an_etag_that_could_not_be_kept_is_none(partner, etag):
    partner.answer("/events.ics?all=1", ETag=etag)

    assert fetching.fetch(ADDRESS).etag == ""


@pytest.mark.parametrize(
    ("status", "sentence"), [(404, "answered 404"), (500, "answered 500"), (206, "answered 206"), (204, "answered 204")]
)
def test_any_other_answer_is_said(partner, status, sentence):
    partner.answer("/events.ics?all=1", status=status, body=b"")

    with pytest.raises(Refused, match=sentence):
        fetching.fetch(ADDRESS)


def test_a_certificate_of_another_name_is_not_trusted(partner):
    partner.names["other.example"] = [PUBLIC]

    with pytest.raises(Refused, match="certificate"):
        fetching.fetch("https://other.example/events.ics")


def test_a_name_that_nobody_has_and_a_server_that_is_away_are_said(partner, monkeypatch):
    with pytest.raises(Refused, match="no such server"):
        fetching.fetch("https://nowhere.example/events.ics")

    def refuse(*args):
        raise ConnectionRefusedError

    monkeypatch.setattr(fetching, "connect", refuse)
    with pytest.raises(Refused, match="does not answer"):
        fetching.fetch(ADDRESS)


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        ("http://partner.example/x.ics", "must begin with https"),
        ("webcal://partner.example/x.ics", "where it says webcal"),
        ("file:///etc/passwd", "must begin with https"),
        ("ftp://partner.example/", "must begin with https"),
        ("https://", "must begin with https"),
        ("partner.example", "must begin with https"),
        ("https://user:secret@partner.example/", "a name and a password"),
        ("https://partner.example:port/", "not an address"),
        ("https://[::1", "not an address"),
        ("https://partner.example/a b", "a space"),
        ("https://partner.example/a\r\nX: y", "a space"),
        (f"https://{'a' * 64}.example/", "not an address"),
    ],
)
def test_what_is_no_address_gets_a_sentence(address, sentence):
    with pytest.raises(Refused, match=sentence):
        fetching.parts_of(address)
