"""Every role: its name, a description, where it counts, and what it may do. The page `/peran/` shows this table."""

from dataclasses import dataclass
from enum import StrEnum

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kotacerdas.people.permissions import Permission as P


class Role(TextChoices):
    AGENCY_OFFICER = "agency_officer", _("Agency officer")
    AGENCY_HEAD = "agency_head", _("Head of an agency")
    VERIFIER = "verifier", _("Verifier")
    PROGRAMME_OFFICE = "programme_office", _("Programme office")
    LEADER = "leader", _("Leader")
    COUNCIL_MEMBER = "council_member", _("Member of the Smart City Council")
    OUTSIDE_MEMBER = "outside_member", _("Member from outside government")
    ASSESSOR = "assessor", _("Assessor")
    PROVINCIAL_OPERATOR = "provincial_operator", _("Provincial operator")
    NATIONAL_OPERATOR = "national_operator", _("National operator")
    ADMINISTRATOR = "administrator", _("Administrator")


class Scope(StrEnum):
    """How far a role reaches."""

    CITY = "city"
    PROVINCE = "province"
    COUNTRY = "country"


SCOPE_WORDS = {
    Scope.CITY: _("one city"),
    Scope.PROVINCE: _("one province"),
    Scope.COUNTRY: _("the whole country"),
}


@dataclass(frozen=True)
class Duty:
    """What stands behind the name of a role."""

    name: "str | Promise"
    description: "str | Promise"
    scope: Scope
    permissions: frozenset[P]
    needs_second_factor: bool = False
    """Whoever holds it signs in with a second factor, or sees nothing of it."""

    @property
    def scope_words(self) -> "str | Promise":
        return SCOPE_WORDS[self.scope]


EVERYONE = frozenset({P.SEE_PUBLISHED})
SIGNED_IN = EVERYONE | {P.SEE_OWN_ACCOUNT}
# What everybody shares who works for a city's programme, from inside or outside.
TAKING_PART = SIGNED_IN | {P.SEE_OFFICE, P.DO_TASKS, P.DISCUSS, P.SEE_PUBLIC_EVIDENCE}
AGENCY = TAKING_PART | {
    P.SEE_CITY_DRAFTS,
    P.ANSWER_QUESTIONS,
    P.REPORT_PROGRESS,
    P.REPORT_SIGNAL,
    P.ASSESS,
    P.SEE_LETTERS,
    P.SEE_EVIDENCE,
    P.ADD_EVIDENCE,
}

CITIZEN = Duty(
    name=_("Citizen"),
    description=_("Anyone who has an account but holds no office. Reads what is published."),
    scope=Scope.COUNTRY,
    permissions=SIGNED_IN,
)

