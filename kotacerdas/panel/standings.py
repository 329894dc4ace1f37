"""Words and tones of where panels and seats stand."""

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

from kotacerdas.panel.domain.seating import State
from kotacerdas.panel.domain.standing import Duty, Standing

STANDINGS: dict[Standing, "str | Promise"] = {
    Standing.SEATLESS: pgettext_lazy("panel", "too few assessors"),
    Standing.UNDECLARED: pgettext_lazy("panel", "waits for declarations"),
    Standing.SCORING: pgettext_lazy("panel", "assessors are scoring"),
    Standing.READY: pgettext_lazy("panel", "can be opened"),
    Standing.OPEN: pgettext_lazy("panel", "open: differences are talked about"),
    Standing.CONCLUDED: pgettext_lazy("panel", "result entered"),
    Standing.PUBLISHED: pgettext_lazy("panel", "published"),
}
STANDING_TONES: dict[Standing, str] = {
    Standing.SEATLESS: "telat",
    Standing.UNDECLARED: "awas",
    Standing.SCORING: "jalan",
    Standing.READY: "jalan",
    Standing.OPEN: "jalan",
    Standing.CONCLUDED: "ok",
    Standing.PUBLISHED: "ok",
}

DUTIES: dict[Duty, "str | Promise"] = {
    Duty.DECLARE: pgettext_lazy("seat", "to be declared"),
    Duty.WAIT: pgettext_lazy("seat", "waits for the city's submission"),
    Duty.SCORE: pgettext_lazy("seat", "to be scored"),
    Duty.SCORED: pgettext_lazy("seat", "everything scored, waits for the others"),
    Duty.TALK: pgettext_lazy("seat", "the panel is open"),
    Duty.CONCLUDED: pgettext_lazy("seat", "result entered"),
    Duty.PUBLISHED: pgettext_lazy("seat", "published"),
}
DUTY_TONES: dict[Duty, str] = {
    Duty.DECLARE: "awas",
    Duty.WAIT: "",
    Duty.SCORE: "jalan",
    Duty.SCORED: "ok",
    Duty.TALK: "jalan",
    Duty.CONCLUDED: "ok",
    Duty.PUBLISHED: "ok",
}

SEAT_TONES: dict[State, str] = {
    State.APPOINTED: "awas",
    State.DECLARED: "ok",
    State.RECUSED: "telat",
    State.ENDED: "",
}
