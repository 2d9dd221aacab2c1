"""What is installed on this machine, and which lists are used."""

from __future__ import annotations

import platform
import re
from datetime import date
from importlib import metadata, util
from pathlib import Path
from typing import Any

from checklist_tool import __version__, checks, git
from checklist_tool.files import WorkingTree
from checklist_tool.search import store

_OFFICE = "office"  # the extra that Word and Excel files need
_FONTS = "pylopdf_fonts_zh_cn"


def facts(root: Path, how: str, today: date, encoding: str) -> dict[str, Any]:
    """The stable form of `doctor --json`; `how` is in which way the root was found."""
    tree = WorkingTree(root)
    _, problems = checks.examine(tree, today)
    errors = sum(problem.severity == "error" for problem in problems)
    libraries, office = ({name: _version(name) for name in names} for names in _needed())
    return {
        "version": __version__,
        "python": platform.python_version(),
        "system": platform.platform(),
        "root": str(root),
        "root_found": how,
        "revision": tree.revision(),
        "files": len(tree.paths()),
        "errors": errors,
        "warnings": len(problems) - errors,
        "index": store.index_path(str(root)),
        "index_fresh": store.fresh(str(root), whole=True) is not None,
        "yaml_in_c": util.find_spec("_ruamel_yaml") is not None,
        "fonts": util.find_spec(_FONTS) is not None,
        "git": git.program(),
        "encoding": encoding,
        "libraries": libraries,
        "office": office,
    }


def is_ready(facts: dict[str, Any]) -> bool:
    """Whether every command will work on these lists; office files may be wanting."""
    return bool(facts["fonts"]) and not facts["errors"] and all(facts["libraries"].values())


def _needed() -> tuple[list[str], list[str]]:
    """The libraries that the package needs, and those of its extra for office files."""
    always, office = [], []
    for needed in metadata.requires("checklist-tool") or ():
        name = re.split(r"[^\w.-]", needed, maxsplit=1)[0]
        if "extra ==" not in needed:
            always.append(name)
        elif _OFFICE in needed.partition("extra ==")[2]:
            office.append(name)
    return always, office


def _version(name: str) -> str | None:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return None
