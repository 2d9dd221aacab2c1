"""The page that is signed by those who check the items (核对单)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from checklist_tool.render.paper import Paper
from checklist_tool.repository import Repository


def to_sign(repository: Repository, rows: Sequence[tuple[str, ...]], day: date) -> Paper:
    """A row for each item that awaits a look, with room for what was found and a signature."""
    edition = repository.edition
    return Paper(
        title="待核对事项",
        jurisdiction=edition.jurisdiction,
        day=day,
        lead=(("清单", f"{edition.title} {edition.edition}"), ("待核对", f"{len(rows)} 条")),
        headings=("序号", "清单", "事项", "为什么", "核对结果"),
        widths=(3, 6, 12, 12, 8),
        table=tuple(
            (str(number), of_list, f"{name}（{id}）", why, "")
            for number, (of_list, id, name, why) in enumerate(rows, 1)
        ),
        empty="没有等着核对的事项。",
        signatures=("核对单位（盖章）", "核对人", "日期"),
        foot="核对以后用 checklist check 记下：哪天、哪个单位、对照哪一版。",
    )
