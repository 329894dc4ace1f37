"""The demo's way out: messages become files in the installation's own folder, and nobody receives anything."""

from collections.abc import Callable
from pathlib import Path
from typing import Self

from django.conf import settings

from kotacerdas.notices.channels.mail import Abandoned
from kotacerdas.notices.domain.verdicts import Answer, Stage


class FileOutlet:
    """Behaves as `mail.Outlet` does."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_why: object) -> None:
        """Nothing to close."""

    def hand_over(
        self, content: bytes, *, sender: str, receiver: str, before_end: Callable[[], bool]
    ) -> tuple[Answer, str]:
        if not before_end():
            raise Abandoned
        return Answer(Stage.CONTENT, 250), keep(content, "eml")


def keep(content: bytes, ending: str) -> str:
    folder = Path(settings.STATE) / "demo-mail"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    name = f"{len(list(folder.iterdir())) + 1:05}.{ending}"
    (folder / name).write_bytes(content)
    return name
