"""Connections that cannot be led astray: only to public addresses, and none longer than its time."""

from __future__ import annotations

import ipaddress
import socket
import time
from collections.abc import Callable, Iterable
from typing import Any

import httpcore

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Resolve = Callable[[str, int], list[str]]


class Refused(httpcore.ConnectError):
    """The host has no address that may be connected to."""


class TooSlow(httpcore.ReadTimeout):
    """The whole time for one document is over, however steadily it drips."""


def resolve(host: str, port: int) -> list[str]:
    """The IP addresses of a host, as the system gives them. Raises OSError when there are none."""
    return list(dict.fromkeys(str(info[4][0]) for info in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)))


def is_public(words: str) -> bool:
    """True for an address of the open internet; private, loopback, link-local, shared and reserved ones are none."""
    try:
        address: Address = ipaddress.ip_address(words.partition("%")[0])
    except ValueError:
        return False
    inner = _embedded(address)
    return (inner is None or is_public(str(inner))) and address.is_global and not address.is_multicast


def _embedded(address: Address) -> ipaddress.IPv4Address | None:
    """The IPv4 address that an IPv6 one stands for (mapped, 6to4, NAT64), which is where packets go."""
    if isinstance(address, ipaddress.IPv4Address):
        return None
    if address in ipaddress.ip_network("64:ff9b::/96"):
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address.sixtofour


class Backend(httpcore.NetworkBackend):
    """Connects to the very address it has looked at, so that a name cannot mean another one a moment later.

    `deadline` is the monotonic time at which every read and write of the current document ends.
    """

    def __init__(self, allow_private: bool, resolver: Resolve = resolve) -> None:
        self._inner = httpcore.SyncBackend()
        self._allow_private = allow_private
        self._resolve = resolver
        self.deadline = float("inf")

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """A connection to the first address of the host that answers. Raises Refused when none may be used."""
        try:
            found = self._resolve(host.strip("[]"), port)
        except OSError as error:
            raise httpcore.ConnectError(f"the name {host} is not known ({error.strerror or error})") from error
        allowed = [address for address in found if self._allow_private or is_public(address)]
        if not allowed or len(allowed) < len(found):
            what = "" if [host] == found else f" is {', '.join(found) or 'nowhere'},"
            raise Refused(f"{host}{what} not on the open internet" if what else f"{host} is not on the open internet")
        last: Exception | None = None
        for address in allowed[:4]:
            try:
                stream = self._inner.connect_tcp(address, port, self.left(timeout), local_address, socket_options)
                return _Stream(stream, self)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                last = error
        raise last or httpcore.ConnectError(f"{host} does not answer")

    def left(self, timeout: float | None) -> float:
        """Seconds that one operation may take: its own timeout, and no more than is left for the document."""
        rest = self.deadline - time.monotonic()
        if rest <= 0:
            raise TooSlow("the time for one document is over")
        return min(rest, timeout) if timeout is not None else min(rest, 60.0)


class _Stream(httpcore.NetworkStream):
    """A connection whose every read and write ends with the time for the document."""

    def __init__(self, inner: httpcore.NetworkStream, backend: Backend) -> None:
        self._inner = inner
        self._backend = backend

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """Some bytes; raises TooSlow at the end of the time."""
        return self._inner.read(max_bytes, self._backend.left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Send bytes; raises TooSlow at the end of the time."""
        self._inner.write(buffer, self._backend.left(timeout))

    def close(self) -> None:
        """Close the connection."""
        self._inner.close()

    def start_tls(
        self, ssl_context: Any, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        """The same connection, encrypted."""
        return _Stream(self._inner.start_tls(ssl_context, server_hostname, self._backend.left(timeout)), self._backend)

    def get_extra_info(self, info: str) -> Any:
        """What the connection tells about itself."""
        return self._inner.get_extra_info(info)
