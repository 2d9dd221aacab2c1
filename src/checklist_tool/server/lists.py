"""The lists of one root as they stand now, for many threads at once."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import TypeVar

from checklist_tool.render.apart import Ended
from checklist_tool.search.store import Index
from checklist_tool.usecases import desk, looks, website

Made = TypeVar("Made")
_LOOK_AGAIN = 0.5  # seconds; so long an answer may be behind the files


class Printer:
    """Prints one thing at a time; nothing more in a state in which a template had to be ended."""

    def __init__(self) -> None:
        self._busy = threading.Lock()
        self._ended: tuple[str, Ended] | None = None

    def __call__(self, state: str, make: Callable[[], Made]) -> Made:
        """What `make` gives in this state of lists and templates; raises what it raises."""
        with self._busy:
            if self._ended and self._ended[0] == state:
                raise self._ended[1].with_traceback(None)
            try:
                return make()
            except Ended as error:
                hint = f"{error.hint}；改好模板，或者重新启动，才会再印"
                self._ended = state, Ended(error.message, hint)
                raise self._ended[1] from None


class Lists:
    """The index and the pages of the lists below a root, made anew when the files change."""

    def __init__(self, root: Path, clock: Callable[[], date]) -> None:
        self.root, self.today = root, clock
        self._opening = threading.Lock()
        self._local = threading.local()
        self._templates: tuple[float, str] | None = None  # when they were looked at, as they stood
        self._filling, self.slips = Printer(), Printer()
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
        """What changes whenever an answer may: the texts, the edition, the templates, the day."""
        index = self.index()
        texts, edition = index.meta("texts"), index.meta("edition")
        return "\n".join((texts, edition, self._stamp(), self.today().isoformat()))

    def page(self, path: str) -> bytes | None:
        """A file of the website of these lists, or None; made anew when the lists have changed.

        Raises ChecklistError for lists with a fault, of which no website is made.
        """
        state = self.state()

        def filled() -> None:
            if self._pages[0] != state:  # another may have filled them in the meantime
                self._pages = state, website.pages(self.root, self.today())

        if self._pages[0] != state:
            self._filling(state, filled)
        return self._pages[1].get(path)

    def _stamp(self) -> str:
        now = time.monotonic()
        if self._templates is None or now - self._templates[0] > _LOOK_AGAIN:
            self._templates = now, looks.stamp(self.root)
        return self._templates[1]
