"""Fetch a partner's calendar safely: over https, from public addresses alone, in little time and of little size.

Whoever names an address could otherwise have this server look into the council's own network. The name is resolved
once, every address that it has is checked, and the one that was checked is the one connected to; a redirect is a new
address and is checked anew. (OWASP, Server-Side Request Forgery Prevention.)
"""

import http.client
import ipaddress
import socket
import ssl
import threading
import time
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from core.errors import Refused

SECONDS = 10
MOST_BYTES = 5_000_000
MOST_REDIRECTS = 5
REDIRECTS = {301, 302, 303, 307, 308}
CHUNK = 65_536
LONGEST_ETAG = 200
HEADERS = {"Accept": "text/calendar, */*;q=0.1", "Accept-Encoding": "identity", "User-Agent": "Digital Link"}
TOO_SLOW = f"It took longer than {SECONDS} seconds. Try again later, or ask the partner."
TOO_LARGE = f"The calendar is larger than {MOST_BYTES // 1_000_000} MB. Ask the partner for a shorter one."


@dataclass(frozen=True)
class Fetched:
    """`data` is None where nothing has changed since `etag`."""

    data: bytes | None
    etag: str = ""


def fetch(address, *, etag=""):
    """The bytes at an https address. Raises Refused with what to do about it.

    In a thread of its own, which is left when the time is over: neither a name that takes long to resolve nor headers
    that drip letter by letter are bounded by the time that a socket waits for its next piece.
    """
    answer, opened = Future(), []

    def ask_there():
        try:
            answer.set_result(follow(address, etag, opened))
        except BaseException as error:
            answer.set_exception(error)

    threading.Thread(target=ask_there, daemon=True).start()
    try:
        return answer.result(timeout=SECONDS)
    except TimeoutError:
        raise Refused(TOO_SLOW) from None
    finally:
        for connection in list(opened):
            connection.cut()


def follow(address, etag, opened, *, clock=time.monotonic):
    """From one address to the next. `opened` gets each connection."""
    ends_at = clock() + SECONDS
    for _ in range(MOST_REDIRECTS + 1):
        host, port, path = parts_of(address)
        status, headers, data = ask(host, port, path, etag=etag, opened=opened, ends_at=ends_at, clock=clock)
        if status in REDIRECTS and headers.get("Location"):
            address = led_to(address, headers["Location"])
            continue
        if status == 304 and etag:
            return Fetched(None, etag)
        if status != 200:
            raise Refused(f"Its server answered {status}. Check the address with the partner.")
        return Fetched(data, etag_of(headers))
    raise Refused("It leads from one address to another without end. Check the address with the partner.")


def led_to(address, location):
    try:
        return urljoin(address, location)
    except ValueError:
        raise Refused("It leads to something that is not an address. Tell the partner.") from None


def etag_of(headers):
    """As it can be kept and sent back; "" for any other, which is the same as none."""
    etag = headers.get("ETag", "")
    return etag if len(etag) <= LONGEST_ETAG and etag.isascii() and etag.isprintable() else ""


def parts_of(address):
    """(host, port, path with query) of an address that may be asked."""
    try:
        parts = urlsplit(address.strip())
        host, port = (parts.hostname or "").encode("idna").decode(), parts.port or 443
    except (ValueError, UnicodeError):
        raise Refused("This is not an address. It should look like https://example.org/calendar.ics.") from None
    if parts.scheme.lower() in ("webcal", "webcals"):
        raise Refused("Write https:// where it says webcal://.")
    if parts.scheme.lower() != "https" or not host:
        raise Refused("The address must begin with https://.")
    if parts.username or parts.password:
        raise Refused("An address with a name and a password in it is not fetched. Ask the partner for a public one.")
    path = parts.path or "/"
    whole = f"{path}?{parts.query}" if parts.query else path
    if any(ord(character) <= 32 or ord(character) == 127 for character in whole):
        raise Refused("There is a space in the address. Copy it again.")
    return host, port, whole


def ask(host, port, path, *, etag, opened, ends_at, clock):
    """(status, headers, body) of one request to one checked address."""
    connection = PinnedConnection(host, port, public_address(host, port), timeout=left(ends_at, clock))
    opened.append(connection)
    try:
        connection.request("GET", path, headers=HEADERS | ({"If-None-Match": etag} if etag else {}))
        with connection.getresponse() as answer:
            data = read(connection, answer, ends_at, clock) if answer.status == 200 else b""
            return answer.status, answer.headers, data
    except TimeoutError:
        raise Refused(TOO_SLOW) from None
    except ssl.SSLError:
        raise Refused("Its certificate is not in order, so it is not safe to fetch. Tell the partner.") from None
    except (OSError, http.client.HTTPException, UnicodeError):
        raise Refused("Its server does not answer. Check the address, or try again later.") from None
    finally:
        connection.close()


def read(connection, answer, ends_at, clock):
    """The body, piece by piece, so that neither a slow server nor an endless one holds us."""
    found = bytearray()
    while True:
        connection.sock.settimeout(left(ends_at, clock)) if connection.sock else None
        piece = answer.read1(CHUNK)
        if not piece:
            return bytes(found)
        found += piece
        if len(found) > MOST_BYTES:
            raise Refused(TOO_LARGE)


def left(ends_at, clock):
    seconds = ends_at - clock()
    if seconds <= 0:
        raise Refused(TOO_SLOW)
    return seconds


def public_address(host, port):
    """The address to connect to. Where a name has several, all must be public: one that is not is a trap."""
    try:
        found = list(dict.fromkeys(resolve(host, port)))
    except (OSError, UnicodeError):
        raise Refused("There is no such server. Check the address.") from None
    if not found or not all(is_public(address) for address in found):
        raise Refused("This address leads into a private network, so it is not fetched.")
    return found[0]


def resolve(host, port):
    """The addresses that a name has."""
    return [info[4][0] for info in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]


def is_public(text):
    """Whether it can be reached from anywhere; an old address inside a new one counts as itself."""
    address = ipaddress.ip_address(text.partition("%")[0])
    if address.version == 6:
        inside = address.ipv4_mapped or address.sixtofour or (address.teredo or (None, None))[1]
        if inside is None and address in NAT64:
            inside = ipaddress.ip_address(int(address) & 0xFFFFFFFF)
        if inside is not None:
            return is_public(str(inside))
        if address not in GIVEN_OUT:
            return False
    return address.is_global and not address.is_multicast


NAT64 = ipaddress.ip_network("64:ff9b::/96")
# Of version 6 no others are given out to anybody: old local ones (fec0::) count as global for Python.
GIVEN_OUT = ipaddress.ip_network("2000::/3")


class PinnedConnection(http.client.HTTPSConnection):
    """To one address, whatever the name may resolve to by now; the certificate is still checked for the name."""

    def __init__(self, host, port, address, *, timeout):
        super().__init__(host, port, timeout=timeout, context=tls())
        self.address, self.line = address, None

    def connect(self):
        plain = connect(self.address, self.port, self.timeout)
        self.sock = self.line = self._context.wrap_socket(plain, server_hostname=self.host)

    def cut(self):
        """End what another thread waits for on it."""
        with suppress(OSError):
            if self.line:
                # The plain socket's own: that of TLS would take the session from under the other's hands.
                socket.socket.shutdown(self.line, socket.SHUT_RDWR)


def connect(address, port, timeout):
    return socket.create_connection((address, port), timeout=timeout)


def tls():
    return ssl.create_default_context()
