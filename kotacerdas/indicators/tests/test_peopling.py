"""An estimate of the people of each kelurahan starts from the published figure of the city, never from a sample."""

import pytest
from django.urls import reverse

from kotacerdas.geography.wholes import Whole, whole_of
from kotacerdas.indicators.tests import factories

pytestmark = pytest.mark.django_db


def test_the_newest_published_figure_stands_in_the_form(balikpapan, people_here, rina, client):
    factories.wrote(people_here, ("2023", "738532"), ("2024", "746804"))
    client.force_login(rina)

    assert whole_of(balikpapan) == Whole(746_804, 2024, "BPS, Daerah Dalam Angka")
    assert 'value="746804"' in client.get(reverse("geography:estimate")).content.decode()


def test_a_sample_is_no_fact_to_start_from(balikpapan, people):
    factories.wrote(factories.series(people, balikpapan, is_sample=True), ("2024", "757418"), status="sample")

    assert whole_of(balikpapan) is None
