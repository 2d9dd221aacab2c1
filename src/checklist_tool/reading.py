"""How a file becomes data, and data becomes records; once, where the lists are read repeatedly."""

from __future__ import annotations

from checklist_tool import yaml_source
from checklist_tool.model.base import Record
from checklist_tool.model.fit import Fault, fit
from checklist_tool.problems import Problem
from checklist_tool.yaml_source import Source

SourceRead = tuple[Source | None, list[Problem]]
Fitted = tuple[Record | None, list[Fault]]


class FileReader:
    """Reads files for `repository.load`."""

    def source(self, path: str, raw: bytes) -> SourceRead:
        """The data of a file, and what is wrong with it."""
        return yaml_source.read(path, raw)

    def record(self, shape: type[Record], source: Source) -> Fitted:
        """The data as a record of this shape, or None, and what does not fit."""
        return fit(shape, source.data)


class Once(FileReader):
    """Reads each state of a file only once.

    An edit looks at the lists before and after it, several times where somebody is asked, and
    few files differ.
    """

    def __init__(self) -> None:
        self._sources: dict[str, tuple[bytes, SourceRead]] = {}
        self._records: dict[str, tuple[Source, Fitted]] = {}

    def source(self, path: str, raw: bytes) -> SourceRead:
        """For the same bytes the same Source."""
        known = self._sources.get(path)
        if known is None or known[0] != raw:
            known = self._sources[path] = (raw, super().source(path, raw))
        found, problems = known[1]
        return found, [*problems]

    def record(self, shape: type[Record], source: Source) -> Fitted:
        """For the same Source the same record."""
        known = self._records.get(source.path)
        if known is None or known[0] is not source:
            known = self._records[source.path] = (source, super().record(shape, source))
        return known[1]
