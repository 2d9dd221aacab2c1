"""The JSON Schema of each kind of file, and the settings by which an editor finds it."""

from __future__ import annotations

import json
import os
from contextlib import suppress
from pathlib import Path
from typing import Any

from checklist_tool import outputs
from checklist_tool.model.kinds import KINDS
from checklist_tool.model.schema import files, schema
from checklist_tool.problems import ChecklistError, reason

SETTINGS = Path(".vscode", "settings.json")
_LIMIT = 1024 * 1024  # bytes; what is cut off there is no JSON, and left alone


def write(out: Path, *, vscode: bool) -> list[Path]:
    """Write every schema to the folder, and with `vscode` the settings too; what was written.

    Raises ChecklistError for settings that cannot be kept, and for what cannot be written.
    """
    texts = {out / f"{kind.name}.json": _json(schema(kind)) for kind in KINDS}
    if vscode:
        schemas = {_in_workspace(out / name): paths for name, paths in files().items()}
        settings = _settings()
        others = settings.get("yaml.schemas", {})
        texts[SETTINGS] = _json(settings | {"yaml.schemas": others | schemas})
    try:
        for path, text in texts.items():
            outputs.put(path, text.encode())
    except OSError as error:
        raise ChecklistError(
            f"写不了 {path}（{reason(error)}）", hint="换一个文件夹，或者检查权限"
        ) from error
    return list(texts)


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def _in_workspace(path: Path) -> str:
    return path.as_posix() if path.is_absolute() else f"./{path.as_posix()}"


def _settings() -> dict[str, Any]:
    """The settings of the workspace as they are; raises ChecklistError for what cannot be kept."""
    outputs.place(SETTINGS)  # a link is not read either
    if not os.path.lexists(SETTINGS):
        return {}
    found = None
    with suppress(OSError, ValueError, RecursionError):  # the last for brackets within brackets
        if SETTINGS.is_file():  # to open a pipe would wait for ever
            with SETTINGS.open("rb") as file:
                read = json.loads(file.read(_LIMIT).decode("utf-8-sig"))
            _json(read).encode()  # what cannot be written again is not kept
            found = read
    if isinstance(found, dict) and isinstance(found.get("yaml.schemas", {}), dict):
        return found
    raise ChecklistError(
        f"{SETTINGS.as_posix()} 里有注释或者写法不对，或者它不是文件，没有改动",
        hint="不加 --vscode 再运行，照 docs/guides/editor.md 自己添上 yaml.schemas",
    )
