"""Make the pictures of the guides from the shipped lists: `make pictures`.

Needs pdftoppm, and soffice for the picture of the Word file.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from io import BytesIO
from pathlib import Path

import pikepdf

ROOT = Path(__file__).parent.parent
TARGET = ROOT / "docs" / "guides" / "pictures"
CHECKLIST = Path(sys.executable).with_name("checklist")
FONTS = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>{fonts}</dir><cachedir>{cache}</cachedir></fontconfig>"""


def main() -> None:
    """Make them all."""
    TARGET.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        book = _printed(work, "--format", "pdf")
        _picture(book, _page_of(book, "wu-fanzui-jilu"), "certificate", 62)
        _picture(book, _page_of(book, "shengyu-baoxian"), "service", 62)
        _picture(book, 3, "contents", 50)
        _picture(book, _count(book) - 4, "index", 50)
        small = _printed(work, "--format", "pdf", "--booklet", what="services")
        _picture(small, 8, "booklet", 62)
        word = _printed(work, "--format", "docx", what="certificates")
        _picture(_converted(word, work), 6, "word", 50)


def _printed(work: Path, *options: str, what: str = "all") -> Path:
    command = [str(CHECKLIST), "render", what, *options, "--out", str(work)]
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, check=True)
    return Path(done.stdout.decode().strip())


def _converted(path: Path, work: Path) -> Path:
    from checklist_tool.render import fonts

    [folder] = fonts.shipped().folders
    settings = work / "fonts.conf"
    settings.write_text(FONTS.format(fonts=folder, cache=work / "cache"), encoding="utf-8")
    subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{work / 'profile'}", "--headless",
         "--convert-to", "pdf", "--outdir", str(work), str(path)],
        env={"FONTCONFIG_FILE": str(settings), "PATH": "/usr/bin:/bin", "HOME": str(work)},
        stdout=subprocess.DEVNULL, check=True,
    )  # fmt: skip
    return path.with_suffix(".pdf")


def _page_of(path: Path, item: str) -> int:
    with pikepdf.open(BytesIO(path.read_bytes())) as pdf:
        place = pikepdf.NameTree(pdf.Root.Names.Dests)[item]
        return next(at for at, page in enumerate(pdf.pages, 1) if page.objgen == place[0].objgen)


def _count(path: Path) -> int:
    with pikepdf.open(path) as pdf:
        return len(pdf.pages)


def _picture(path: Path, page: int, name: str, resolution: int) -> None:
    span = ["-f", str(page), "-l", str(page), "-r", str(resolution), "-singlefile", "-png"]
    subprocess.run(["pdftoppm", *span, str(path), str(TARGET / name)], check=True)


if __name__ == "__main__":
    main()
