"""What can be said and decided, by whom, and who can see it."""

from datetime import timedelta

import pytest

from kotacerdas.audit.models import Entry, Values
from kotacerdas.common import subjects, versions
from kotacerdas.common.domain.faults import Refused
from kotacerdas.discussion import actions, queries
from kotacerdas.discussion.models import Comment, Outcome, Stance, Thread
from kotacerdas.discussion.tests.factories import NOW, said, thing
from kotacerdas.events.models import Event
from kotacerdas.files import actions as files
from kotacerdas.files.models import File
from kotacerdas.people import access

LATER = NOW + timedelta(minutes=16)


@pytest.fixture
def topic(balikpapan, budi):
    """A task of Budi's agency: the programme office and leaders see it, other agencies do not."""
    return thing(balikpapan, organisation=access.assignments(budi)[0].organisation)


def attachment() -> actions.Attachment:
    return actions.Attachment(files.store(b"isi"), "notula.txt", "text/plain")


def test_comment_begins_the_thread_and_leaves_a_trail_without_its_words(topic, budi):
    said(topic, budi, "Kalimat rahasia")

    assert Thread.objects.get().subject == subjects.reference(topic)
    assert Entry.objects.filter(kind="discussion.commented").count() == 1
    assert "rahasia" not in str(list(Values.objects.values_list("content", flat=True)))
    assert Event.objects.get(kind="discussion.commented").subject == subjects.reference(topic)


def test_only_whoever_sees_the_object_sees_and_says_something(topic, budi, joko, tetangga, siti, rina):
    said(topic, budi)

    for outsider in (joko, tetangga, siti):
        assert not Thread.objects.visible_to(outsider).exists()
        assert not Comment.objects.visible_to(outsider).exists()
        with pytest.raises(Refused, match="discussion-not-here"):
            said(topic, outsider)
    assert Thread.objects.visible_to(rina).exists()


def test_thing_that_nobody_registered_cannot_be_discussed(balikpapan, budi, rina):
    with pytest.raises(Refused, match="discussion-not-here"):
        said(balikpapan, rina)


@pytest.mark.parametrize(("text", "fault"), [("  \n", "comment-empty"), ("x" * 4001, "comment-too-long")])
def test_comment_has_a_few_words(topic, budi, text, fault):
    with pytest.raises(Refused, match=fault):
        said(topic, budi, text)


def test_eleventh_comment_in_ten_minutes_has_to_wait(topic, budi, rina):
    for _each in range(10):
        said(topic, budi)

    with pytest.raises(Refused, match="comments-too-many"):
        said(topic, budi)
    said(topic, rina)
    said(topic, budi, now=NOW + timedelta(minutes=11))


def test_answer_to_an_answer_joins_the_same_row(topic, budi, rina):
    first = said(topic, budi)
    answer = said(topic, rina, parent=first)

    assert said(topic, budi, parent=answer).parent == first


def test_comment_is_mended_while_it_is_fresh(topic, budi, rina):
    first = said(topic, budi, "Salah ktik")

    assert actions.mend(first, text="Salah ketik", expected=1, by=budi, now=NOW).text == "Salah ketik"
    with pytest.raises(versions.StaleSave):
        actions.mend(first, text="Lain", expected=1, by=budi, now=NOW)
    with pytest.raises(Refused, match="comment-too-late"):
        actions.mend(first, text="Lain", expected=2, by=budi, now=LATER)
    with pytest.raises(Refused, match="comment-not-yours"):
        actions.mend(first, text="Lain", expected=2, by=rina, now=NOW)


def test_withdrawn_comment_loses_words_and_files_and_keeps_its_place(topic, budi, rina):
    first = said(topic, budi, attachments=[attachment()])
    said(topic, rina, parent=first)

    actions.withdraw(first, by=budi, now=LATER)

    talk = queries.talk(topic, seen_by=rina, now=NOW)
    assert (talk.said[0].comment.text, talk.said[0].files, len(talk.said[0].answers)) == ("", [], 1)
    assert not File.objects.exists()
    with pytest.raises(Refused, match="comment-gone"):
        actions.withdraw(first, by=budi, now=LATER)


