"""The lists of one root as they stand now, for many threads at once."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

from checklist_tool.search.store import Index
from checklist_tool.usecases import desk, website

_LOOK_AGAIN = 0.5  # seconds; so long an answer may be behind the files


class Lists:
    """The index and the pages of the lists below a root, made anew when the files change."""

    def __init__(self, root: Path, clock: Callable[[], date]) -> None:
        self.root, self.today = root, clock
        self._opening = threading.Lock()
        self._filling = threading.Lock()
        self._local = threading.local()
        self._pages: tuple[str, Mapping[str, bytes]] = "", {}

    def index(self) -> Index:
        """The index of the lists as they stand, opened once a thread.

        Raises ChecklistError without an edition, like every command.
        """
        index: Index | None = getattr(self._local, "index", None)
        looked: float = getattr(self._local, "looked", 0.0)
        now = time.monotonic()
        if index is None or (now - looked > _LOOK_AGAIN and not desk.is_current(index)):
            self.close()
            with self._opening:  # one builds, the others then find what was built
                index = self._local.index = desk.opened(self.root)
            looked = 0.0
        if now - looked > _LOOK_AGAIN:
            self._local.looked = now
        return index

    def close(self) -> None:
        """Close the index of this thread."""
        index: Index | None = self._local.__dict__.pop("index", None)
        if index is not None:
            index.connection.close()

    def state(self) -> str:
        """What changes whenever an answer may: the texts, the edition, and the day."""
        index = self.index()
        return "\n".join((index.meta("texts"), index.meta("edition"), self.today().isoformat()))

    def page(self, path: str) -> bytes | None:
        """A file of the website of these lists, or None; made anew when the lists have changed.

        Raises ChecklistError for lists with a fault, of which no website is made.
        """
        state = self.state()
        if self._pages[0] != state:
            with self._filling:
                if self._pages[0] != state:
                    self._pages = state, website.pages(self.root, self.today())
        return self._pages[1].get(path)
