"""Cities one after the other here, or one task each on a Dask cluster. An open scheduler runs whatever it is sent, so only one
on this machine or one that speaks TLS is asked."""

import ipaddress
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib import import_module
from importlib.util import find_spec
from typing import Any
from urllib.parse import urlsplit

from kotacerdas.common.domain.faults import Fault, Refused
from kotacerdas.siting.cities.covering import Order, Outcome, covered

TRIES = 3
"""How often a city is begun again whose worker was lost."""
SECONDS_TO_ANSWER = 15


def here(orders: Sequence[Order]) -> Iterator[Outcome]:
    return (covered(order) for order in orders)


def on(address: str, orders: Sequence[Order]) -> Iterator[Outcome]:
    """In the order in which they are done. Raises `Refused` for an address that is open to others, or that does not answer."""
    _check(address)
    if find_spec("distributed") is None:
        raise Refused(Fault("coverage-no-cluster-group"))
    dask: Any = import_module("distributed")  # it has types, but not of these functions
    with _client(dask, address) as client:
        waiting = {client.submit(covered, order, pure=False, retries=TRIES): order for order in orders}
        for done in dask.as_completed(waiting, loop=client.loop):
            yield _outcome(done, waiting[done])


def _outcome(done: Any, order: Order) -> Outcome:
    if done.status == "finished":
        outcome: Outcome = done.result()
        return outcome
    # What a worker ran into that is no fault of the input: memory, a missing package, workers lost again and again.
    return Outcome(
        order.city, faults=(Fault("coverage-city-failed", {"reason": str(done.exception())[:300]}),)
    )


@contextmanager
def _client(dask: Any, address: str) -> Iterator[Any]:
    try:
        client = dask.Client(address, timeout=SECONDS_TO_ANSWER, set_as_default=False)
    except (OSError, TimeoutError) as error:
        raise Refused(
            Fault("coverage-cluster-silent", {"address": address, "reason": str(error)[:200]})
        ) from None
    try:
        yield client
    finally:
        client.close()


def _check(address: str) -> None:
    parts = urlsplit(address)
    if parts.scheme not in {"tcp", "tls"} or not parts.hostname:
        raise Refused(Fault("coverage-cluster-address", {"given": address[:100]}))
    if parts.scheme == "tcp" and not _is_loopback(parts.hostname):
        raise Refused(Fault("coverage-cluster-open", {"address": address[:100]}))


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
