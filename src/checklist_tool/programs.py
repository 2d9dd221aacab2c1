"""Hand a file to the system's own programs: show it, or print it."""

from __future__ import annotations

import os
import subprocess
import sys

from checklist_tool.problems import ChecklistError

_PATIENCE = 20  # seconds; some programs stay until their window is closed


def open_file(path: str) -> None:
    """Show the file in the program that the system has for it; ChecklistError without one."""
    if sys.platform == "win32":
        _start(path, "open", f"没有打开 {path}")
    else:
        program = "open" if sys.platform == "darwin" else "xdg-open"
        _run([program, path], f"没有打开 {path}", "在文件夹里找到这个文件，自己打开")


def print_file(path: str) -> None:
    """Send the file to the system's printer; ChecklistError without one."""
    if sys.platform == "win32":
        _start(path, "print", f"没有打印 {path}")
    else:
        _run(["lp", "--", path], f"没有打印 {path}", "接好打印机再试，或者打开这个文件自己打印")


def _run(command: list[str], failed: str, hint: str) -> None:
    try:
        done = subprocess.run(
            command, stdin=subprocess.DEVNULL, capture_output=True, timeout=_PATIENCE, check=False
        )
    except FileNotFoundError:
        raise ChecklistError(f"{failed}：这台电脑上没有 {command[0]}", hint=hint) from None
    except OSError as error:
        raise ChecklistError(f"{failed}：{error.strerror}", hint=hint) from None
    except subprocess.TimeoutExpired:
        return  # it is at work
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()
        raise ChecklistError("：".join([failed, *said[-1:]]), hint=hint)


if sys.platform == "win32":

    def _start(path: str, verb: str, failed: str) -> None:
        try:
            os.startfile(path, verb)
        except OSError as error:
            hint = "先装一个看 PDF 的软件，或者找到这个文件自己打开、打印"
            raise ChecklistError(f"{failed}：{error.strerror}", hint=hint) from None
