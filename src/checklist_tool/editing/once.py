"""Parse each state of a file once: an edit looks at the lists before and after, and few differ."""

from __future__ import annotations

from checklist_tool import yaml_source
from checklist_tool.problems import Problem
from checklist_tool.yaml_source import Source


class Once:
    """Reads as yaml_source.read does, but each state of a file only once."""

    def __init__(self) -> None:
        self._known: dict[str, tuple[bytes, Source | None, list[Problem]]] = {}

    def __call__(self, path: str, raw: bytes) -> tuple[Source | None, list[Problem]]:
        """The data of a file and what is wrong with it; for the same bytes the same Source."""
        known = self._known.get(path)
        if known is None or known[0] != raw:
            known = self._known[path] = (raw, *yaml_source.read(path, raw))
        _, source, problems = known
        return source, [*problems]
