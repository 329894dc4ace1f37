"""Deeds on Wi-Fi points: write them, switch them, contracts, inspections and photos, antenna patterns."""

from kotacerdas.wifi.actions.contracts import ContractWords, pay, sign
from kotacerdas.wifi.actions.contracts import change as change_contract
from kotacerdas.wifi.actions.inspections import (
    Found,
    Shot,
    add_photo,
    drop_photo,
    inspect,
    publish,
    publish_photo,
)
from kotacerdas.wifi.actions.patterns import add_pattern
from kotacerdas.wifi.actions.points import Row, add, change, remove, write_all
from kotacerdas.wifi.actions.states import Switch, forget, switch

__all__ = [
    "ContractWords",
    "Found",
    "Row",
    "Shot",
    "Switch",
    "add",
    "add_pattern",
    "add_photo",
    "change",
    "change_contract",
    "drop_photo",
    "forget",
    "inspect",
    "pay",
    "publish",
    "publish_photo",
    "remove",
    "sign",
    "switch",
    "write_all",
]
