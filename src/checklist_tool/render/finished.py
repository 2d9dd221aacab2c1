"""A finished PDF asked what it says and where its items stand, and imposed as a booklet."""

from __future__ import annotations

from io import BytesIO
from itertools import pairwise
from typing import Any

import pikepdf

_GATHERING = 80  # pages that are folded into one another; more than 20 sheets do not fold well
_A4 = (841.89, 595.28)  # landscape, in points


def pages(data: bytes) -> dict[str, str]:
    """The page on which each label stands, as it is printed there."""
    with pikepdf.open(BytesIO(data)) as pdf:
        labels: Any = {page.objgen: page.label for page in pdf.pages}
        if "/Dests" not in pdf.Root.get("/Names", {}):
            return {}
        named = pikepdf.NameTree(pdf.Root.Names.Dests)
        return {name: labels[place[0].objgen] for name, place in named.items()}


def keywords(data: bytes) -> str:
    """The keywords of the document; empty for what is no PDF."""
    try:
        with pikepdf.open(BytesIO(data)) as pdf:
            return str(pdf.docinfo.get("/Keywords", ""))
    except pikepdf.PdfError:
        return ""


def booklet(data: bytes) -> bytes:
    """A5 pages two by two on A4 sheets, in the order in which they are folded and stapled.

    Printed on both sides and turned over the short edge. A thick book becomes several
    gatherings of nearly the same size, one after another. It is for the printer alone: it has
    no tags, links or bookmarks, and does not say that it keeps a standard.
    """
    with pikepdf.open(BytesIO(data)) as source, pikepdf.new() as sheets:
        total = len(source.pages)
        for first, count in gatherings(total):
            for left, right in spreads(count):
                _sheet(source, sheets, first + left, first + right)
        for name in ("/Title", "/Author", "/Keywords"):
            if name in source.docinfo:
                sheets.docinfo[name] = str(source.docinfo[name])
        out = BytesIO()
        sheets.save(
            out, object_stream_mode=pikepdf.ObjectStreamMode.generate, deterministic_id=True
        )
        return out.getvalue()


def gatherings(total: int) -> list[tuple[int, int]]:
    """First page and number of pages of each gathering; every number is a multiple of four."""
    sheets = -(-total // 4)
    count = -(-sheets * 4 // _GATHERING)
    bounds = [sheets * at // count for at in range(count + 1)]
    return [(4 * start, 4 * (end - start)) for start, end in pairwise(bounds)]


def spreads(count: int) -> list[tuple[int, int]]:
    """Left and right page of each side of each sheet, outermost first, for so many pages."""
    sides = []
    for at in range(count // 4):
        sides.append((count - 1 - 2 * at, 2 * at))
        sides.append((2 * at + 1, count - 2 - 2 * at))
    return sides


def _sheet(source: pikepdf.Pdf, sheets: pikepdf.Pdf, left: int, right: int) -> None:
    width, height = _A4
    forms, content = {}, ""
    for name, number, start in (("/L", left, 0.0), ("/R", right, width / 2)):
        if number < len(source.pages):
            page = source.pages[number]
            spare = (width / 2 - float(page.mediabox[2]), height - float(page.mediabox[3]))
            forms[name] = sheets.copy_foreign(page.as_form_xobject())
            content += f"q 1 0 0 1 {start + spare[0] / 2:.2f} {spare[1] / 2:.2f} cm {name} Do Q\n"
    sheet = sheets.add_blank_page(page_size=_A4)
    sheet.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(forms))
    sheet.Contents = sheets.make_stream(content.encode())
