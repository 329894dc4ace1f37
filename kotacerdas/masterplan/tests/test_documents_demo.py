"""The sample masterplan and its successor: written through the deeds, marked throughout, once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kotacerdas.common.reference import Report
from kotacerdas.masterplan import demo, reference
from kotacerdas.masterplan.models import Edition, Programme, Remark
from kotacerdas.masterplan.models import Report as Monthly
from kotacerdas.people.models import User
from kotacerdas.people.tests import factories

if TYPE_CHECKING:
    from kotacerdas.people.models import City

pytestmark = pytest.mark.django_db


def test_samples_are_marked_and_come_once(balikpapan: City) -> None:
    reference.load_sources(Report())
    reference.load_documents(Report())
    office = factories.user(demo.OFFICE)
    User.objects.filter(pk=office.pk).update(is_demo=True)

    demo.load_samples(Report())
    again = Report()
    demo.load_samples(again)

    samples = Edition.objects.filter(is_sample=True)
    assert [each.status for each in samples.order_by("first_year")] == ["adopted", "review"]
    rows = Programme.objects.all()
    assert rows.filter(edition__status="adopted").count() == 24
    assert all(each.is_sample and each.title.endswith("(contoh)") for each in rows)
    assert all(each.is_sample for each in Remark.objects.all())
    assert {each.kind for each in rows} == set(Programme.Kind.values)
    assert {each.dimension for each in rows} >= {"gov", "brand", "eco", "liv", "soc", "env"}
    assert Monthly.objects.exists()
    assert again.counts == {"sample plans": {"unchanged": 1}}
    assert Edition.objects.get(code="masterplan-2022").status == "adopted", (
        "a sample supersedes no document of the city"
    )
