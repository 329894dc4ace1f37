"""Words of this app: the sentences of its faults, and tones of its states."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kotacerdas.common.faults import register
from kotacerdas.evidence.domain.freshness import Freshness
from kotacerdas.evidence.domain.states import State

TONES: dict[State, str] = {
    State.WAITING: "jalan",
    State.CONFIRMED: "ok",
    State.REJECTED: "telat",
    State.WITHDRAWN: "",
}

FRESHNESS: dict[Freshness, Promise] = {
    Freshness.FITS: pgettext_lazy("freshness", "fits the year"),
    Freshness.EARLIER: pgettext_lazy("freshness", "of an earlier time"),
    Freshness.LATER: pgettext_lazy("freshness", "of a later time"),
    Freshness.EXPIRED: pgettext_lazy("freshness", "not in force any more"),
    Freshness.UNKNOWN: pgettext_lazy("freshness", "time not known"),
}
FRESHNESS_TONES: dict[Freshness, str] = {
    Freshness.FITS: "ok",
    Freshness.EARLIER: "telat",
    Freshness.LATER: "telat",
    Freshness.EXPIRED: "telat",
    Freshness.UNKNOWN: "awas",
}

register(
    {
        "evidence-scope-unknown": _("“%(key)s” is no round or list of this city; known are: %(known)s."),
        "evidence-target-unknown": _("“%(key)s” cannot be proven here: there is no such question any more."),
        "evidence-same-bytes": _("“%(title)s” has exactly these bytes already; nothing was changed."),
        "evidence-still-cited": _(
            "This document is cited %(count)s times. Withdraw these citations first, then the document."
        ),
        "evidence-no-limit": _(
            "“%(typed)s” is no number of pages: give one from 1 to %(most)s, such as --limit 20."
        ),
        "evidence-search-what": _("Give one text, or --queries with a file of them; not both."),
        "evidence-synonyms-shipped": _(
            "These words come with the system and are the same for all cities. Add your own."
        ),
        "evidence-synonyms-few": _(
            "A group needs two different words or phrases at least, one on each line."
        ),
        "evidence-synonyms-many": _("A group has %(most)s words or phrases at most. Make two groups."),
        "evidence-reason-missing": _("Say why, so that the other person can do better."),
        "evidence-intake-closed": _("This delivery is closed. Begin a new one for further files."),
        "evidence-nothing-sent": _("Not a single file has arrived yet. Add files, then finish."),
        "evidence-file-too-large": _(
            "“%(name)s” is larger than %(most_bytes)s. Split it, or make its pictures smaller."
        ),
        "evidence-delivery-full": _(
            "A delivery holds %(most)s files at most. Finish this one and begin another."
        ),
        "evidence-delivery-too-large": _(
            "A delivery holds %(most_bytes)s at most. Finish this one and begin another."
        ),
        "evidence-delivery-left": _(
            "It was not taken in, for its delivery was not finished within %(days)s days after the last file. "
            "If it is needed, send it again in a new delivery."
        ),
        "evidence-disk-full": _(
            "The disk of the system is nearly full, so nothing more is taken. Tell those who look after it."
        ),
        "evidence-piece-too-long": _("More of “%(name)s” came than was announced. Send it again."),
        "evidence-came-in-part": _("Only %(percent)s%% of “%(name)s” arrived. Send it again."),
        "evidence-look-failed": _(
            "“%(name)s” could not be checked, so it was not taken in. Save it anew and send it again."
        ),
        "evidence-cannot-be-read": _("“%(name)s” cannot be read here: %(reason)s."),
        "evidence-no-such-path": _("There is no “%(name)s”."),
        "evidence-no-regular-file": _("“%(name)s” is a link or a device, so it was not followed."),
        "evidence-city-unknown": _("“%(name)s” is no city that is known here, or could be several."),
        "evidence-document-unknown": _("There is no document “%(code)s” in this city."),
        "evidence-agency-unknown": _("“%(code)s” is no organisation of %(city)s."),
        "evidence-not-read": _("“%(name)s” could not be read. Its file is kept; describe it in words."),
        "evidence-set-aside": _(
            "“%(name)s” is kept but was not read: this machine failed over it several times. Ask those who look after"
            " the machine to see why in its log; then “kotacerdas evidence read --again CODE” reads it."
        ),
        "evidence-not-checked-now": _(
            "“%(name)s” cannot be checked now, for this machine lacks memory or room. Nothing was kept. Try again in some"
            " minutes."
        ),
        "evidence-not-taken-in": _(
            "“%(name)s” was not taken in: this machine failed over it several times. Ask those who look after the"
            " machine to see why in its log; then send it again."
        ),
        "evidence-kind-not-read": _("Files such as “%(name)s” are kept but not read. Describe it in words."),
        "evidence-read-so-far": _("“%(name)s” is very long: only its first %(count)s parts were read."),
        "evidence-read-until-damage": _(
            "“%(name)s” was read only up to a place where it is damaged or too deep."
        ),
        "evidence-text-too-long": _(
            "A page of “%(name)s” is very long: its first %(most)s letters were read."
        ),
        "evidence-no-recognition": _(
            "Scans and photos are not read: %(missing)s is missing. Install tesseract-ocr and tesseract-ocr-ind."
        ),
        "evidence-pages-not-recognised": _(
            "On these pages of “%(name)s” nothing could be recognised: %(pages)s. Bring a better scan of them."
        ),
        "evidence-recognition-failed": _("The picture could not be recognised. Bring a better scan."),
        "evidence-recognised-so-far": _(
            "“%(name)s” is a long scan: its first %(count)s pages were recognised."
        ),
        "evidence-needs-libreoffice": _(
            "Old DOC files are read by LibreOffice, which is not installed. Save it as DOCX or PDF and bring it again."
        ),
        "evidence-bytes-gone": _("The content of “%(name)s” is no longer there. Please send it again."),
        "evidence-one-document": _(
            "“%(name)s” is an archive. Choose the one document that is the newer revision."
        ),
        "evidence-nothing-quoted": _("Nothing was quoted. Mark some words of the text."),
        "evidence-read-anew": _(
            "This file was read anew meanwhile, so the words may stand elsewhere. Choose them again."
        ),
        "evidence-quote-too-long": _("A quote has %(most)s letters at most. Mark only what proves it."),
        "evidence-no-target": _("Say what the quote proves: choose a question at least."),
        "evidence-infected": _("A virus was found in “%(name)s”. It cannot be opened or cited."),
        "evidence-too-heavy": _(
            "“%(name)s” needs more memory or time than one file may have. Split it, or save it anew and smaller."
        ),
        "evidence-damaged": _("“%(name)s” is damaged or incomplete. Save it anew and send it again."),
        "evidence-truncated": _(
            "“%(name)s” ends in the middle. Copy or download it once more and send it again."
        ),
        "evidence-empty": _("“%(name)s” is empty. Look whether the original has a content, and send that."),
        "evidence-name-deceives": _(
            "The name of “%(name)s” holds signs that are not seen and make it read as another. Rename the file."
        ),
        "evidence-name-too-long": _(
            "The name “%(name)s” is longer than %(most)s letters. Give the file a shorter one."
        ),
        "evidence-two-endings": _(
            "“%(name)s” is a program that looks like a document, or is called like one. It is not taken."
        ),
        "evidence-only-a-link": _(
            "“%(name)s” is only a link to a document on the network. Download the document as PDF and send that."
        ),
        "evidence-kind-not-taken": _("“%(name)s” is of a kind that is not taken. Taken: %(allowed)s."),
        "evidence-other-kind": _(
            "“%(name)s” is called %(kind)s, but its content is something else (%(found)s). Open it and save it as %(kind)s."
        ),
        "evidence-two-files": _(
            "“%(name)s” is a %(kind)s and another file at once. Open it and save it anew as %(kind)s."
        ),
        "evidence-hides-markup": _(
            "“%(name)s” is a picture with parts of a page of the web in it. Save the picture anew."
        ),
        "evidence-macros": _("“%(name)s” holds macros. Save it without them, or as PDF, and send that."),
        "evidence-holds-program": _(
            "A program is attached inside “%(name)s”. Take it out and save the file anew."
        ),
        "evidence-xml-entities": _(
            "“%(name)s” holds entities, with which a small file swells. Open it and save it anew as %(kind)s."
        ),
        "evidence-bomb": _(
            "“%(name)s” would unpack to far more than its size lets expect, so it is not opened. "
            "Send the files in it one by one."
        ),
        "evidence-password": _(
            "“%(name)s” is locked by a password. Remove the password first, then send it."
        ),
        "evidence-packed-oddly": _(
            "“%(name)s” is packed in a way that is not understood here. Pack it as an ordinary ZIP."
        ),
        "evidence-too-many-pixels": _(
            "“%(name)s” has more than %(most)s million pixels, or too many pages. Scan it at 300 dpi, or split it."
        ),
        "evidence-archive-too-deep": _(
            "“%(name)s” lies in an archive in an archive, more than %(most)s deep. Unpack it and send the files."
        ),
        "evidence-archive-empty": _("There is no file in the archive “%(name)s”."),
        "evidence-archive-path": _(
            "“%(name)s” has a name in the archive that leads out of its folder or to a device. Rename it and pack anew."
        ),
        "evidence-archive-link": _(
            "“%(name)s” is only a link in the archive, without content. Pack the file itself."
        ),
        "evidence-archive-left-out": _(
            "Left out: files that a computer keeps for itself (%(names)s), %(count)s in all."
        ),
        "evidence-of-nobody": _("“%(name)s” is a file that a computer keeps for itself; it was left out."),
        "evidence-virus": _(
            "A virus was found in “%(name)s”: %(virus)s. Tell your IT staff; the file was not kept."
        ),
        "evidence-active-script": _("“%(name)s” holds scripts. Open the original with care."),
        "evidence-active-launch": _(
            "“%(name)s” holds commands that start programs or send data. Open it with care."
        ),
        "evidence-active-files": _("Other files are attached inside “%(name)s”; they are not read."),
        "evidence-active-remote": _(
            "“%(name)s” fetches parts from elsewhere when it is opened. Open it with care."
        ),
        "evidence-unit-gone": _("Page %(number)s of this file was not found. Load the page again."),
        "evidence-citation-over": _("This citation was rejected or withdrawn. Cite anew."),
        "evidence-not-yours": _(
            "Only whoever cited it or said what it proves may do this, or the programme office."
        ),
        "evidence-withdrawn": _(
            "“%(title)s” was withdrawn. Nothing of it can be cited, checked or changed any more."
        ),
        "evidence-claimed-otherwise": _(
            "These words are cited for %(target)s already, with another claim: “%(claim)s”. "
            "Leave the claim empty to agree with it, or withdraw that citation first."
        ),
        "evidence-uses-changed": _(
            "What this quote is to prove has changed meanwhile. Look at it again, then decide."
        ),
        "evidence-own-delivery": _(
            "Only whoever opened this delivery may add files to it. Begin one of your own."
        ),
        "evidence-last-use": _("A citation proves one thing at least. Withdraw it instead."),
        "evidence-decided": _("This citation is settled already: %(state)s."),
        "evidence-request-empty": _("Say what is needed: “SK Dewan Smart City”, for example."),
        "evidence-request-closed": _("This request is closed already. Make a new one if more is needed."),
        "evidence-request-nothing-came": _(
            "Nothing has come for this request that could be returned. Its reminders go on by themselves."
        ),
        "evidence-link-ended": _("This link has ended. Ask the office that sent it for a new one."),
        "evidence-too-many-files": _("At most %(most)s files at a time. Send the others afterwards."),
        "evidence-pack-fault": "%(place)s: %(words)s",
        "evidence-pack-unknown": _(
            "“%(name)s” is whole in itself, but this system has made no pack with the seal %(seal)s."
        ),
        "evidence-pack-other-bytes": _(
            "“%(name)s” has the seal of a pack made at %(at)s, but the bytes of its archive are not the same."
        ),
        "evidence-damage-found": _(
            "“%(title)s”, revision %(revision)s (%(city)s): %(trouble)s. Cited by: %(cited)s."
        ),
        "evidence-period-turned": _(
            "The period is not complete: its last day lies on its first day or after it."
        ),
        "evidence-period-future": _(
            "A figure can be frozen up to today, %(today)s: what is still to come cannot be counted."
        ),
        "evidence-figure-empty": _(
            "“%(title)s” has nothing to count in this period, so there is nothing to freeze."
        ),
        "evidence-figure-unknown": _("There is no figure “%(name)s” here. Load the page again."),
        "evidence-not-set": _(
            "“%(title)s” could not be set as PDF: it is more than the typesetter can bear. Tell those who look after "
            "the system."
        ),
        "evidence-pack-damaged": _(
            "The kept bytes of “%(title)s” are damaged or gone, so no pack is made. Bring the file again: %(name)s."
        ),
        "evidence-pack-empty": _(
            "Nothing of “%(title)s” has a confirmed citation yet. Cite proofs and let a second person confirm them."
        ),
        "evidence-pack-no-secrets": _("You may not see secret documents. Make the pack without them."),
        "evidence-pack-closed": _(
            "A document in this pack may not be given to you any more: it was withdrawn or made secret, or a virus was "
            "found in it. Make the pack anew; the new one holds only what you may give away."
        ),
        "evidence-pack-unreadable": _(
            "“%(name)s” cannot be read as an evidence pack: it is damaged or something else."
        ),
        "evidence-own-citation": _(
            "Somebody else must check this: you have cited it, or brought the file yourself."
        ),
    }
)
