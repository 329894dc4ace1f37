"""Checks that every link and picture in our documents leads to a file, and every `#part` to a heading."""

import re
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

ROOT = Path(__file__).resolve().parents[1]
LINK = re.compile(r"!?\[[^\]]*\]\(\s*<?([^)\s>]+)>?(?:\s+\"[^\"]*\")?\s*\)")
CODE = re.compile(r"```.*?```|`[^`\n]*`", re.DOTALL)
HEADING = re.compile(r"^#{1,6}\s+(.+?)\s*#*$", re.MULTILINE)


def documents(root: Path = ROOT) -> list[Path]:
    folders = [root / "docs", root / "changelog.d", root / "data", root / "benchmarks"]
    return sorted([*root.glob("*.md"), *(path for folder in folders for path in folder.rglob("*.md"))])


def faults(path: Path, root: Path = ROOT) -> Iterator[str]:
    for target in LINK.findall(CODE.sub("", path.read_text(encoding="utf-8"))):
        if re.match(r"[a-z][a-z0-9+.-]*:", target):
            continue
        name, _, part = target.partition("#")
        found = (path.parent / unquote(name)).resolve() if name else path
        shown = path.relative_to(root)
        if not found.exists():
            yield f"{shown}: {target} leads nowhere"
        elif part and found.suffix == ".md" and part not in anchors(found):
            yield f"{shown}: {target} names no heading"


def anchors(path: Path) -> set[str]:
    """As the usual viewers of Markdown make them from headings."""
    text = re.sub(r"```.*?```", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in HEADING.findall(text)}


def main() -> int:
    found = [fault for path in documents() for fault in faults(path)]
    print(*found, sep="\n") if found else print(f"{len(documents())} documents, every link leads somewhere.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
