"""What is kept of the device and the network of a session: words that its owner recognises, nothing that follows anybody."""

from enum import StrEnum
from ipaddress import IPv4Network, IPv6Network, ip_address
from typing import NamedTuple

# The first that fits: nearly every browser also calls itself by the names of others.
BROWSERS = (
    ("Edg", "Edge"),
    ("OPR", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("UCBrowser", "UC Browser"),
    ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
SYSTEMS = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS", "macOS"),
    ("CrOS", "ChromeOS"),
    ("Linux", "Linux"),
)
KEPT_OF_V4, KEPT_OF_V6 = 16, 32


class Network(StrEnum):
    THIS_MACHINE = "this machine"
    LOCAL = "local"
    INTERNET = "internet"


class Device(NamedTuple):
    """Empty where the browser did not say."""

    browser: str
    system: str


def device(user_agent: str) -> Device:
    return Device(_first(BROWSERS, user_agent), _first(SYSTEMS, user_agent))


def _first(names: tuple[tuple[str, str], ...], user_agent: str) -> str:
    return next((name for mark, name in names if mark in user_agent), "")


def coarse(address: str) -> str:
    """The address of the network's neighbourhood: tells Balikpapan from abroad, but not one desk from another."""
    found = ip_address(address)
    if found.is_loopback:
        return address
    if found.version == 4:
        return str(IPv4Network((address, KEPT_OF_V4), strict=False).network_address)
    return str(IPv6Network((address, KEPT_OF_V6), strict=False).network_address)


def network(address: str) -> Network:
    found = ip_address(address)
    if found.is_loopback:
        return Network.THIS_MACHINE
    return Network.LOCAL if found.is_private else Network.INTERNET


def neighbourhood(address: str) -> str:
    """A coarse address as it is shown: what was not kept is a star."""
    found = ip_address(address)
    if found.version == 4:
        return ".".join([*address.split(".")[:2], "*", "*"])
    return ":".join([*found.exploded.split(":")[:2], "*"])
