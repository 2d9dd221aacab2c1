"""What the pages show of the program, for cog: real output, and tables out of the code."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent


def run(command: str, lines: int = 0) -> str:
    """A command and what it prints, as a block; at most so many lines if given."""
    words = shlex.split(command)
    program = Path(sys.executable).parent / words[0]
    environment = os.environ | {"COLUMNS": "80", "NO_COLOR": "1", "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run(
        [str(program), *words[1:]], capture_output=True, cwd=ROOT, env=environment, check=False
    )
    printed = done.stdout.decode("utf-8").rstrip().splitlines()
    if lines and len(printed) > lines:
        printed = [*printed[:lines], "…"]
    return _block([f"$ {command}", *printed])


def kept(name: str, command: str = "", language: str = "text") -> str:
    """What a test keeps under golden/, as a block: what the command printed in that test."""
    lines = (ROOT / "tests" / "golden" / name).read_text(encoding="utf-8").rstrip().splitlines()
    return _block([f"$ {command}", "", *lines] if command else lines, language)


def rules() -> str:
    """Every code: what it promises, why, what to do, and what is said when it is broken."""
    from checklist_tool.checks import explained

    parts = []
    for code, rule in explained.EXPLANATIONS.items():
        parts.append(f"## {code}\n\n**{rule.promise}**\n")
        parts.append(f"{rule.why}\n\n改法：{rule.mend}\n")
        example = ROOT / "tests" / "checks" / "cases" / code / "problems.txt"
        parts.append(_block(example.read_text(encoding="utf-8").rstrip().splitlines()[:4]))
    return "\n".join(parts)


def slips() -> str:
    """What Word does to a list file: the line, what is said of it, and how it is mended."""
    rows = ["| 打成这样 | 那一行 | 校验这样说 | 怎么改 |", "|---|---|---|---|"]
    for case in sorted((ROOT / "tests" / "word" / "cases").iterdir()):
        said, hint = (case / "said.txt").read_text(encoding="utf-8").splitlines()[:2]
        place, _, message = said.partition(" ")
        typed = (case / "negative.yaml").read_text(encoding="utf-8-sig").splitlines()
        line = typed[int(place.split(":")[1]) - 1].strip(" ")
        about = (case / "about.txt").read_text(encoding="utf-8").strip()
        shown = f"{line[:24]}…" if len(line) > 24 else line
        cells = (about, f"`{shown}`", message.partition(" ")[2].partition(" ")[2],
                 hint.strip().removeprefix("可以这样改："))  # fmt: skip
        rows.append(f"| {' | '.join(cell.replace('|', '&#124;') for cell in cells)} |")
    signs = str.maketrans({"\t": "⇥", "\u00a0": "⍽", "\u3000": "□", "\uf0b7": "▯"})
    return "\n".join(rows).translate(signs) + "\n"


def fields() -> str:
    """Every kind of file with its records: the keys, and what to write, as its schema says it."""
    from checklist_tool.model.kinds import KINDS
    from checklist_tool.model.schema import schema

    parts, shown = [], set()
    for kind in KINDS:
        found = schema(kind)
        records = {kind.shape.__name__: found} | found["definitions"]
        parts.append(f"## {kind.title} `{kind.pattern}`\n")
        for name, record in records.items():
            if name not in shown:
                parts.append("\n".join(_keys(name, record)) + "\n")
            shown.add(name)
    return "\n".join(parts)


def _keys(name: str, record: dict[str, Any]) -> Iterator[str]:
    yield f"`{name}`\n"
    yield "| key | heading | required | what to write |"
    yield "|---|---|---|---|"
    for key, about in record["properties"].items():
        required = "yes" if key in record.get("required", ()) else ""
        inside = about.get("items", about)
        of = [each["$ref"] for each in (inside, *inside.get("anyOf", ())) if "$ref" in each]
        more = f"（`{of[0].rpartition('/')[2]}`）" if of else ""
        yield f"| `{key}` | {about['title']} | {required} | {about['description']}{more} |"


def commands() -> str:
    """Every command: what it does, and its arguments and options."""
    import typer

    from checklist_tool.cli import app

    group = typer.main.get_command(app)
    parts = []
    for name, command in _leaves("", group):
        about, _, examples = (command.help or "").partition("例：")
        lines = [f"## checklist {name}\n", about.strip() + "\n"]
        if examples.strip():
            lines.append(_block([line.strip() for line in examples.splitlines() if line.strip()]))
        lines += ["| | |", "|---|---|"]
        for parameter in command.params:
            shown = ", ".join(parameter.opts) if parameter.param_type_name == "option" else (
                parameter.metavar or parameter.name.upper()
            )  # fmt: skip
            lines.append(f"| `{shown}` | {parameter.help} |")
        parts.append("\n".join(lines) + "\n")
    return "\n".join(parts)


def _leaves(name: str, command: Any) -> Iterator[tuple[str, Any]]:
    """The commands below a group, each with the words that lead to it."""
    for word, below in getattr(command, "commands", {}).items():
        called = f"{name} {word}".strip()
        if hasattr(below, "commands"):
            yield from _leaves(called, below)
        else:
            yield called, below


def _block(lines: list[str], language: str = "text") -> str:
    return "\n".join([f"```{language}", *(line.rstrip() for line in lines), "```"]) + "\n"
