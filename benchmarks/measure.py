"""Whole processes: how long they take beside another, and how much memory. POSIX only."""

from __future__ import annotations

import resource
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

PASS = (sys.executable, "-c", "pass")
_MIB = 1024 * 1024 if sys.platform == "darwin" else 1024  # ru_maxrss: bytes there, KiB elsewhere

# A process begins with the peak of the one that started it, so a small one stands between.
_PEAK = """
import os, sys
silent = [(os.POSIX_SPAWN_OPEN, fd, os.devnull, os.O_WRONLY, 0) for fd in (1, 2)]
pid = os.posix_spawn(sys.argv[1], sys.argv[1:], os.environ, file_actions=silent)
print(os.wait4(pid, 0)[2].ru_maxrss)
"""

Command = Sequence[str | Path]


def processor() -> float:
    """Seconds of processor time of all processes that were run and waited for."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


CLOCKS: dict[str, Callable[[], float]] = {"wall": time.perf_counter, "processor": processor}


@dataclass(frozen=True)
class Timing:
    """Medians in seconds, and the median of the ratios of neighbouring runs."""

    measured: float
    reference: float
    ratio: float


@dataclass(frozen=True)
class Place:
    """Where commands are run: their folder and environment, and what their time is taken by."""

    folder: Path
    environment: dict[str, str]
    clock: Callable[[], float] = time.perf_counter

    def run(self, command: Command, code: int | None = None) -> float:
        """Run a command with its output thrown away; the seconds it took.

        Raises RuntimeError when it could not be carried out, or ends with another code.
        """
        start = self.clock()
        done = subprocess.run(
            command,
            cwd=self.folder,
            env=self.environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            check=False,
        )
        seconds = self.clock() - start
        if done.returncode not in ((0, 1) if code is None else (code,)):
            raise RuntimeError(f"{' '.join(map(str, command))}: exit {done.returncode}")
        return seconds

    def compare(
        self,
        command: Command,
        reference: Command = PASS,
        *,
        rounds: int,
        code: int | None = 0,
        before: Callable[[], None] | None = None,
    ) -> Timing:
        """A command against a reference, in turns, so that noise hits both.

        The first of several rounds is not told.
        `before` is done before each run of the command and its reference, and not timed.
        """
        pairs = []
        for _ in range(rounds + (rounds > 1)):
            if before:
                before()
            pairs.append((self.run(command, code), self.run(reference, 0)))
        told = pairs[-rounds:]
        return Timing(
            median(taken for taken, _ in told),
            median(beside for _, beside in told),
            median(taken / beside for taken, beside in told),
        )

    def forget(self) -> None:
        """Take away what commands have said before, so that the next one does its work."""
        for said in Path(self.environment["CHECKLIST_CACHE"]).glob("*.said"):
            said.unlink()

    def peak(self, command: Command) -> float:
        """The most memory that a command holds, in MiB."""
        helper = [sys.executable, "-I", "-S", "-c", _PEAK, *command]
        done = subprocess.run(
            helper, cwd=self.folder, env=self.environment, capture_output=True, check=True
        )
        return int(done.stdout) / _MIB
