"""The few bytes that make a tar around content whose size is known, so that nothing is held in memory or half-closed."""

import tarfile

TAR_END = bytes(2 * tarfile.BLOCKSIZE)


def tar_head(name: str, size: int) -> bytes:
    """What stands before a file that its owner alone may read."""
    info = tarfile.TarInfo(name)
    info.size, info.mode = size, 0o600
    return info.tobuf(tarfile.GNU_FORMAT)


def tar_padding(size: int) -> bytes:
    return bytes(-size % tarfile.BLOCKSIZE)
