"""Requests and editions as texts, for the tests of admission."""

from __future__ import annotations

from datetime import date
from typing import Any

from builders import BASE, PATHS, TODAY, fixed, loaded
from checklist_tool.admission.steps import step
from checklist_tool.editing.in_place import spliced
from checklist_tool.editing.layout import layout_of
from checklist_tool.repository import Entry, Repository

EDITION = BASE[PATHS["edition"]]
assert isinstance(EDITION, str)


def edition(**settings: object) -> str:
    """The edition with these settings of admission."""
    assert isinstance(EDITION, str)
    lines = "".join(f"  {name}: {value}\n" for name, value in settings.items())
    return EDITION + ("admission:\n" + lines if lines else "")


def request(name: str, steps: str = "", **changed: str | None) -> dict[str, str]:
    """A complete request; steps as `2026-03-02 submit, 2026-03-10 review:approved, - upload`."""
    fields: dict[str, str | None] = {
        "title": f"任务{name}",
        "applicant": "某局",
        "task": "核对数据",
        "ground": "只有居村了解情况",
        "basis": "[{policy: minfa-2020-20}]",
        "workload": "每月一次",
        "period": "{start: 2026-03-15, end: 2026-12-31}",
        "targets": "有老人的居村",
        "support": "{money: 每月若干元}",
        "burdens": "{none: true}",
        "opinions": "[街镇没有意见]",
        **changed,
    }
    text = f"id: {name}\n" + "".join(f"{key}: {value}\n" for key, value in fields.items() if value)
    if steps:
        text += "steps:\n" + "".join(_step(one.split()) for one in steps.split(","))
    text += "sources:\n  - {title: 申请书, publisher: 某局, published_on: 2026-03}\n"
    return {f"data/tasks/2026/{name}.yaml": fixed(text)}


def _step(words: list[str]) -> str:
    on, taken = words
    act, _, outcome = taken.partition(":")
    lines = [f"act: {act}"]
    if on != "-":
        lines.insert(0, f"on: {on}")
    if outcome:
        lines.append(f"outcome: {outcome}")
    if act in ("decline", "withdraw", "end") or outcome in ("rejected", "returned"):
        lines.append("reason: 没有依据")
    return "  - " + "\n    ".join(lines) + "\n"


ADMITTED = "2026-03-02 submit, 2026-03-04 accept, 2026-03-10 review:approved"
RUNNING = ADMITTED + ", 2026-03-12 publish, 2026-03-13 upload"


PATH = "data/tasks/2026/jia.yaml"
Tree = dict[str, str | bytes]


def of(texts: Tree) -> tuple[Repository, Entry]:
    """The lists, and their only request."""
    found = loaded(texts)
    [entry] = found.of("request")
    return found, entry


def after(texts: Tree, act: str, on: str, **said: Any) -> Tree:
    """The texts after a step more; `sets` are fields that the step fills in."""
    lists, entry = of(texts)
    if sets := said.pop("sets", None):
        said["fill"] = lambda held: {**held, **sets}
    files = step(entry, lists, TODAY, act=act, on=date.fromisoformat(on), **said)
    now = dict(texts)
    for path, data in files.items():
        now[path] = spliced(str(texts[path]), data, layout_of(path))
    return now
