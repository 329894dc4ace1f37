import pytest

from kotacerdas.accounts import demo as samples
from kotacerdas.accounts.models import Invitation, JoinCode
from kotacerdas.common.reference import Report
from kotacerdas.people import demo as people
from kotacerdas.people.models import User
from kotacerdas.people.roles import Role


def test_first_administrator_is_invited_from_the_command_line(command, anonymous, db):
    said = command("people", "invite", "admin@contoh.go.id", "--role", "administrator")

    assert said.code == 0
    link = said.out.strip()
    assert "/undangan/buka/" in link
    anonymous.get(link[link.index("/undangan/") :])
    typed = {"display_name": "Admin", "new_password": "perahu-biru-berlabuh-sore", "language": "id"}
    assert anonymous.post("/undangan/terima/", typed).status_code == 302
    assert User.objects.get().assignments.get().role == Role.ADMINISTRATOR


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("bukan", "--role", "administrator"), "bukan"),
        (("a@contoh.id", "--role", "programme_office", "--place", "99.99"), "99.99"),
        (("a@contoh.id", "--role", "provincial_operator"), "–"),
    ],
)
def test_what_makes_no_sense_is_refused_in_one_line(words, said, command, balikpapan):
    answer = command("people", "invite", *words)

    assert answer.code == 2
    assert said in answer.err
    assert answer.err.count("\n") == 1
    assert not Invitation.objects.exists()


def test_samples_are_marked_and_loaded_once(official_results, settings):
    settings.DEMO = True
    for load in (people.load_organisations, people.load_accounts, samples.load):
        load(Report())

    again = Report()
    samples.load(again)

    assert Invitation.objects.filter(is_sample=True).count() == 2
    assert JoinCode.objects.get().is_sample
    assert "sample deputies: 0 added, 0 changed, 1 unchanged" in again.lines()
