"""Gathers the files of others that pages use: htmx, maps, the typeface, and one sprite of exactly the icons we show."""

import ast
import json
import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

from kotacerdas.config.refusals import Refusal

SVG = "http://www.w3.org/2000/svg"
TYPEFACE = "Plus Jakarta Sans Variable"
# Indonesian and English need latin; names of people and places need now and then latin-ext.
SUBSETS = ("latin-ext", "latin")
# The library of maps finds its worker beside it, by its plain name. So both lie in a folder that is named after their version, and
# one small file with a hashed name says where: no browser mixes the parts of two versions.
MAP_FILES = ("maplibre-gl.mjs", "maplibre-gl-worker.mjs")
NAMED_IN_TEMPLATE = re.compile(r"""{%\s*icon\s+["']([a-z0-9-]+)["']|\bicon=["']([a-z0-9-]+)["']""")


def gather(package: Path, modules: Path, target: Path) -> int:
    """Fills the target folder anew and answers how many icons are in the sprite."""
    unfinished = target.with_name(f"{target.name}.{os.getpid()}")
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir(parents=True)
    icons = icons_used(package, modules)
    shutil.copyfile(modules / "htmx.org/dist/htmx.min.js", unfinished / "htmx.min.js")
    _maps(modules / "maplibre-gl", unfinished)
    _typeface(modules / "@fontsource-variable/plus-jakarta-sans", unfinished)
    (unfinished / "icons.svg").write_text(sprite(icons, modules), encoding="utf-8")
    shutil.rmtree(target, ignore_errors=True)
    unfinished.rename(target)
    return len(icons)


def _maps(source: Path, target: Path) -> None:
    version = json.loads((source / "package.json").read_text(encoding="utf-8"))["version"]
    folder = target / f"maplibre-{version}"
    folder.mkdir()
    for name in MAP_FILES:
        shutil.copyfile(source / "dist" / name, folder / name)
    shutil.copyfile(source / "dist/maplibre-gl.css", target / "maplibre-gl.css")
    (target / "maplibre.mjs").write_text(
        f'export * from "./{folder.name}/{MAP_FILES[0]}";\n', encoding="utf-8"
    )


def drawings(modules: Path) -> Path:
    return modules / "@tabler/icons/icons/outline"


def icons_used(package: Path, modules: Path) -> list[str]:
    """Those that templates and Python name; a name that has no drawing is refused."""
    names: set[str] = set()
    for path in _sources(package):
        text = path.read_text(encoding="utf-8")
        found = _in_python(text, drawings(modules)) if path.suffix == ".py" else _in_template(text)
        for name in found:
            if not (drawings(modules) / f"{name}.svg").exists():
                raise Refusal(
                    f"{path.relative_to(package)} asks for an icon {name!r} that Tabler Icons does not have."
                )
            names.add(name)
    return sorted(names)


def _sources(package: Path) -> Iterator[Path]:
    for folder, folders, files in os.walk(package):
        folders[:] = sorted(
            set(folders) - {"config", "tests", "migrations", "locale", "static", "__pycache__"}
        )
        yield from (Path(folder, name) for name in sorted(files) if name.endswith((".py", ".html")))


def _in_template(text: str) -> Iterator[str]:
    for match in NAMED_IN_TEMPLATE.finditer(text):
        yield match[1] or match[2]


def _in_python(text: str, folder: Path) -> Iterator[str]:
    """Words that are icon names, in modules that speak of icons: tables of icons are written in many ways."""
    if "icon" not in text:
        return
    tree = ast.parse(text)
    keys = {id(key) for node in ast.walk(tree) if isinstance(node, ast.Dict) for key in node.keys}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in keys:
            name = node.value
            if re.fullmatch(r"[a-z][a-z0-9-]{2,40}", name) and (folder / f"{name}.svg").exists():
                yield name
        elif isinstance(node, ast.keyword) and node.arg == "icon" and isinstance(node.value, ast.Constant):
            yield from [str(node.value.value)] * bool(node.value.value)


def sprite(names: list[str], modules: Path) -> str:
    """One file of symbols; colour and width of the line come from the page's own style."""
    ElementTree.register_namespace("", SVG)
    symbols = []
    for name in names:
        drawing = ElementTree.parse(drawings(modules) / f"{name}.svg").getroot()  # noqa: S314 - from the lock file
        shapes = [shape for shape in drawing if shape.get("d") != "M0 0h24v24H0z"]
        inner = "".join(ElementTree.tostring(shape, encoding="unicode").strip() for shape in shapes)
        symbols.append(f'<symbol id="{name}" viewBox="0 0 24 24">{inner}</symbol>')
    joined = "\n".join(symbols).replace(f' xmlns="{SVG}"', "")
    return f'<svg xmlns="{SVG}">\n{joined}\n</svg>\n'


def _typeface(source: Path, target: Path) -> None:
    rules = _rules_of((source / "index.css").read_text(encoding="utf-8"))
    wanted = []
    for subset in SUBSETS:
        name = f"plus-jakarta-sans-{subset}-wght-normal.woff2"
        shutil.copyfile(source / "files" / name, target / name)
        wanted.append(rules[name].replace("./files/", ""))
    (target / "fonts.css").write_text("\n".join(wanted) + "\n", encoding="utf-8")
    shutil.copyfile(source / "LICENSE", target / "plus-jakarta-sans-LICENSE.txt")


def _rules_of(css: str) -> dict[str, str]:
    """The typeface's rules by the file each names."""
    found = {}
    for rule in re.findall(r"@font-face {.*?}", css, re.DOTALL):
        named = re.search(r"files/([\w-]+\.woff2)", rule)
        if named:
            found[named[1]] = rule
    return found
