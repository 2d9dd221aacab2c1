"""The fonts of the book, and whether they have every character of it."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields, is_dataclass
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import Any

from checklist_tool.problems import ChecklistError
from checklist_tool.render import font_file

BODY = "Noto Serif SC"
HEADINGS = "Noto Sans SC"
ROLES = {"body": "正文", "headings": "标题"}
_SUFFIXES = frozenset((".ttf", ".otf", ".ttc", ".otc"))
_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Face:
    """One face of a font file."""

    family: str
    path: Path
    index: int = 0


@dataclass(frozen=True, slots=True)
class Fonts:
    """The faces of each role; the first that has a character prints it."""

    body: tuple[Face, ...]
    headings: tuple[Face, ...]

    @property
    def folders(self) -> list[str]:
        """Where they lie, and the shipped ones, which print the marks; Typst reads no files."""
        faces = (*self.body, *self.headings, *_shipped())
        return sorted({str(face.path.parent) for face in faces})

    def names(self) -> dict[str, tuple[str, ...]]:
        """The families of each role and of the marks, as templates take them."""
        return {
            "body": tuple(face.family for face in self.body),
            "headings": tuple(face.family for face in self.headings),
            "marks": (HEADINGS,),
        }


@cache
def _shipped() -> tuple[Face, Face]:
    try:
        import pylopdf_fonts_zh_cn as package
    except ImportError:
        raise ChecklistError(
            "没有印 PDF 用的字体（思源宋体、思源黑体）", hint="pip install pylopdf-fonts-zh-cn"
        ) from None
    return Face(BODY, Path(package.serif_path())), Face(HEADINGS, Path(package.sans_path()))


def shipped() -> Fonts:
    """The open fonts that are installed with the tool; raises ChecklistError without them."""
    song, hei = _shipped()
    return Fonts((song, hei), (hei, song))


def choose(wanted: Iterable[str], folders: Sequence[Path] = ()) -> Fonts:
    """The fonts for settings such as `body=仿宋_GB2312` and `headings=fonts/标题.ttf`.

    A role that is given several times falls back from one to the next; one that is not
    given keeps the shipped fonts. Names are looked for among the shipped fonts, in the
    folders and in the system. Raises ChecklistError for what is not found.
    """
    chosen: dict[str, list[Face]] = {}
    for setting in wanted:
        role, _, name = (part.strip() for part in setting.partition("="))
        if role not in ROLES or not name:
            raise ChecklistError(
                f"看不懂 --font {setting}", hint="写 body=字体（正文）或 headings=字体（标题）"
            )
        chosen.setdefault(role, []).append(_face(name, folders))
    default = shipped()
    return Fonts(
        tuple(chosen.get("body", default.body)), tuple(chosen.get("headings", default.headings))
    )


def _face(name: str, folders: Sequence[Path]) -> Face:
    path = Path(name)
    if path.suffix.lower() in _SUFFIXES:
        beside = _faces([path.parent], system=False) if path.is_file() else []
        found = next((face for face in beside if face.path.name == path.name), None)
        if found is None:
            said = "不是 Typst 读得了的字体" if path.is_file() else "没有这个文件"
            raise ChecklistError(f"用不了字体 {name}（{said}）", hint="写 .ttf、.otf、.ttc 的路径")
        return found
    for face in _shipped():
        if name == face.family:
            return face
    faces = [*_faces(folders, system=False), *_faces([], system=True)]
    names = {one: face for face in reversed(faces) for one in (*_local(face), face.family)}
    if name in names:
        return names[name]
    known = [*names, BODY, HEADINGS]
    near = get_close_matches(name, known, 5, 0.4)
    hint = (
        f"名字相近的有：{'、'.join(near)}"
        if near
        else f"本机有 {len(set(known))} 种字体，没有相近的"
    )
    raise ChecklistError(
        f"没有找到字体“{name}”", hint=f"{hint}；字体放在别处的，用 --font-path 指明文件夹"
    )


def _faces(paths: Sequence[Path], *, system: bool) -> list[Face]:
    """The upright faces nearest to regular of these folders, one a family and file."""
    import typst

    if not paths and not system:
        return []
    read: Any = typst.Fonts
    fonts = read(
        include_system_fonts=system,
        include_embedded_fonts=False,
        font_paths=[str(path) for path in paths],
    )
    upright = sorted(fonts.fonts(), key=lambda one: (one.style != "normal", abs(one.weight - 400)))
    found: dict[tuple[str, str], Face] = {}
    for one in upright:
        face = Face(one.family, Path(one.path), one.index)
        found.setdefault((one.family, one.path), face)
    return list(found.values())


def _local(face: Face) -> set[str]:
    """The names of a face's family in every language that its file gives."""
    try:
        return font_file.families(face.path, face.index)
    except (ValueError, OSError):
        return set()


def check(printed: object, items: Iterable[tuple[str, object]], fonts: Fonts) -> None:
    """Raise ChecklistError when a role's fonts lack a character, naming it and where it stands.

    `items` are the parts of what is printed that have a name of their own. Typst alone would
    print a box and say nothing of the item.
    """
    named = [(name, _letters(item)) for name, item in items]
    everything = _letters(printed)
    # Both roles print the names; so each has to have every character.
    for role, faces in (("body", fonts.body), ("headings", fonts.headings)):
        known = set().union(*(_characters(face) for face in faces), {ord("\n")})
        missing = list(_missing(everything, named, known))
        if missing:
            shown = "；".join(missing[:_SHOWN])
            more = f"；等 {len(missing)} 处" if len(missing) > _SHOWN else ""
            used = "、".join(face.family for face in faces)
            raise ChecklistError(
                f"{ROLES[role]}字体（{used}）里没有这些字，印出来会是方框：{shown}{more}",
                hint="换一个写法；是看不见的字符，删掉它；"
                f"或者再写一个 --font {role}=… ，用有这些字的字体补上",
            )


@cache
def _characters(face: Face) -> frozenset[int]:
    return font_file.characters(face.path, face.index)


def _missing(
    everything: set[int], named: list[tuple[str, set[int]]], known: set[int]
) -> Iterator[str]:
    inside: set[int] = set()
    for name, letters in named:
        lacking = letters - known
        inside |= lacking
        yield from (f"{_named(code)}：{name}" for code in sorted(lacking))
    rest = everything - known - inside
    yield from (f"{_named(code)}：封面或清单说明" for code in sorted(rest))


def _letters(value: object) -> set[int]:
    if isinstance(value, str):
        return set(map(ord, value))
    if isinstance(value, tuple):
        return set().union(*map(_letters, value))
    if is_dataclass(value):
        return set().union(*(_letters(getattr(value, field.name)) for field in fields(value)))
    return set()


def _named(code: int) -> str:
    shown = chr(code) if chr(code).isprintable() else unicodedata.name(chr(code), "控制字符")
    return f"“{shown}” U+{code:04X}"
