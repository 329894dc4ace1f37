"""The program that works jobs off: `python -m kotacerdas.jobs.worker [quick] [heavy]`; what it does is in `working`."""

import os
import sys
from collections.abc import Sequence


def main(words: Sequence[str]) -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kotacerdas.config.settings")
    import django

    django.setup()
    from kotacerdas.jobs.registry import QUEUES
    from kotacerdas.jobs.working import Worker, serve

    if unknown := set(words) - set(QUEUES):
        print(f"no queue is called {', '.join(sorted(unknown))}", file=sys.stderr)  # noqa: T201 - a program says why it ends
        return 2
    return serve(Worker([queue for queue in QUEUES if queue in words] or QUEUES))


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
