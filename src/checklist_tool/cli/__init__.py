"""Parse, call, print: the command line."""

from __future__ import annotations

import gc
import os
import sys
from contextlib import suppress
from importlib import import_module

# Read by pydantic as it is loaded: looking through every installed package for plugins would
# cost as much as Python's own start, and there are none that we want.
os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")

import typer

from checklist_tool.cli.chinese import Group
from checklist_tool.problems import ChecklistError, reason


class _Commands(Group):
    places = {
        "query": "query:query",
        "slip": "slip:slip",
        "list": "browse:list_items",
        "show": "browse:show_item",
        "validate": "validate:validate",
        "fmt": "fmt:fmt",
        "add": "edit:add",
        "edit": "edit:edit",
        "move": "edit:move",
        "retire": "edit:retire",
        "diff": "diff:diff",
        "log": "log:log",
        "impact": "impact:impact",
        "check": "checked:check",
        "unchecked": "checked:unchecked",
        "schema": "schema:schema",
        "render": "render:render",
        "serve": "serve:serve",
        "report": "report:report",
        "stats": "stats:stats",
        "export": "exchange:export",
        "import": "exchange:import_file",
        "compare": "compare:compare",
        "init": "init:init",
        "edition": "edition:app",
        "doctor": "doctor:doctor",
        "tasks": "tasks:app",
        "signboards": "signboards:app",
        "ledger": "ledger:app",
    }


app = typer.Typer(
    name="checklist",
    cls=_Commands,
    help="居村组织证明清单：柜台答复、清单校验、手册印制。",
    epilog="先试：checklist query 亲属关系证明",
    no_args_is_help=True,
    rich_markup_mode="rich",
    context_settings={"help_option_names": ["-h", "--help"]},
)


def run(words: list[str]) -> int:
    """Run a command; the exit code: 0 done, 1 problems or nothing found, 2 not carried out."""
    from checklist_tool.cli import show, streams

    def refuse(error: ChecklistError) -> int:
        """Say why it was not carried out, as JSON too where that is asked for; always 2."""
        show.error(error)  # first: that stdout cannot be written may be what is wrong
        if _wants_json(words):
            show.as_json(error.as_json())
        return 2

    gc.disable()  # a command is over before its garbage would matter
    streams.set_encodings()
    if os.name == "nt":  # an old console shows colours only when it is asked to
        import_module("colorama").just_fix_windows_console()
    outside = sys.stdout, sys.stderr
    sys.stdout, sys.stderr = map(show.SafeStream, outside)
    try:
        code = app(words, prog_name="checklist", standalone_mode=False)
        sys.stdout.flush()
    except ChecklistError as error:
        return refuse(error)
    except typer.TyperException as error:
        show.misuse(error)
        return 2
    except (typer.Abort, KeyboardInterrupt):
        show.remark("已取消")
        return 130
    except UnicodeEncodeError:
        if not any("\udc80" <= char <= "\udcff" for char in "".join(words)):
            raise
        return refuse(
            ChecklistError(
                "命令里有读不出的字，不是 UTF-8 编码", hint="把终端的字符编码改成 UTF-8 再试"
            )
        )
    except OSError as error:  # a full disk, a share that has gone: wherever it happens
        what = f"读写不了 {error.filename}" if error.filename else "结果写不出去"
        with suppress(OSError):
            refuse(ChecklistError(f"{what}（{reason(error)}）", hint="检查磁盘和权限"))
        show.stop_writing()
        return 2
    finally:
        sys.stdout, sys.stderr = outside
        gc.enable()  # for whoever called this and goes on
    return code if isinstance(code, int) else 0


def _wants_json(words: list[str]) -> bool:
    """Whether the result is to be printed as JSON."""
    options = words[: words.index("--")] if "--" in words else words
    forms = zip(options, [*options[1:], ""], strict=True)
    as_json = "--json" in options or "--format=json" in options or ("--format", "json") in forms
    return as_json and "--out" not in options


@app.callback(invoke_without_command=True)
def _checklist(
    version: bool = typer.Option(False, "--version", help="显示版本号", is_eager=True),
) -> None:
    if version:
        from checklist_tool import __version__
        from checklist_tool.cli import show

        show.line(f"checklist {__version__}")
        raise typer.Exit