def test_whoever_decides_hides_a_comment_with_a_reason_and_shows_it_again(topic, budi, rina):
    first = said(topic, budi)

    with pytest.raises(Refused, match="decision-without-reason"):
        actions.hide(first, reason=" ", by=rina, now=NOW)
    with pytest.raises(Refused, match="discussion-not-here"):
        actions.hide(first, reason="x", by=budi, now=NOW)
    assert not actions.hide(first, reason="Menyebut nomor telepon", by=rina, now=NOW).is_readable
    assert actions.show(first, by=rina, now=NOW).is_readable


def test_one_vote_each_can_be_changed_and_taken_back(topic, budi, rina):
    actions.vote(topic, stance=Stance.SUPPORT, by=budi, now=NOW)
    actions.vote(topic, stance=Stance.SUPPORT, by=budi, now=NOW)
    actions.vote(topic, stance=Stance.AGAINST, by=budi, now=NOW)
    actions.vote(topic, stance=Stance.SUPPORT, by=rina, now=NOW)

    talk = queries.talk(topic, seen_by=budi, now=NOW)
    assert {tally.stance: tally.names for tally in talk.tallies} == {
        Stance.SUPPORT: ["Rina"],
        Stance.AGAINST: ["Budi"],
        Stance.ABSTAIN: [],
    }
    assert talk.own_vote == Stance.AGAINST
    actions.vote(topic, stance="", by=budi, now=NOW)
    assert queries.talk(topic, seen_by=budi, now=NOW).own_vote == ""


def test_decision_closes_and_opening_again_is_another_row(topic, budi, rina):
    actions.decide(topic, outcome=Outcome.PARTLY, reason="Anggaran cukup untuk dua", by=rina, now=NOW)

    for deed in (
        lambda: said(topic, budi),
        lambda: actions.vote(topic, stance=Stance.SUPPORT, by=budi, now=NOW),
        lambda: actions.decide(topic, outcome=Outcome.REJECTED, reason="x", by=rina, now=NOW),
    ):
        with pytest.raises(Refused, match="discussion-closed"):
            deed()
    assert queries.verdicts([subjects.reference(topic)]) == {subjects.reference(topic): Outcome.PARTLY}

    actions.reopen(topic, reason="Ada anggaran baru", by=rina, now=NOW)
    said(topic, budi)
    assert [each.outcome for each in Thread.objects.get().decisions.all()] == ["partly", "reopened"]
    assert queries.verdicts([subjects.reference(topic)]) == {}


def test_only_whoever_decides_here_decides_and_says_why(topic, budi, rina):
    with pytest.raises(Refused, match="discussion-not-here"):
        actions.decide(topic, outcome=Outcome.ACCEPTED, reason="x", by=budi, now=NOW)
    with pytest.raises(Refused, match="decision-without-reason"):
        actions.decide(topic, outcome=Outcome.ACCEPTED, reason=" ", by=rina, now=NOW)
    with pytest.raises(Refused, match="discussion-open"):
        actions.reopen(topic, reason="x", by=rina, now=NOW)


def test_somebody_who_may_not_see_the_object_cannot_be_called(topic, budi, rina, joko):
    assert said(topic, budi, mentions=[rina]).mentions.get().user == rina

    with pytest.raises(Refused, match="mention-unseen"):
        said(topic, budi, mentions=[rina, joko])


def test_counts_of_many_objects_leave_out_what_cannot_be_read(balikpapan, topic, budi, rina):
    gone, hidden = said(topic, budi), said(topic, budi)
    said(topic, rina)
    actions.withdraw(gone, by=budi, now=NOW)
    actions.hide(hidden, reason="x", by=rina, now=NOW)
    silent = subjects.reference(thing(balikpapan, owner=rina))

    assert queries.counts([subjects.reference(topic), silent]) == {subjects.reference(topic): 1}


def test_number_of_queries_does_not_grow_with_the_comments(topic, budi, rina, django_assert_max_num_queries):
    for number in range(30):
        parent = said(topic, budi, now=NOW + timedelta(hours=number))
        said(topic, rina, parent=parent, mentions=[budi], now=NOW + timedelta(hours=number))

    with django_assert_max_num_queries(8):
        assert queries.talk(topic, seen_by=rina, now=NOW).comment_count == 60
