"""Writes NOTICES.md: whose work comes along with ours when the site runs, and under which licence.

python -m tools.notices           write the file
python -m tools.notices check     exit 1 if it is out of date, or if a licence does not fit ours

Python packages are those that `uv.lock` brings to a Linux machine with the groups that `./run` installs; front-end packages
are those of `package-lock.json`. Versions are left out, the two lock files have them.
"""

import json
import re
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import metadata
from pathlib import Path
from typing import Any

from packaging.markers import Marker

from tools.environment import FOR_THE_DEMO

ROOT = Path(__file__).resolve().parents[1]
TARGET = ROOT / "NOTICES.md"
# Markers are read for this machine, whoever runs the tool, so that the file is the same for all.
MACHINE = {
    "sys_platform": "linux",
    "platform_system": "Linux",
    "os_name": "posix",
    "implementation_name": "cpython",
    "platform_python_implementation": "CPython",
    "python_version": "3.11",
    "python_full_version": "3.11.0",
    "extra": "",
}
BY_CLASSIFIER = {
    "MIT License": "MIT",
    "BSD License": "BSD",
    "Apache Software License": "Apache-2.0",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
}
# What a package says in no field but in the licence file it brings.
READ_IN_ITS_FILE = {
    "pyrage": "MIT",
    "pypdfium2": "BSD-3-Clause AND Apache-2.0",
    "python-dateutil": "Apache-2.0 OR BSD-3-Clause",
    "numpy": "BSD-3-Clause AND 0BSD AND MIT AND Zlib AND CC0-1.0",
}
# Another spelling of an SPDX name.
SPELLINGS = {
    "PSFL": "PSF-2.0",
    "Apache 2.0": "Apache-2.0",
    "2-clause BSD": "BSD-2-Clause",
    "BSD License": "BSD",
}
# What may be used unmodified beside a work under EUPL-1.2. GPL and AGPL would bind whoever passes the whole on.
FITTING = re.compile(
    r"(0BSD|Apache-2\.0( WITH LLVM-exception)?|BSD(-[23]-Clause)?|EUPL-1\.2|ISC|LGPL-[23]\.[01]-(only|or-later)|MIT(-0|-CMU)?|MPL-2\.0"
    r"|OFL-1\.1|PSF-2\.0|Python-2\.0|Unlicense|Zlib|CC0-1\.0)"
)
# What package.json has no place to say.
FRONT_END = {
    "@fontsource-variable/plus-jakarta-sans": "the typeface of all pages",
    "@tabler/icons": "drawings of icons; pages get a sprite of those they show",
    "htmx.org": "lets a page fetch a part of itself",
    "maplibre-gl": "maps that can be moved and enlarged, with no server of others",
    "idn-area-data": "codes and names of provinces, kabupaten and kota; its data: see below",
}
HEAD = """\
# Notices

KotaCerdas is licensed under the [EUPL-1.2](LICENSE). When it runs, it uses the work of others. Nothing of it is
copied into this repository: set-up fetches it, each package with its own licence text. Written by
`python -m tools.notices`; versions stand in `uv.lock` and `package-lock.json`.

All licences below permit use beside the EUPL. psycopg (LGPL) is used unmodified and can be exchanged for another
version; its binary brings the client library of PostgreSQL (PostgreSQL licence) and OpenSSL (Apache-2.0) along. The binaries
of numpy and scipy bring OpenBLAS (BSD-3-Clause) and the runtime libraries of GCC (GPL-3.0 with the runtime library
exception, which binds nobody who uses them) along. The binary of shapely brings GEOS (LGPL-2.1), those of pyproj and rasterio
bring PROJ and GDAL (both MIT) along.
"""
FOOT = """\
## Data

- Area codes and names come from the data of `idn-area-data`, offered under the Open Database License (ODbL 1.0),
  which collects public decrees of the Ministry of Home Affairs. Whoever publishes these tables names the source and
  keeps that licence. Why they are not committed: [ADR 46](docs/adr/0046-area-codes-from-a-package.md).
- Instruments, results, organisations and milestones in `data/` are facts from public documents; each names its
  source. Texts of questions are our own short paraphrases.
"""


