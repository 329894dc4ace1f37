"""How an edition is computed, told in sentences from its own data: methods, weights, rounding, classes."""

import re

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kotacerdas.common.formats import number
from kotacerdas.instruments.domain.edition import BandsOn, Edition, Method, Node, Rounding
from kotacerdas.instruments.words import text


def sentences(edition: Edition) -> list[str]:
    """From the answers up to the index; groups that are computed alike share a sentence."""
    told: list[str] = []
    if any(leaf.kind == "question" for leaf in edition.leaves):
        told.append(_("Each assessor gives a whole number; a question's score is the mean of its assessors."))
    for nodes in _alike(edition):
        told.append(_sentence(nodes, edition))
    if edition.bands:
        on_shown = edition.bands_on == BandsOn.SHOWN
        told.append(
            _("The class is read off the shown score.")
            if on_shown
            else _("The class is read off the exact score.")
        )
    return told


def _alike(edition: Edition) -> list[list[Node]]:
    """Groups of the same method and rounding, the deepest first, the index last."""
    groups: dict[tuple[object, ...], list[Node]] = {}
    for node in reversed(list(edition.root.walk())):
        if node.method is not None:
            key = (node.method, node.rounding, node.contribution_rounding, node.formula)
            groups.setdefault(key, []).insert(0, node)
    return list(groups.values())


def _sentence(nodes: list[Node], edition: Edition) -> str:
    node = nodes[0]
    names = ", ".join(text(each.title) if each is edition.root else each.code for each in nodes)
    words = {"names": names, "formula": formula(node), "parts": _weights(node)}
    if node.method is Method.MEAN:
        rule = _("%(names)s: the plain mean of what lies directly below.") % words
    elif node.method is Method.WEIGHTED_SUM:
        rule = _("%(names)s: weight times score, added: %(parts)s.") % words
    elif node.method is Method.WEIGHTED_MEAN:
        rule = _("%(names)s: the weighted mean of what lies directly below.") % words
    else:
        rule = _("%(names)s: %(formula)s.") % words
    return " ".join([rule, *_roundings(node)])


def formula(node: Node) -> str:
    """The node's formula as people write it: parameters as numbers, × and ∛ for * and cbrt."""
    written = re.sub(r"[A-Za-z_]\w*", lambda name: _as_number(name[0], node), node.formula or "")
    return written.replace("cbrt(", "∛(").replace(" * ", " × ").replace(" - ", " − ").replace(" / ", " : ")


def _as_number(name: str, node: Node) -> str:
    return number(node.parameters[name]) if name in node.parameters else name


def _weights(node: Node) -> str:
    return ", ".join(f"{child.code} {number(child.weight)}%" for child in node.children)


def _roundings(node: Node) -> list[str]:
    told = []
    if node.contribution_rounding:
        told.append(
            _("Each product is rounded half up to %(places)s before adding.")
            % _places(node.contribution_rounding)
        )
    if node.rounding:
        told.append(_("Rounded half up to %(places)s.") % _places(node.rounding))
    if not told:
        told.append(_("Not rounded."))
    return told


def _places(rounding: Rounding) -> dict[str, str]:
    count = rounding.places
    return {"places": ngettext("%(count)d decimal", "%(count)d decimals", count) % {"count": count}}
