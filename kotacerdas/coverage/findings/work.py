"""How the work behind a survey or a run stands, in a word with its tone."""

from django.utils.translation import pgettext

from kotacerdas.common.language import pick
from kotacerdas.coverage.queries.work import Phase
from kotacerdas.jobs.models import Job


def state(phase: Phase) -> tuple[str, str]:
    return {
        "waits": (pgettext("survey", "waits for its turn"), ""),
        "runs": (pgettext("survey", "running"), "jalan"),
        "failed": (pgettext("survey", "failed"), "telat"),
        "stopped": (pgettext("survey", "stopped"), ""),
        "refused": (pgettext("survey", "not possible"), "awas"),
        "done": (pgettext("survey", "done"), "ok"),
    }[phase]


def doing(job: Job | None) -> str:
    """What it does right now; empty before it begins."""
    return pick({"doing": job.doing}, "doing") if job and job.doing else ""
