"""Asks an address on the internet for its bytes, and lets nobody use this server to reach what only it can reach.

Only https to public addresses: the name is resolved once, every address that it gives is checked, and the connection goes to
the address that was checked, so that a name that answers differently the second time gains nothing. Redirects are followed
three times at most, each checked anew. No cookies, no credentials, no proxy; a limit of bytes and one of seconds for all of it.
"""

import contextlib
import http.client
import ipaddress
import socket
import ssl
import threading
import time
from dataclasses import dataclass
from urllib.parse import SplitResult, urljoin, urlsplit

from django.conf import settings
from django.utils.encoding import iri_to_uri

from kotacerdas import __version__
from kotacerdas.common.domain.faults import Fault, Refused

MOST_BYTES = 5_000_000
MOST_SECONDS = 20.0
MOST_REDIRECTS = 3
LONGEST_ADDRESS = 500
_CHUNK = 65_536
_REDIRECTS = {301, 302, 303, 307, 308}
_NAT64 = ipaddress.ip_network("64:ff9b::/96")

Ip = ipaddress.IPv4Address | ipaddress.IPv6Address


@dataclass(frozen=True)
class Limits:
    bytes: int = MOST_BYTES
    seconds: float = MOST_SECONDS


def fetch(address: str, limits: Limits | None = None) -> bytes:
    """The body of the answer; raises `Refused` with the reason why there is none."""
    limits = limits or Limits()
    until = time.monotonic() + limits.seconds
    for _hop in range(MOST_REDIRECTS + 1):
        answer = _ask(_checked(address), until, limits.bytes)
        if isinstance(answer, bytes):
            return answer
        address = urljoin(address, answer)
    raise Refused(Fault("feed-redirects", {"most": MOST_REDIRECTS}))


def check(address: str) -> None:
    """What can be said of an address before anybody asks it; raises `Refused`."""
    _checked(address)


# --- the address -------------------------------------------------------------------------------------------


def _checked(address: str) -> SplitResult:
    if len(address) > LONGEST_ADDRESS or any(ord(sign) <= 32 or ord(sign) == 127 for sign in address):
        raise Refused(Fault("feed-address", {"address": address[:80]}))
    try:
        parts = urlsplit(iri_to_uri(address))
        host, port = parts.hostname, parts.port
    except ValueError:
        raise Refused(Fault("feed-address", {"address": address[:80]})) from None
    if not host or parts.username or parts.password or port == 0:
        raise Refused(Fault("feed-address", {"address": address[:80]}))
    if parts.scheme != "https" and not (parts.scheme == "http" and _is_allowed(host, _port(parts))):
        raise Refused(Fault("feed-not-https", {"address": address[:80]}))
    return parts


def _port(parts: SplitResult) -> int:
    return parts.port or (443 if parts.scheme == "https" else 80)


def _is_allowed(host: str, port: int) -> bool:
    """`FEEDS_MAY_ASK` names services of this very machine, as "127.0.0.1:8123", that may be asked all the same."""
    return f"{host}:{port}" in getattr(settings, "FEEDS_MAY_ASK", ())


def is_public(ip: Ip) -> bool:
    """Whether everybody on the internet could reach it; also of an address of the old kind wrapped in one of the new."""
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
        if inner is None and ip in _NAT64:
            inner = ipaddress.IPv4Address(int(ip) & 0xFFFF_FFFF)
        if inner is not None:
            return is_public(inner)
    return ip.is_global and not (ip.is_multicast or ip.is_reserved or ip.is_unspecified)


def _resolved(host: str, port: int) -> list[str]:
    """The addresses of the name; all of them must be public, or none is asked."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, proto=socket.IPPROTO_TCP)
    except (OSError, UnicodeError):
        raise Refused(Fault("feed-unknown-host", {"host": host[:80]})) from None
    addresses = list(dict.fromkeys(str(place[0]) for _family, _kind, _protocol, _name, place in found))
    if not _is_allowed(host, port):
        for text in addresses:
            if not is_public(ipaddress.ip_address(text.partition("%")[0])):
                raise Refused(Fault("feed-private", {"host": host[:80]}))
    return addresses


# --- the conversation --------------------------------------------------------------------------------------


def _ask(parts: SplitResult, until: float, most_bytes: int) -> bytes | str:
    """The body, or the address that the answer leads on to."""
    host = parts.hostname or ""
    line = _line(parts, until)
    # A server that sends a letter every second never runs into a time limit of one reading.
    watch = threading.Timer(max(until - time.monotonic(), 0.01), _cut, [line])
    watch.daemon = True
    watch.start()
    try:
        with line, contextlib.closing(_response(line, parts)) as response:
            return _answer(response, host, until, most_bytes)
    except (OSError, http.client.HTTPException, ValueError):
        kind = "feed-too-slow" if time.monotonic() >= until else "feed-broken"
        raise Refused(Fault(kind, {"host": host[:80]})) from None
    finally:
        watch.cancel()


def _response(line: socket.socket, parts: SplitResult) -> http.client.HTTPResponse:
    connection = http.client.HTTPConnection(parts.hostname or "", _port(parts))
    connection.sock = line
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    connection.request("GET", target, headers=_headers(parts))
    return connection.getresponse()


def _headers(parts: SplitResult) -> dict[str, str]:
    return {
        "Host": parts.netloc,
        "Accept": "application/json",
        "Accept-Encoding": "identity",
        "User-Agent": f"KotaCerdas/{__version__}",
        "Connection": "close",
    }


def _line(parts: SplitResult, until: float) -> socket.socket:
    """To one of the checked addresses; the certificate must be that of the name."""
    host, port = parts.hostname or "", _port(parts)
    for address in _resolved(host, port):
        left = until - time.monotonic()
        if left <= 0:
            raise Refused(Fault("feed-too-slow", {"host": host[:80]}))
        try:
            line = socket.create_connection((address, port), timeout=left)
        except OSError:
            continue
        return _secured(line, host) if parts.scheme == "https" else line
    raise Refused(Fault("feed-no-answer", {"host": host[:80]}))


def _secured(line: socket.socket, host: str) -> socket.socket:
    try:
        return ssl.create_default_context().wrap_socket(line, server_hostname=host)
    except OSError:
        line.close()
        raise Refused(Fault("feed-certificate", {"host": host[:80]})) from None


def _cut(line: socket.socket) -> None:
    with contextlib.suppress(OSError):
        line.shutdown(socket.SHUT_RDWR)


def _answer(response: http.client.HTTPResponse, host: str, until: float, most_bytes: int) -> bytes | str:
    if response.status in _REDIRECTS:
        onward = response.getheader("Location", "")
        if not onward:
            raise Refused(Fault("feed-broken", {"host": host[:80]}))
        return onward
    if response.status != 200:
        raise Refused(Fault("feed-status", {"host": host[:80], "status": str(response.status)}))
    if response.getheader("Content-Encoding", "identity").strip().casefold() not in {"", "identity"}:
        raise Refused(Fault("feed-broken", {"host": host[:80]}))
    body = bytearray()
    while chunk := response.read1(_CHUNK):
        body += chunk
        if len(body) > most_bytes:
            raise Refused(Fault("feed-too-large", {"most_bytes": most_bytes}))
        if time.monotonic() >= until:
            raise Refused(Fault("feed-too-slow", {"host": host[:80]}))
    if time.monotonic() >= until:
        raise Refused(Fault("feed-too-slow", {"host": host[:80]}))
    if response.length:
        # It was cut off before the length that it had promised.
        raise Refused(Fault("feed-broken", {"host": host[:80]}))
    return bytes(body)
