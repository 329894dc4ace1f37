"""Turns what stops a start into one sentence that says what to do. Needs nothing but Python itself."""

import errno
import os
import shlex
import socket
import sys
from pathlib import Path
from typing import NoReturn

EXIT_CODE = 2


class Refusal(Exception):
    """The start cannot go on; the text is one sentence for the person who typed the command."""


def refuse(refusal: Refusal) -> NoReturn:
    print(refusal, file=sys.stderr)
    raise SystemExit(EXIT_CODE)


def require_writable(folder: Path, *, otherwise: str) -> None:
    """Refuses when nothing can be made in the folder, or in the nearest parent that exists."""
    place = folder
    while not place.exists():
        place = place.parent
    if not place.is_dir():
        raise Refusal(f"{place} is a file where a folder is needed: move it away, or {otherwise}.")
    if os.statvfs(place).f_flag & os.ST_RDONLY:
        raise Refusal(f"The disk that holds {place} is read-only: {otherwise}.")
    if not os.access(place, os.W_OK | os.X_OK):
        raise Refusal(
            f"You may not write in {place}, which belongs to {_owner(place)}: "
            f'type `sudo chown -R "$USER" {shlex.quote(str(place))}`, or {otherwise}.'
        )


def of_os_error(error: OSError, *, doing: str) -> Refusal:
    """The sentence for a disk that fails in the middle of a set-up."""
    match error.errno:
        case errno.ENOSPC | errno.EDQUOT:
            remedy = "the disk is full, so free some space (`df -h` shows where) and type ./run again"
        case errno.EROFS:
            remedy = (
                f"{error.filename} is on a read-only disk, so set KOTACERDAS_DATA to a folder you may write"
            )
        case errno.EACCES | errno.EPERM:
            remedy = f"you may not write {error.filename}, so give yourself that right or set KOTACERDAS_DATA"
        case _:
            remedy = f"{error.strerror or error}: {error.filename or 'no file named'}"
    return Refusal(f"{doing} stopped: {remedy}.")


def of_database_error(error: Exception) -> Refusal:
    said = (str(error).splitlines() or [""])[0].strip()
    if "disk is full" in said or "No space left" in said:
        return Refusal("The disk is full: free some space (`df -h` shows where) and type ./run again.")
    if os.environ.get("DATABASE_URL"):
        return Refusal(
            f"The database that DATABASE_URL names does not answer ({said}): start it, or correct the address."
        )
    if "locked" in said:
        return Refusal("The database is in use by another program: stop that one and type ./run again.")
    return Refusal(f"The database file in KOTACERDAS_DATA cannot be used ({said}): restore it from a backup.")


def require_free_port(host: str, port: int) -> None:
    try:
        family, kind, protocol, _name, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    except OSError:
        raise Refusal(f"{host} is no address of this machine: type ./run --host 127.0.0.1.") from None
    with socket.socket(family, kind, protocol) as trial:
        # As the server does: a port that a stopped server just left is free.
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind(address)
        except OSError as error:
            raise Refusal(_about_port(host, port, error)) from None


def _about_port(host: str, port: int, error: OSError) -> str:
    if error.errno == errno.EADDRINUSE:
        return f"Port {port} is in use by another program: type ./run --port {port + 1 if port < 65535 else 8000}."
    if error.errno == errno.EACCES:
        return f"Only root may serve on port {port}: type ./run --port 8000."
    return f"{host} is no address of this machine: type ./run --host 127.0.0.1."


def _owner(path: Path) -> str:
    try:
        return path.owner()
    except KeyError:
        return f"user {path.stat().st_uid}"
