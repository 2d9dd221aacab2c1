"""The file of `validate --out`: that of this run, or none."""

from __future__ import annotations

from pathlib import Path

from checklist_tool import outputs
from checklist_tool.problems import ChecklistError, reason


class ReportFile:
    """A report that is going to be written; the one of an earlier run is gone from now on.

    So nobody takes it for today's when the check could not be carried out. Raises ChecklistError
    where no report may go, and where the old one cannot be taken away.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        real = outputs.place(path)
        if path.is_dir():
            raise ChecklistError(f"{path} 是一个文件夹", hint="写明报告存成哪个文件")
        if self._is_stream:
            return
        try:
            real.unlink(missing_ok=True)
        except OSError as error:
            raise _refused(path, error) from error

    @property
    def _is_stream(self) -> bool:
        """Whether what is there is no file to be taken away: /dev/stdout, a pipe."""
        below_dev = self._path.absolute().parts[1:2] == ("dev",)  # a link to whatever is open
        return below_dev or (self._path.exists() and not self._path.is_file())

    def save(self, text: str) -> None:
        """Write the report, whole or not at all; raises ChecklistError."""
        data = text.encode("utf-8", "replace")
        try:
            if self._is_stream:
                self._path.write_bytes(data)
            else:
                outputs.put(self._path, data)
        except OSError as error:
            raise _refused(self._path, error) from error


def _refused(path: Path, error: OSError) -> ChecklistError:
    return ChecklistError(f"写不了 {path}（{reason(error)}）", hint="换一个文件夹，或者检查权限")
