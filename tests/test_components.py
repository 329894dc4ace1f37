"""The parts that pages are made of: all on one page, called as they declare, dressed by rules that exist."""

import re
from pathlib import Path

import pytest
from django.template import Context, Template
from django.test import RequestFactory

from kotacerdas.common.templatetags import components

PACKAGE = Path(__file__).resolve().parents[1] / "kotacerdas"
TEMPLATES = sorted(PACKAGE.rglob("templates/**/*.html"))
PARTS = sorted(path.name for path in (PACKAGE / "templates" / "components").glob("*.html"))
# These two serve components, they show nothing themselves.
SERVANTS = {"component", "query", "sorting", "widget"}
TAG_OR_FIGURE = re.compile(r"{%.*?%}|{{.*?}}|{#.*?#}", re.DOTALL)


def shown(template: str, **context: object) -> str:
    request = RequestFactory().get("/", context.pop("query", {}))
    return Template(template).render(Context({"request": request, **context})).strip()


@pytest.mark.parametrize("address", ["/_components/", "/en/_components/"])
def test_gallery_shows_every_component_and_asks_no_database(client, address):
    page = client.get(address)

    assert page.status_code == 200
    assert {template.name for template in page.templates} >= {f"components/{name}" for name in PARTS}


def test_gallery_shows_every_tag():
    gallery = (PACKAGE / "common" / "templates" / "common" / "gallery.html").read_text(encoding="utf-8")
    parts = "".join(
        (PACKAGE / "templates" / "components" / name).read_text(encoding="utf-8") for name in PARTS
    )
    used = set(re.findall(r"{%\s*(\w+)", gallery + parts))

    assert set(components.register.tags) - SERVANTS <= used


@pytest.mark.parametrize("name", PARTS)
def test_component_declares_every_argument_it_uses(name):
    source = (PACKAGE / "templates" / "components" / name).read_text(encoding="utf-8")
    head = components.HEAD.match(source)
    body = source[head.end() :]
    local = set(re.findall(r"\bas (\w+)|\bfor ([\w, ]+) in|\bwith (\w+)=| (\w+)=", body))
    own = {word for group in local for words in group for word in re.split(r"[ ,]+", words) if word}
    named = set(re.findall(r"(?:{{ |{% (?:if|elif|for \w+ in|firstof) (?:not )?)(\w+)", body))

    assert named - own - components.declared(source).allowed - {"forloop", "request"} == set()


def test_unknown_argument_is_refused():
    with pytest.raises(components.WrongArguments, match="button knows no colour"):
        shown('{% component "button" label="x" colour="red" %}')


def test_missing_argument_is_refused():
    with pytest.raises(components.WrongArguments, match="message needs text"):
        shown('{% component "message" tone="error" %}')


def test_component_sees_its_arguments_and_nothing_else_of_the_page():
    assert "secret" not in shown('{% component "message" text="x" %}', tone="error", title="secret")
    assert "pesan--salah" not in shown('{% component "message" text="x" %}', tone="error")


def test_words_are_escaped():
    html = shown('{% component "message" text=words %}{% status words %}', words="<script>")

    assert "<script>" not in html


@pytest.mark.parametrize(
    ("difference", "expected"),
    [("0.44", "naik"), ("-0.17", "turun"), ("0.004", "beda"), ("-0.004", "beda")],
)
def test_change_is_never_said_by_colour_alone(difference, expected):
    html = components.change(components.Decimal(difference))

    assert expected in html
    assert ("arrow" in html) == (expected != "beda")
    assert "-0" not in html


def test_change_is_rounded_half_up_as_every_figure_is():
    assert "0,13" in components.change(components.Decimal("0.125"))
    assert "0,01" in components.change(components.Decimal("-0.005"))


def test_change_that_cannot_be_computed_is_a_dash():
    assert "–" in components.change(None)


@pytest.mark.parametrize(
    ("asked", "href", "direction"),
    [
        ("", "?q=kota&urut=nilai", ""),
        ("nilai", "?q=kota&urut=-nilai", "descending"),
        ("-nilai", "?q=kota&urut=nilai", "ascending"),
        ("nama", "?q=kota&urut=nilai", ""),
    ],
)
def test_head_of_a_column_sorts_and_turns_round(asked, href, direction):
    query = {"q": "kota", "halaman": "3"} | ({"urut": asked} if asked else {})
    context = Context({"request": RequestFactory().get("/", query)})

    found = components.sorting(context, "nilai")

    assert dict(pair.split("=") for pair in found["href"][1:].split("&")) == dict(
        pair.split("=") for pair in href[1:].split("&")
    )
    assert found["direction"] == direction


def test_default_column_is_marked_and_its_head_turns_it_round():
    context = Context({"request": RequestFactory().get("/")})

    assert components.sorting(context, "nilai", default=True) == {
        "href": "?urut=-nilai",
        "direction": "descending",
    }


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_template_keeps_to_the_security_policy(path):
    """Neither inline style nor inline script runs under it."""
    source = path.read_text(encoding="utf-8")

    assert not re.search(r"\sstyle\s*=|<style|\son\w+\s*=\s*[\"']|javascript:", source)
    assert not re.search(r"<script(?![^>]*\bsrc=)", source)


def test_classes_named_in_templates_have_rules():
    """A class without a rule is a slip of the pen."""
    sheets = "".join(path.read_text(encoding="utf-8") for path in (PACKAGE / "static" / "css").glob("*.css"))
    dressed = set(re.findall(r"\.([a-zA-Z][\w-]*)", sheets))
    named = {
        (word, path.relative_to(PACKAGE))
        for path in TEMPLATES
        for classes in re.findall(
            r'class="([^"]*)"', TAG_OR_FIGURE.sub("\0", path.read_text(encoding="utf-8"))
        )
        for word in classes.split()
        if "\0" not in word
    }

    assert {(word, str(path)) for word, path in named if word not in dressed} == set()
