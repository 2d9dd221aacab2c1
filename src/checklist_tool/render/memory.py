"""How much memory a process has in use, asked of the system."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path


def in_use(process: int) -> int:
    """The bytes of memory of the process with this number; 0 when it cannot be told."""
    try:
        if sys.platform == "linux":
            pages = Path(f"/proc/{process}/statm").read_text(encoding="ascii").split()[1]
            return int(pages) * os.sysconf("SC_PAGE_SIZE")
        if sys.platform == "win32":
            return _on_windows(process)
        asked = ["/bin/ps", "-o", "rss=", "-p", str(process)]
        return int(subprocess.run(asked, capture_output=True, check=False).stdout) * 1024
    except (OSError, ValueError, IndexError):
        return 0


def _on_windows(process: int) -> int:
    if sys.platform != "win32":
        return 0
    import ctypes
    from ctypes import wintypes

    class Counters(ctypes.Structure):
        """PROCESS_MEMORY_COUNTERS; the last but one is what the process has committed."""

        _fields_ = (
            ("size", wintypes.DWORD),
            ("faults", wintypes.DWORD),
            ("counters", ctypes.c_size_t * 6),
            ("committed", ctypes.c_size_t),
            ("peak", ctypes.c_size_t),
        )

    kernel = ctypes.WinDLL("kernel32")
    kernel.OpenProcess.restype = wintypes.HANDLE
    kernel.K32GetProcessMemoryInfo.argtypes = (
        wintypes.HANDLE, ctypes.POINTER(Counters), wintypes.DWORD,
    )  # fmt: skip
    kernel.CloseHandle.argtypes = (wintypes.HANDLE,)
    handle = kernel.OpenProcess(0x1000, False, process)  # PROCESS_QUERY_LIMITED_INFORMATION
    counters = Counters(size=ctypes.sizeof(Counters))
    try:
        known = kernel.K32GetProcessMemoryInfo(handle, counters, counters.size)
        return counters.committed if known else 0
    finally:
        kernel.CloseHandle(handle)
