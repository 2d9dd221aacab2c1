"""A finished PDF asked what it says and where its items stand, and imposed as a booklet."""

from __future__ import annotations

import logging
from io import BytesIO
from itertools import pairwise

from pypdf import PageObject, PdfReader, PdfWriter
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject, StreamObject

logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # it says on stderr what it mends
_GATHERING = 80  # pages that are folded into one another; more than 20 sheets do not fold well
_A4 = (841.89, 595.28)  # landscape, in points


def pages(data: bytes) -> dict[str, str]:
    """The page on which each label stands, as it is printed there."""
    pdf = PdfReader(BytesIO(data))
    numbers = {page.indirect_reference: number for number, page in enumerate(pdf.pages)}
    labels, named = pdf.page_labels, pdf.named_destinations
    return {str(name): str(labels[numbers[place.page]]) for name, place in named.items()}


def keywords(data: bytes) -> str:
    """The keywords of the document; empty for what is no PDF."""
    try:
        about = PdfReader(BytesIO(data)).metadata
        return str(about.get("/Keywords", "")) if about else ""
    except Exception:  # a damaged file leads pypdf anywhere
        return ""


def booklet(data: bytes) -> bytes:
    """A5 pages two by two on A4 sheets, in the order in which they are folded and stapled.

    Printed on both sides and turned over the short edge. A thick book becomes several
    gatherings of nearly the same size, one after another. It is for the printer alone: it has
    no tags, links or bookmarks, and does not say that it keeps a standard.
    """
    source, sheets = PdfReader(BytesIO(data)), PdfWriter()
    of_source = [*source.pages]
    for first, count in gatherings(len(of_source)):
        for left, right in spreads(count):
            both = (
                of_source[at] if at < len(of_source) else None
                for at in (first + left, first + right)
            )
            _sheet(sheets, *both)
    about = source.metadata
    names = ("/Title", "/Author", "/Keywords")
    sheets.metadata = {name: str(about[name]) for name in names if about and name in about}
    out = BytesIO()
    sheets.write(out)
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


def _sheet(sheets: PdfWriter, left: PageObject | None, right: PageObject | None) -> None:
    width, height = _A4
    forms, content = DictionaryObject(), ""
    for name, page, start in (("/L", left, 0.0), ("/R", right, width / 2)):
        if page is not None:
            spare = (width / 2 - float(page.mediabox[2]), height - float(page.mediabox[3]))
            forms[NameObject(name)] = sheets._add_object(_form(sheets, page))
            content += f"q 1 0 0 1 {start + spare[0] / 2:.2f} {spare[1] / 2:.2f} cm {name} Do Q\n"
    sheet = sheets.add_blank_page(width, height)
    sheet[NameObject("/Resources")] = DictionaryObject({NameObject("/XObject"): forms})
    sheet[NameObject("/Contents")] = sheets._add_object(_stream(content.encode()))


def _form(sheets: PdfWriter, page: PageObject) -> StreamObject:
    """What a page shows, as a part of others."""
    contents = page.get_contents()
    form = _stream(b"" if contents is None else contents.get_data()).flate_encode()
    form[NameObject("/Type")] = NameObject("/XObject")
    form[NameObject("/Subtype")] = NameObject("/Form")
    form[NameObject("/BBox")] = page.mediabox
    form[NameObject("/Resources")] = page["/Resources"].clone(sheets)
    return form


def _stream(data: bytes) -> DecodedStreamObject:
    stream = DecodedStreamObject()
    stream.set_data(data)
    return stream
