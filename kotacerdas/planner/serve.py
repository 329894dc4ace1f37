"""The program: `python -m kotacerdas.planner.serve`; what it does is in `server`."""

import os
import signal
import sys


def main() -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kotacerdas.config.settings")
    import django

    django.setup()
    from kotacerdas.planner.places import Unsafe
    from kotacerdas.planner.server import Occupied, Server

    server = Server()
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, lambda _number, _frame: server.stop())
    try:
        server.open()
    except (Occupied, Unsafe) as why:
        print(why, file=sys.stderr)  # noqa: T201 - a program says why it ends
        return 1
    server.serve()
    # A question that is still being answered must not keep the process; it only reads.
    sys.stderr.flush()
    os._exit(0)


if __name__ == "__main__":
    raise SystemExit(main())
