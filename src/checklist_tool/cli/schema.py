"""`checklist schema`: what editors need to complete and check the lists while somebody types."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from checklist_tool.cli import show


def schema(
    out: Annotated[Path, typer.Option("--out", help="写到这个文件夹")] = Path("schemas"),
    vscode: Annotated[
        bool, typer.Option("--vscode", help="同时写进 .vscode/settings.json，别的设置不动")
    ] = False,
) -> None:
    """写出每种清单文件的 JSON Schema，编辑器照着补全和检查。

    在清单仓库最上一层运行；软件升级后再运行一次。

    例：

    checklist schema --vscode

    checklist schema --out build/schemas
    """
    from checklist_tool.usecases import schemas

    show.text("".join(f"{path.as_posix()}\n" for path in schemas.write(out, vscode=vscode)))
