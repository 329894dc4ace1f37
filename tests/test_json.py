"""Every address that answers with JSON is described, and keeps to its description whatever it is asked.

`KOTACERDAS_JSON_EXAMPLES=2000` asks more than the usual run.
"""

from __future__ import annotations

import inspect
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import schemathesis
import yaml
from django.contrib.auth.models import AnonymousUser
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.test import Client
from hypothesis import HealthCheck, settings
from schemathesis.specs.openapi.checks import negative_data_rejection, unsupported_method

from kotacerdas.config.wsgi import application
from kotacerdas.people.addresses import Address, every_address

if TYPE_CHECKING:
    from kotacerdas.people.models import User

ROOT = Path(__file__).parents[1]
DESCRIPTION = yaml.safe_load((ROOT / "docs" / "reference" / "openapi.yaml").read_text(encoding="utf-8"))
EXAMPLES = int(os.environ.get("KOTACERDAS_JSON_EXAMPLES", "25"))
SPEAKS_JSON = ("JsonResponse", "application/json")
MARK = "a" * 32
# Django refuses a form without its mark (403) before it looks whether the page knows the method (405), and who has no
# session is led to where one signs in (302), which schemathesis takes for a yes.
NOT_OURS = [unsupported_method, negative_data_rejection]

schema = schemathesis.openapi.from_dict(DESCRIPTION)
schema.app = application
strange = settings(
    max_examples=EXAMPLES,
    derandomize=True,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@pytest.fixture
def one_connection(db: None) -> Iterator[None]:
    """A server closes its connection after a request; here it holds the transaction of the test."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def speaks_json(address: Address) -> bool:
    return any(word in inspect.getsource(inspect.unwrap(address.view)) for word in SPEAKS_JSON)


def operations() -> dict[str, str]:
    return {
        operation["operationId"]: path
        for path, methods in DESCRIPTION["paths"].items()
        for operation in methods.values()
    }


def test_every_address_that_answers_with_json_is_described():
    speaking = {
        each.name: re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", each.route)
        for each in every_address()
        if speaks_json(each)
    }

    assert speaking == operations()


def test_no_answer_in_json_is_made_outside_the_views_that_were_looked_at():
    views = {Path(inspect.getfile(inspect.unwrap(each.view))) for each in every_address()}
    speaking = {
        path
        for path in (ROOT / "kotacerdas").rglob("*.py")
        if "tests" not in path.parts and "JsonResponse" in path.read_text(encoding="utf-8")
    }

    assert speaking <= views


@schema.parametrize()
@strange
def test_a_stranger_gets_what_is_described(case: Any, one_connection: None):
    ask(case, AnonymousUser())


@schema.parametrize()
@strange
def test_an_officer_gets_what_is_described(case: Any, budi: User, one_connection: None):
    ask(case, budi)


def ask(case: Any, reader: User | AnonymousUser) -> None:
    """As a browser would: with its session, and with a mark where a form needs one."""
    from django.core.cache import cache

    cache.clear()
    browser = Client()
    if reader.is_authenticated:
        browser.force_login(reader)
    cookies = {name: morsel.value for name, morsel in browser.cookies.items()}
    case.headers = {**(case.headers or {}), "Host": "testserver", "Accept-Encoding": "identity"}
    if case.method == "POST" and case.meta and case.meta.generation.mode.is_positive:
        cookies["csrftoken"] = case.headers["X-CSRFToken"] = MARK
    case.call_and_validate(cookies=cookies, excluded_checks=NOT_OURS)
