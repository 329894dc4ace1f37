"""The commands `jobs list`, `retry`, `cancel` and `work`: background work from the command line."""

from argparse import ArgumentParser, Namespace
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from kotacerdas.common.domain.faults import Fault, Refused
from kotacerdas.common.formats import moment
from kotacerdas.jobs import actions
from kotacerdas.jobs.models import Job, State
from kotacerdas.jobs.registry import QUEUES


def add_to(commands: Any, common: ArgumentParser) -> None:
    """Adds this app's commands to the `kotacerdas` command."""
    jobs = commands.add_parser("jobs", help=_("background work"))
    deeds = jobs.add_subparsers(dest="deed", required=True, metavar="list|retry|cancel|work")
    listing = deeds.add_parser("list", parents=[common], help=_("what waits, runs or has failed"))
    listing.add_argument("--state", choices=State.values, help=_("only in this state"))
    listing.add_argument("--most", type=int, default=50, metavar="N", help=_("at most so many, the newest"))
    listing.set_defaults(run=show)
    for name, words, deed in (
        ("retry", _("start failed or cancelled work again"), actions.retry),
        ("cancel", _("cancel what waits or runs"), actions.cancel),
    ):
        part = deeds.add_parser(name, parents=[common], help=words)
        part.add_argument("number", type=int, metavar="NUMBER", help=_("as `jobs list` shows it"))
        part.set_defaults(run=change, change=deed)
    work = deeds.add_parser(
        "work", parents=[common], help=_("be a worker until Ctrl-C; ./run starts its own")
    )
    work.add_argument(
        "queues", nargs="*", metavar="quick|heavy", help=_("the queues to serve (default: both)")
    )
    work.set_defaults(run=be_a_worker)


def show(options: Namespace) -> None:
    wanted = [options.state] if options.state else [State.WAITING, State.RUNNING, State.FAILED]
    for job in Job.objects.filter(state__in=wanted).order_by("-pk")[: max(0, options.most)]:
        print(f"{job.pk:>8}  {job.state:<9}  {job.queue:<5}  {moment(job.created_at)}  {job.task}")


def change(options: Namespace) -> None:
    job = Job.objects.filter(pk=options.number).first()
    if job is None:
        raise Refused(Fault("job-unknown", {"number": str(options.number)}))
    job = options.change(job, by=None, now=timezone.now())
    print(f"{job.pk:>8}  {job.state:<9}  {job.queue:<5}  {moment(job.created_at)}  {job.task}")


def be_a_worker(options: Namespace) -> None:
    if unknown := set(options.queues) - set(QUEUES):
        raise Refused(Fault("queue-unknown", {"name": ", ".join(sorted(unknown)), "known": list(QUEUES)}))
    from kotacerdas.jobs.working import Worker, serve

    serve(Worker([queue for queue in QUEUES if queue in options.queues] or QUEUES))
