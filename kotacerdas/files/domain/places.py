"""Which bucket keeps the blobs, as one address says it."""

from dataclasses import dataclass, field
from urllib.parse import unquote, urlsplit

HERE = {"localhost", "127.0.0.1", "::1"}


@dataclass(frozen=True)
class Place:
    """`s3://key:secret@host:port/bucket/folder`; `s3+http` without encryption, on this machine only."""

    endpoint: str
    bucket: str
    before: str = ""
    key: str = field(default="", repr=False)
    secret: str = field(default="", repr=False)
    region: str = "us-east-1"

    @classmethod
    def read(cls, address: str) -> "Place":
        """Raises `ValueError` with what is wrong."""
        parts = urlsplit(address)
        scheme = {"s3": "https", "s3+http": "http"}.get(parts.scheme)
        bucket, _slash, before = parts.path.strip("/").partition("/")
        if scheme is None or not parts.hostname or not bucket:
            raise ValueError("must be like s3://key:secret@host/bucket or s3://key:secret@host/bucket/folder")
        if scheme == "http" and parts.hostname not in HERE:
            raise ValueError("would send everything readable; use s3://")
        if not parts.username or not parts.password:
            raise ValueError("needs a key and a secret: s3://key:secret@host/bucket")
        port = f":{parts.port}" if parts.port else ""
        return cls(
            f"{scheme}://{parts.hostname}{port}",
            bucket,
            f"{before}/" if before else "",
            unquote(parts.username),
            unquote(parts.password),
        )
