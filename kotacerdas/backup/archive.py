"""Writes the content of an archive as a tar, and reads it back with every hash checked on the way."""

import hashlib
import io
import tarfile
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from kotacerdas.backup.domain.contents import (
    ABOUT,
    MANIFEST,
    About,
    Member,
    damaged,
    is_safe,
    manifest_json,
    members_of,
    require_whole,
)
from kotacerdas.backup.tar import TAR_END, tar_head, tar_padding

PIECE = 1024 * 1024
_MOST_JSON = 256 * 1024 * 1024


class Writer:
    """Members one after the other; the list of them comes last, when all hashes are known."""

    def __init__(self, target: BinaryIO, about: About) -> None:
        self._target = target
        self.members: list[Member] = []
        self.add(ABOUT, io.BytesIO(about.to_json()))

    def add(self, name: str, content: BinaryIO) -> Member:
        """All of `content`, which must be able to seek."""
        size, digest = content.seek(0, 2), hashlib.sha256()
        content.seek(0)
        self._target.write(tar_head(name, size))
        left = size
        while left > 0 and (piece := content.read(min(PIECE, left))):
            digest.update(piece)
            self._target.write(piece)
            left -= len(piece)
        if left:
            raise OSError(f"{name} became shorter while it was read")
        self._target.write(tar_padding(size))
        self.members.append(Member(name, size, digest.hexdigest()))
        return self.members[-1]

    def finish(self) -> None:
        content = manifest_json(self.members)
        self._target.write(tar_head(MANIFEST, len(content)) + content + tar_padding(len(content)) + TAR_END)


class Reader:
    """Gives the members of an archive in order; `finish` says whether it was whole."""

    def __init__(self, source: BinaryIO) -> None:
        try:
            self._tar = tarfile.open(mode="r|", fileobj=source)  # noqa: SIM115 - it owns nothing but the stream
            self._infos = iter(self._tar)
            self.about = About.from_json(self._first())
        except tarfile.TarError:
            raise damaged(ABOUT) from None
        self.found = [Member(ABOUT, len(self._about), hashlib.sha256(self._about).hexdigest())]
        self._listed: list[Member] | None = None

    def _first(self) -> bytes:
        info = next(self._infos, None)
        if info is None or info.name != ABOUT:
            raise damaged(ABOUT)
        self._about = self._read(info)
        return self._about

    def __iter__(self) -> Iterator["Arriving"]:
        """Read each before the next. A name that could lead out of its folder is refused."""
        while (info := self._next()) is not None:
            if info.name == MANIFEST:
                self._listed = members_of(self._read(info))
                continue
            if not info.isreg() or not is_safe(info.name) or self._listed is not None:
                raise damaged(info.name)
            arriving = Arriving(self._tar, info)
            yield arriving
            self.found.append(arriving.finish())

    def finish(self) -> list[Member]:
        if self._listed is None:
            raise damaged(MANIFEST)
        require_whole(self.about, self.found, self._listed)
        return self.found

    def _next(self) -> tarfile.TarInfo | None:
        try:
            return next(self._infos, None)
        except (tarfile.TarError, EOFError):
            raise damaged(self.found[-1].name) from None

    def _read(self, info: tarfile.TarInfo) -> bytes:
        member = self._tar.extractfile(info)
        if member is None or info.size > _MOST_JSON:
            raise damaged(info.name)
        return member.read()


class Arriving:
    """One member while it comes in."""

    def __init__(self, tar: tarfile.TarFile, info: tarfile.TarInfo) -> None:
        self.name, self._size = info.name, info.size
        self._content, self._digest, self._seen = tar.extractfile(info), hashlib.sha256(), 0

    def pieces(self) -> Iterator[bytes]:
        assert self._content is not None
        try:
            while piece := self._content.read(PIECE):
                self._digest.update(piece)
                self._seen += len(piece)
                yield piece
        except (tarfile.TarError, EOFError):
            raise damaged(self.name) from None

    def save(self, path: Path) -> None:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with path.open("xb") as target:
            for piece in self.pieces():
                target.write(piece)

    def finish(self) -> Member:
        for _piece in self.pieces():
            pass
        if self._seen != self._size:
            raise damaged(self.name)
        return Member(self.name, self._size, self._digest.hexdigest())
