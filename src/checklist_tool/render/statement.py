"""What a volume of the handbook says of itself: how much it holds, and how far that is backed."""

from __future__ import annotations

from collections.abc import Mapping

from checklist_tool.checks import truth
from checklist_tool.render.blocks import Block, PrintedSource, Section


def statement(sections: list[Section], origin: tuple[PrintedSource, ...]) -> str:
    """How much a volume holds, where it comes from, and how much of it is inferred."""
    blocks = [block for section in sections for block in section.blocks]
    lines = [section for section in sections if section.table]
    parts: list[Block | Section] = [*blocks, *lines]
    cited = {source for part in parts for source in part.sources}
    inferred = sum(block.inferred for block in blocks)
    said = f"本册收录 {len(blocks)} 项" if blocks or not lines else "本册收录"
    said += "".join(
        f"{'，' if at or blocks else ''}{section.title} {section.count} 条"
        for at, section in enumerate(lines)
    )
    said += f"，引用出处 {len(cited)} 处，逐项注明。"
    if inferred:
        said += f"其中 {inferred} 项未见于公开清单，由整理者归纳，标有“推定”。"
    for source in origin:
        published = f"（{source.published}）" if source.published else ""
        said += f"清单的由来见《{source.title}》{published}。"
    return said


def confirmed(figures: Mapping[str, truth.Figures]) -> str:
    """How many statements were confirmed, and by what; empty without one."""
    found = truth.total(figures)
    if not found.total:
        return ""
    counted = [(word, getattr(found, key)) for key, word in truth.GROUNDS.items()]
    parts = "，".join(f"{word} {count} 条" for word, count in counted if count)
    return f"各项写明的内容共 {found.total} 条：{parts}。"
