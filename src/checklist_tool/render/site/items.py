"""The first page with the search, the lists, and every item as a page and as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from checklist_tool.model.base import Reader, headings
from checklist_tool.model.figures import NOT_COMPILED, NOT_COMPILED_WHY
from checklist_tool.model.service import Service
from checklist_tool.render.blocks import MARKED, Block, Row
from checklist_tool.render.book import OFF_LIST
from checklist_tool.render.site.frame import Frame
from checklist_tool.repository import Entry
from checklist_tool.search import page_data
from checklist_tool.search.dated import NOTICE
from checklist_tool.search.entries import source
from checklist_tool.search.view import record

_ANSWER = ("office", "conditions", "instead", "where", "phone", "basis")


def pages(frame: Frame) -> Iterator[tuple[str, str]]:
    """These pages, and the JSON beside them."""
    book = frame.book
    used = {block.verdict for block in book.blocks}
    verdicts = [verdict for verdict in MARKED.values() if verdict in used]
    rule = frame.repository.edition.off_list
    yield frame.page("index.html", verdicts=verdicts, links=frame.links(rule, ""))
    for section in book.sections:
        if section.name == OFF_LIST:
            links = frame.links(rule, "../")
            yield frame.page("lists/off-list.html", "list.html", section=section, links=links)
        else:
            path = f"lists/{section.name}.html"
            yield frame.page(path, "list.html", section=section, links={})
    edition = {"title": book.title, "issued_on": book.issued_on, "revision": book.revision}
    everything = []
    alone = {section.name: replace(section, blocks=()) for section in book.sections}
    for section, block, entry in frame.items:
        yield frame.page(
            f"items/{block.id}.html", "item.html",
            section=alone[section.name], block=_whole(block, entry),
            links=frame.links(entry.item, "../"),
        )  # fmt: skip
        everything.append(_as_json(entry, frame.reader))
        yield f"items/{block.id}.json", _json({"edition": edition} | everything[-1]) + "\n"
    yield "items.json", _json({"edition": edition, "items": everything}) + "\n"


def _whole(block: Block, entry: Entry) -> Block:
    """The item; a service of which no source tells how it was compiled says so."""
    if entry.kind != "service" or entry.item.compiled:
        return block
    row = Row(headings(Service)["compiled"], (NOT_COMPILED,), False, NOT_COMPILED_WHY)
    return replace(block, rows=(*block.rows, row))


def search(frame: Frame) -> str:
    """The data of the search as a script, since a page on a drive may fetch nothing else."""
    book = frame.book
    listed = {id(entry) for *_, entry in frame.items}
    entries = [entry for entry in frame.repository.entries if id(entry) in listed]
    words = {
        "lists": {section.name: section.title for section in book.sections},
        "verdicts": {key: [verdict.mark, verdict.word] for key, verdict in MARKED.items()},
        "answers": {block.id: _answer(block, entry) for _, block, entry in frame.items},
    }
    return f"const checklistData = {_json(page_data.data(entries) | words)};\n"


def _answer(block: Block, entry: Entry) -> list[Any]:
    """What is told of an item where it is found: whether it is inferred, and some rows.

    A row is its heading, its lines, whether they are numbered, and a remark.
    """
    titles = headings(type(entry.item))
    told = {titles[name] for name in _ANSWER if name in titles} | {NOTICE}
    return [
        block.inferred,
        [
            [row.heading, row.lines, row.numbered, row.remark]
            for row in block.rows
            if row.heading in told
        ],
    ]


def _as_json(entry: Entry, reader: Reader) -> dict[str, Any]:
    """An item with the keys of `checklist query --json`."""
    return {
        "id": entry.id, "kind": entry.kind, "name": entry.name, "list": entry.list,
        "verdict": entry.verdict, "source": source(entry), "item": record(entry.item, reader),
    }  # fmt: skip


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
