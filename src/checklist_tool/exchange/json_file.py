"""The lists as JSON, as they stand in their files; read back as the tables that they would make."""

from __future__ import annotations

import json

from checklist_tool.exchange.book import Workbook, baseline, kind_named, whole
from checklist_tool.model.kinds import LIST_BY_NAME

FORM = "checklist-export/1"


def written(book: Workbook) -> bytes:
    """The records of each list in full, every value as it is written in its file."""
    data = {
        "format": FORM,
        "edition": {"title": book.title, "edition": book.edition, "revision": book.revision},
        "lists": [
            {
                "name": name,
                "kind": kind_named(name).name,
                "title": LIST_BY_NAME[name].title
                if name in LIST_BY_NAME
                else kind_named(name).title,
                "items": [whole(entry) for entry in found],
                "baseline": {entry.id: baseline(kind_named(name), whole(entry)) for entry in found},
            }
            for name, found in book.records.items()
        ],
    }
    return (json.dumps(data, ensure_ascii=False, indent=2) + "\n").encode()
