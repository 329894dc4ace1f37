"""The deeds of this app: writing what earns a level, and writing and publishing editions."""

from kotacerdas.instruments.actions.editions import (
    Head,
    PartChanged,
    add_node,
    begin,
    bring,
    discard,
    move_node,
    publish,
    remove_node,
    write_head,
    write_node,
)
from kotacerdas.instruments.actions.levels import write_level

__all__ = [
    "Head",
    "PartChanged",
    "add_node",
    "begin",
    "bring",
    "discard",
    "move_node",
    "publish",
    "remove_node",
    "write_head",
    "write_level",
    "write_node",
]
