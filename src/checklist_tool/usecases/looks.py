"""The templates, fonts and paper that a printed form is made with."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from checklist_tool.problems import ChecklistError, reason
from checklist_tool.render import fonts, shelf
from checklist_tool.render.formats import Look
from checklist_tool.render.templates import folders_of, stamp

__all__ = ["chosen", "eject", "has_none", "stamp", "templates"]


def chosen(
    root: Path, templates: Path | None = None, font: Sequence[str] | None = None,
    font_path: Sequence[Path] | None = None, paper: str = "a4", *, booklet: bool = False,
) -> Look:  # fmt: skip
    """The templates of this folder before all others, and these fonts instead of the shipped.

    Raises ChecklistError for a folder or a font that is not there.
    """
    for given in (*([templates] if templates else ()), *(font_path or ())):
        if not given.is_dir():
            raise ChecklistError(f"没有“{given}”这个文件夹", hint="检查路径")
    others = fonts.choose(list(font), list(font_path or ())) if font else None
    return Look(folders_of(root, templates), others, paper, booklet)


def has_none(root: Path, own: Path) -> bool:
    """Whether a folder of templates has none that is known."""
    return not any((own / name).is_file() for name, _ in shelf.listed(folders_of(root)))


def templates(root: Path, own: Path | None = None) -> list[tuple[str, Path]]:
    """Every template by name, and the file that is taken for it."""
    return shelf.listed(folders_of(root, own))


def eject(name: str, root: Path, own: Path | None = None) -> Path:
    """Copy a template to one's own folder, else to the root's; the path of the copy.

    Raises ChecklistError when there is no such template, or it cannot be written.
    """
    try:
        return shelf.eject(name, root, own)
    except OSError as error:
        raise ChecklistError(
            f"抄不了模板 {name}（{reason(error)}）", hint="用 --templates 指一个可以写的文件夹"
        ) from None
