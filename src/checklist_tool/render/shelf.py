"""The templates that there are: which file is taken from where, and a copy to start one's own."""

from __future__ import annotations

from difflib import get_close_matches
from pathlib import Path

from checklist_tool import disk, outputs
from checklist_tool.problems import ChecklistError
from checklist_tool.render.templates import folders_of, holds_others


def listed(folders: tuple[Path, ...]) -> list[tuple[str, Path]]:
    """Every template by name, and the file that is taken for it."""
    found: dict[str, Path] = {}
    for folder in folders:
        for inside, _, names in disk.walk(folder):
            for path in (Path(inside, name) for name in names):
                name = path.relative_to(folder).as_posix()
                if path.is_file() and not any(part.startswith(".") for part in name.split("/")):
                    found.setdefault(name, path)
    return sorted(found.items())


def eject(name: str, root: Path, own: Path | None = None) -> Path:
    """Copy the template of this name to one's own folder, else to the root's; where it is now.

    Raises ChecklistError when there is no such template, or a file in its place already.
    """
    folders = folders_of(root, own)
    holds_others(folders)  # refuses a link to what is no template
    known = dict(listed(folders))
    if name not in known:
        near = get_close_matches(name, known, 3, 0.5)
        hint = (
            f"是不是：{'、'.join(near)}？"
            if near
            else "有哪些，看 checklist render --list-templates"
        )
        raise ChecklistError(f"没有“{name}”这个模板", hint=hint)
    target = folders[0] / name
    if target.exists():
        raise ChecklistError(f"已经有 {target}，没有覆盖", hint="直接改它；要重新开始，先把它移走")
    outputs.put(target, known[name].read_bytes(), template=True)
    return target
