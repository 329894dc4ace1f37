"""Content in an S3-compatible bucket, for installations whose disk is small: the same promises as a folder.

Needs the group `s3`. The server compares what arrives with its hash (`ChecksumSHA256`) and writes a name once
(`If-None-Match: *`), so a name always stands for whole content. Everything read is hashed again, whole, before anybody
gets a byte of it.
"""

import base64
import contextlib
import hashlib
import shutil
import tempfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO

from kotacerdas.files.blobs import PIECE, Blob, Damaged, Folder, Missing, is_name
from kotacerdas.files.domain.places import Place

# Up to here a blob that is read stays in memory.
IN_MEMORY = 8 * 1024 * 1024
_ABSENT = {"404", "NoSuchKey", "NotFound"}
_THERE = {"412", "PreconditionFailed", "409", "ConditionalRequestConflict"}


class Bucket:
    """Blobs as objects `ab/cd/abcd...`. `folder` is only for what is on its way, and for the lock of the sweep."""

    def __init__(self, place: Place, folder: Folder) -> None:
        self.place, self._folder = place, folder
        self._client: Any = None

    def put(self, content: BinaryIO) -> Blob:
        """Written to the disk first: the hash must be known before the name is."""
        with self._folder.unfinished(content) as (blob, path), self._folder.shared_lock():
            self._send(path, blob)
        return blob

    def open(self, sha256: str) -> BinaryIO:
        """The whole of it is hashed before anybody gets a byte."""
        copy = self.raw(sha256)
        if _digest(copy) != sha256:
            copy.close()
            raise Damaged(sha256)
        copy.seek(0)
        return copy

    def check(self, sha256: str) -> None:
        self.open(sha256).close()

    def raw(self, sha256: str) -> BinaryIO:
        """In memory, or in a file without a name: it can be read from any place."""
        copy: Any = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 - the caller closes it
        try:
            with contextlib.closing(self._body(sha256)) as body:
                shutil.copyfileobj(body, copy)
        except BaseException:
            copy.close()
            raise
        copy.seek(0)
        opened: BinaryIO = copy
        return opened

    @contextlib.contextmanager
    def as_path(self, sha256: str) -> Iterator[Path]:
        with self.open(sha256) as content, tempfile.NamedTemporaryFile() as copy:
            shutil.copyfileobj(content, copy)
            copy.flush()
            yield Path(copy.name)

    def each(self) -> Iterator[tuple[str, datetime]]:
        """In the order of keys, which is the order of hashes."""
        pages = self._s3.get_paginator("list_objects_v2")
        for page in pages.paginate(Bucket=self.place.bucket, Prefix=self.place.before):
            for row in page.get("Contents", ()):
                name = row["Key"].rpartition("/")[2]
                if is_name(name) and row["Key"] == self._key(name):
                    yield name, row["LastModified"]

    def remove(self, sha256: str, *, unless_kept_since: datetime) -> bool:
        with self._folder.only_lock():
            kept_at = self._kept_at(sha256)
            if kept_at is None or kept_at >= unless_kept_since:
                return False
            self._s3.delete_object(Bucket=self.place.bucket, Key=self._key(sha256))
            return True

    # --- inside ---------------------------------------------------------------------------------------------

    @property
    def _s3(self) -> Any:
        """Made when it is first needed: the library takes a second to load."""
        if self._client is None:
            import boto3
            from botocore.config import Config

            self._client = boto3.client(
                "s3",
                endpoint_url=self.place.endpoint,
                aws_access_key_id=self.place.key,
                aws_secret_access_key=self.place.secret,
                region_name=self.place.region,
                config=Config(
                    s3={"addressing_style": "path"},
                    connect_timeout=5,
                    read_timeout=60,
                    retries={"max_attempts": 4},
                ),
            )
        return self._client

    def _body(self, sha256: str) -> Any:
        from botocore.exceptions import ClientError

        try:
            return self._s3.get_object(Bucket=self.place.bucket, Key=self._key(sha256))["Body"]
        except ClientError as error:
            if _code(error) in _ABSENT:
                raise Missing(sha256) from None
            raise

    def _key(self, sha256: str) -> str:
        if not is_name(sha256):
            raise Missing(sha256)
        return f"{self.place.before}{sha256[:2]}/{sha256[2:4]}/{sha256}"

    def _send(self, path: Path, blob: Blob, *, anew: bool = True) -> None:
        from botocore.exceptions import ClientError

        checksum = base64.b64encode(bytes.fromhex(blob.sha256)).decode()
        only_new = {"IfNoneMatch": "*"} if anew else {}
        with path.open("rb") as content:
            try:
                self._s3.put_object(
                    Bucket=self.place.bucket,
                    Key=self._key(blob.sha256),
                    Body=content,
                    ChecksumSHA256=checksum,
                    **only_new,
                )
            except ClientError as error:
                if not anew or _code(error) not in _THERE:
                    raise
                # It is written again: that makes it young for the sweep, and mends it if it was damaged.
                self._send(path, blob, anew=False)

    def _kept_at(self, sha256: str) -> datetime | None:
        from botocore.exceptions import ClientError

        try:
            head = self._s3.head_object(Bucket=self.place.bucket, Key=self._key(sha256))
        except ClientError as error:
            if _code(error) in _ABSENT:
                return None
            raise
        kept_at: datetime = head["LastModified"]
        return kept_at


def _code(error: Any) -> str:
    return str(error.response.get("Error", {}).get("Code", ""))


def _digest(content: Any) -> str:
    digest = hashlib.sha256()
    while piece := content.read(PIECE):
        digest.update(piece)
    return digest.hexdigest()
