"""Work in a process of its own, which is ended when it takes too long or too much."""

from __future__ import annotations

import os
import pickle
import signal
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing import get_context, parent_process
from multiprocessing.connection import Connection
from types import TracebackType
from typing import Any, Generic, NoReturn, Self, TypeVar

from checklist_tool.problems import ChecklistError
from checklist_tool.render.memory import in_use

Made = TypeVar("Made")
_SECONDS, _MEGABYTES = "CHECKLIST_TEMPLATE_SECONDS", "CHECKLIST_TEMPLATE_MB"
_DEFAULTS = {_SECONDS: 30, _MEGABYTES: 2048}
_RATE = 100_000  # bytes of what is handed over: for so many there is a second more
_SHARE = 4  # what comes out may have this part of the memory's size
# Seconds between two looks at the memory; elsewhere it takes a program to look.
_PAUSE = 0.05 if sys.platform in ("linux", "win32") else 0.5
_PROXIES = ("http_proxy", "https_proxy", "all_proxy")
_NOWHERE = "http://127.0.0.1:9"  # the port at which everything is thrown away


class Ended(ChecklistError):
    """Work that was ended, or broke down: it would again, if nothing changes."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """How long the work may take in all, longer when more is handed over; how much memory."""

    seconds: float = float("inf")
    megabytes: float = float("inf")


def bounds() -> Bounds:
    """The bounds that the environment sets, else 30 seconds and 2 GB."""
    return Bounds(_number(_SECONDS), _number(_MEGABYTES))


class Apart(Generic[Made]):
    """A function in a process of its own, called as often as wanted.

    The process ends with the `with`, or when nobody holds this object any more. With bounds it
    fetches nothing from the network.
    """

    def __init__(self, work: Callable[..., Made], bounds: Bounds | None = None) -> None:
        self._bounded = bounds is not None
        self._bounds = bounds or Bounds()
        self._seconds = self._left = self._bounds.seconds
        self._room = self._bounds.megabytes * 1e6 / _SHARE
        context = get_context("spawn")
        self._line, theirs = context.Pipe()
        self._process = context.Process(
            target=_serve, args=(theirs, self._bounded), daemon=True
        )  # fmt: skip
        self._process.start()
        theirs.close()
        self._unsent: Callable[..., Made] | None = work

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:  # fmt: skip
        self._process.kill()
        self._process.join()
        self._line.close()

    def __call__(self, name: str, *given: object) -> Made:
        """What the function makes of what is given; raises what it raises.

        When the process was ended, raises Ended with a message that begins with the name.
        """
        try:
            if self._unsent is not None:
                self._send(self._unsent)
                self._unsent = None
            self._send(given)
            self._wait(name)
            answer = self._line.recv_bytes()
        except (EOFError, OSError):
            self._process.join(1)
            self._end(f"{name} 让排版的进程中途停了（{self._process.exitcode}）", _MEGABYTES)
        self._room -= len(answer)
        if self._room < 0:
            size = self._bounds.megabytes / _SHARE
            self._end(f"{name} 印出来的超过 {size:,.0f} MB，停下了", _MEGABYTES)
        fine, made = pickle.loads(answer)
        if not fine:
            raise made
        return made  # type: ignore[no-any-return]

    def _send(self, what: object) -> None:
        data = pickle.dumps(what)
        self._left += len(data) / _RATE
        self._seconds += len(data) / _RATE
        self._line.send_bytes(data)

    def _wait(self, name: str) -> None:
        """Wait for an answer, or for the end of the process."""
        start = time.monotonic()
        while not self._line.poll(_PAUSE if self._bounded else None):
            if time.monotonic() - start > self._left:
                self._end(f"{name} 过了 {self._seconds:.0f} 秒还没有印完，停下了", _SECONDS)
            if in_use(self._process.pid or 0) > self._bounds.megabytes * 1e6:
                size = f"{self._bounds.megabytes:,.0f} MB"
                self._end(f"{name} 用的内存超过 {size}，停下了", _MEGABYTES)
        self._left -= time.monotonic() - start

    def _end(self, message: str, bound: str) -> NoReturn:
        self._process.kill()
        hint = "多半是内存不够：关掉别的程序，或者一张清单一张清单地印"
        if self._bounded:
            hint = (
                "看看模板里有没有不会结束的循环、没有必要的大图；"
                f"清单确实很大的，用环境变量 {bound} 放宽"
            )
        raise Ended(message, hint=hint)


def _number(name: str) -> float:
    given = os.environ.get(name, "").strip()
    if not given:
        return _DEFAULTS[name]
    if not given.isascii() or not given.isdigit() or int(given) == 0:
        raise ChecklistError(
            f"环境变量 {name} 写的是“{given}”", hint=f"写整数，如 {_DEFAULTS[name]}"
        )
    return int(given)


def _serve(line: Connection, bounded: bool) -> None:
    """The other side: call the function for whatever comes, until nobody is there."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # who is waiting is told, and ends this one
    threading.Thread(target=_end_with_parent, daemon=True).start()
    if bounded:
        os.environ.update(dict.fromkeys((*_PROXIES, *map(str.upper, _PROXIES)), _NOWHERE))
        os.environ.update({"no_proxy": "", "NO_PROXY": ""})
        os.dup2(os.open(os.devnull, os.O_WRONLY), 2)  # what Typst says when it breaks down
    work = pickle.loads(line.recv_bytes())
    while True:
        try:
            given = pickle.loads(line.recv_bytes())
        except EOFError:
            return
        try:
            answer: tuple[bool, Any] = True, work(*given)
        except Exception as error:
            answer = False, error
        line.send_bytes(pickle.dumps(answer))


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        parent.join()
    os._exit(1)
