"""Tables of this app: areas and cities, organisations, users and their roles."""

from kotacerdas.people.models.areas import City, TerritorialUnit, UnitAlias
from kotacerdas.people.models.assignments import RoleAssignment
from kotacerdas.people.models.organisations import Organisation
from kotacerdas.people.models.users import User

__all__ = ["City", "Organisation", "RoleAssignment", "TerritorialUnit", "UnitAlias", "User"]