@dataclass(frozen=True)
class Notice:
    name: str
    licence: str
    purpose: str

    @property
    def fits(self) -> bool:
        """One of the choices is enough (`A OR B`); of licences that hold together (`A AND B`) each has to fit."""
        choices = re.split(r"\s+OR\s+", self.licence.strip("()"))
        return any(all(FITTING.fullmatch(part) for part in each.split(" AND ")) for each in choices)


def python_notices() -> list[Notice]:
    lock = tomllib.loads((ROOT / "uv.lock").read_text(encoding="utf-8"))
    packages = {package["name"]: package for package in lock["package"]}
    purposes = _purposes()
    needed_by = dict(sorted(_needed(packages, "kotacerdas", (), {}).items()))
    return [
        Notice(name, licence_of(name), purposes.get(name) or f"for {', '.join(sorted(parents))}")
        for name, parents in needed_by.items()
    ]


def _needed(
    packages: dict[str, Any], name: str, extras: tuple[str, ...], found: dict[str, set[str]]
) -> dict[str, set[str]]:
    package = packages[name]
    wanted = [*package.get("dependencies", [])]
    if name == "kotacerdas":
        for group in FOR_THE_DEMO:
            wanted += package["dev-dependencies"][group]
    for extra in extras:
        wanted += package.get("optional-dependencies", {}).get(extra, [])
    for each in wanted:
        if "marker" in each and not Marker(each["marker"]).evaluate(MACHINE):
            continue
        seen = each["name"] in found
        found.setdefault(each["name"], set()).add(name)
        if not seen or each.get("extra"):
            _needed(packages, each["name"], tuple(each.get("extra", ())), found)
    return found


def _purposes() -> dict[str, str]:
    """The reason behind each dependency of ours, as its comment in pyproject.toml says."""
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    tables = [
        re.search(rf"^{name} = \[\n(.*?)^\]", text, re.MULTILINE | re.DOTALL)
        for name in ("dependencies", *FOR_THE_DEMO)
    ]
    lines = "".join(table[1] for table in tables if table)
    return dict(re.findall(r'^\s*"([a-z0-9-]+)[^"]*",\s*# (.+)$', lines, re.MULTILINE))


def licence_of(name: str) -> str:
    """The SPDX expression if the package has one, else its short licence field, else its classifiers."""
    about = metadata(name)
    told = str((about.get_all("License-Expression") or about.get_all("License") or [""])[0])
    if name in READ_IN_ITS_FILE:
        return READ_IN_ITS_FILE[name]
    if told and len(told) < 60:
        return SPELLINGS.get(told, told)
    classifiers = [
        str(line).split(" :: ")[-1] for line in about.get_all("Classifier", []) if "License" in line
    ]
    return " OR ".join(BY_CLASSIFIER.get(each, each) for each in classifiers) or "not told"


def front_end_notices() -> list[Notice]:
    packages = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    found = []
    for path, package in sorted(packages.items()):
        if not path or package.get("dev"):
            continue
        name = path.removeprefix("node_modules/")
        parents = [
            parent.removeprefix("node_modules/")
            for parent, each in packages.items()
            if parent and name in each.get("dependencies", {})
        ]
        purpose = FRONT_END.get(name) or f"for {', '.join(sorted(parents))}"
        found.append(Notice(name, package.get("license", "not told"), purpose))
    return found


def page() -> str:
    return "\n".join(
        [
            HEAD,
            *_table("Python", python_notices()),
            *_table("Front end", front_end_notices()),
            FOOT,
        ]
    ).rstrip("\n") + "\n"  # fmt: skip


def _table(title: str, notices: list[Notice]) -> Iterator[str]:
    yield f"## {title}\n"
    yield "| Package | Licence | What for |\n| --- | --- | --- |"
    for notice in notices:
        yield f"| {notice.name} | {notice.licence} | {notice.purpose} |"
    yield ""


def unfitting() -> list[Notice]:
    return [notice for notice in (*python_notices(), *front_end_notices()) if not notice.fits]


def main(arguments: list[str]) -> int:
    for notice in unfitting():
        print(f"{notice.name}: {notice.licence} does not fit EUPL-1.2, or is not known to.", file=sys.stderr)
    if arguments == ["check"]:
        if not TARGET.exists() or TARGET.read_text(encoding="utf-8") != page():
            print("NOTICES.md is out of date: run `python -m tools.notices`.", file=sys.stderr)
            return 1
    else:
        TARGET.write_text(page(), encoding="utf-8")
    return 1 if unfitting() else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