ROLES: dict[Role, Duty] = {
    Role.AGENCY_OFFICER: Duty(
        name=Role.AGENCY_OFFICER.label,
        description=_("Works in an agency (OPD), kecamatan or kelurahan and answers for its own part."),
        scope=Scope.CITY,
        permissions=AGENCY,
    ),
    Role.AGENCY_HEAD: Duty(
        name=Role.AGENCY_HEAD.label,
        description=_("Leads an agency (OPD), kecamatan or kelurahan; hears when its part is late."),
        scope=Scope.CITY,
        permissions=AGENCY,
    ),
    Role.VERIFIER: Duty(
        name=Role.VERIFIER.label,
        description=_(
            "Checks the city's answers and their proof before they are submitted; never his or her own."
        ),
        scope=Scope.CITY,
        permissions=AGENCY | {P.SEE_SECRET_EVIDENCE, P.REVIEW_EVIDENCE, P.VERIFY_ANSWERS},
        needs_second_factor=True,
    ),
    Role.PROGRAMME_OFFICE: Duty(
        name=Role.PROGRAMME_OFFICE.label,
        description=_(
            "Runs the city's programme from day to day (Tim Pelaksana: Bappeda Litbang, Diskominfo)."
        ),
        scope=Scope.CITY,
        permissions=TAKING_PART
        | {
            P.SEE_CITY_DRAFTS,
            P.KEEP_ROUNDS,
            P.SET_DAYS,
            P.ANSWER_QUESTIONS,
            P.VERIFY_ANSWERS,
            P.ASSESS,
            P.EDIT_RUBRIC,
            P.EDIT_EDITIONS,
            P.KEEP_INDICATORS,
            P.KEEP_PLANS,
            P.KEEP_WIFI,
            P.REPORT_SIGNAL,
            P.REPORT_PROGRESS,
            P.SEE_PEOPLE,
            P.MANAGE_PEOPLE,
            P.MANAGE_ORGANISATIONS,
            P.SEE_AUDIT,
            P.SEE_JOBS,
            P.MANAGE_JOBS,
            P.SEE_DELIVERIES,
            P.ASSIGN_TASKS,
            P.SEE_ALL_TASKS,
            P.DECIDE,
            P.SEE_LETTERS,
            P.WRITE_LETTERS,
            P.EDIT_LETTER_TEMPLATES,
            P.SEE_EVIDENCE,
            P.SEE_SECRET_EVIDENCE,
            P.ADD_EVIDENCE,
            P.REVIEW_EVIDENCE,
            P.MANAGE_EVIDENCE,
            P.HANDLE_PERSONAL_DATA,
        },
        needs_second_factor=True,
    ),
    Role.LEADER: Duty(
        name=Role.LEADER.label,
        description=_("Decides: mayor or regent, deputy, regional secretary. Sees where the city stands."),
        scope=Scope.CITY,
        permissions=TAKING_PART
        | {P.SEE_CITY_DRAFTS, P.ASSESS, P.SEE_ALL_TASKS, P.SEE_LETTERS, P.DECIDE, P.SEE_EVIDENCE},
    ),
    Role.COUNCIL_MEMBER: Duty(
        name=Role.COUNCIL_MEMBER.label,
        description=_("Sits in the Smart City Council (Dewan), which steers and meets at least once a year."),
        scope=Scope.CITY,
        permissions=TAKING_PART | {P.SEE_CITY_DRAFTS, P.ASSESS, P.SEE_LETTERS, P.SEE_EVIDENCE},
    ),
    Role.OUTSIDE_MEMBER: Duty(
        name=Role.OUTSIDE_MEMBER.label,
        description=_("Takes part for a company, university, community, the media or a partner."),
        scope=Scope.CITY,
        permissions=TAKING_PART,
    ),
    Role.ASSESSOR: Duty(
        name=Role.ASSESSOR.label,
        description=_(
            "Scores cities in a round to which he or she was appointed; holds no office in any city."
        ),
        scope=Scope.COUNTRY,
        permissions=SIGNED_IN | {P.ASSESS},
    ),
    Role.PROVINCIAL_OPERATOR: Duty(
        name=Role.PROVINCIAL_OPERATOR.label,
        description=_("Runs rounds for the cities of one province."),
        scope=Scope.PROVINCE,
        permissions=SIGNED_IN
        | {
            P.SEE_OFFICE,
            P.SEE_ALL_DRAFTS,
            P.RUN_ROUNDS,
            P.SET_DAYS,
            P.LOAD_RESULTS,
            P.SEE_PEOPLE,
            P.MANAGE_PEOPLE,
            P.SEE_AUDIT,
        },
        needs_second_factor=True,
    ),
    Role.NATIONAL_OPERATOR: Duty(
        name=Role.NATIONAL_OPERATOR.label,
        description=_("Runs national rounds: loads results, publishes, keeps the level texts."),
        scope=Scope.COUNTRY,
        permissions=SIGNED_IN
        | {
            P.SEE_OFFICE,
            P.SEE_ALL_DRAFTS,
            P.RUN_ROUNDS,
            P.SET_DAYS,
            P.LOAD_RESULTS,
            P.PUBLISH_ROUND,
            P.EDIT_RUBRIC,
            P.EDIT_EDITIONS,
            P.SEE_PEOPLE,
            P.MANAGE_PEOPLE,
            P.SEE_AUDIT,
        },
        needs_second_factor=True,
    ),
    Role.ADMINISTRATOR: Duty(
        name=Role.ADMINISTRATOR.label,
        description=_("Looks after the installation and its accounts. Has no say in results."),
        scope=Scope.COUNTRY,
        permissions=SIGNED_IN
        | {
            P.SEE_OFFICE,
            P.SEE_PEOPLE,
            P.MANAGE_PEOPLE,
            P.MANAGE_ORGANISATIONS,
            P.SEE_AUDIT,
            P.SEE_JOBS,
            P.MANAGE_JOBS,
            P.SEE_DELIVERIES,
            P.HANDLE_PERSONAL_DATA,
            P.SUPPORT,
        },
        needs_second_factor=True,
    ),
}


# Whoever holds one of these with an organisation leads it: a head of an agency, the regional secretary.
HEADS = (Role.AGENCY_HEAD, Role.LEADER)


def roles_within(scope: Scope) -> list[Role]:
    return [role for role, duty in ROLES.items() if duty.scope is scope]


_OF_A_CITY = frozenset(roles_within(Scope.CITY))

# Which roles the holder of a role may give, change and end, as far as that role reaches.
GIVES: dict[Role, frozenset[Role]] = {
    Role.PROGRAMME_OFFICE: _OF_A_CITY,
    Role.PROVINCIAL_OPERATOR: _OF_A_CITY | {Role.PROVINCIAL_OPERATOR},
    # An administrator keeps accounts and jobs, which an operator of rounds does not hand out.
    Role.NATIONAL_OPERATOR: frozenset(Role) - {Role.ADMINISTRATOR},
    Role.ADMINISTRATOR: frozenset(Role),
}
