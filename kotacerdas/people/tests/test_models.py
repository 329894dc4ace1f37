import pytest
from django.db import IntegrityError

from kotacerdas.people.roles import Role
from kotacerdas.people.tests import factories


def test_role_of_a_city_needs_a_city(siti):
    with pytest.raises(IntegrityError):
        factories.assignment(siti, Role.PROGRAMME_OFFICE)
