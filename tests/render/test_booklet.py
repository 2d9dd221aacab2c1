"""The pages of a booklet, in the order in which they are folded."""

import io
import random
import subprocess

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader

from builders import loaded, tree
from checklist_tool.render import pdf, pdf_files
from checklist_tool.render.book import compose


@pytest.fixture(scope="module")
def small():
    """A book on A5."""
    return pdf.document(compose(loaded(tree()), "positive", "r1"), ".", paper="a5")


def pictures(path, data):
    """Each page as rows of grey, 36 points to the inch."""
    path.with_suffix(".pdf").write_bytes(data)
    draw = ["pdftoppm", "-r", "36", "-gray", path.with_suffix(".pdf"), path]
    subprocess.run(draw, check=True)
    found = []
    for picture in sorted(path.parent.glob(f"{path.name}-*.pgm")):
        _, size, _, grey = picture.read_bytes().split(b"\n", 3)
        width, height = map(int, size.split())
        found.append([grey[width * row : width * (row + 1)] for row in range(height)])
    return found


def alike(one, other):
    """Whether two pictures have nearly as much ink in each part, of 10 by 10 points."""

    def ink(rows, top, left):
        return sum(255 - grey for row in rows[top : top + 10] for grey in row[left : left + 10])

    width, height = (min(sizes) for sizes in ((len(one[0]), len(other[0])), (len(one), len(other))))
    return all(
        abs(ink(one, top, left) - ink(other, top, left)) <= 2500
        for top in range(0, height - 10, 10)
        for left in range(0, width - 10, 10)
    )


def test_a_sheet_of_four_pages_is_folded_once():
    assert pdf_files.spreads(4) == [(3, 0), (1, 2)]


@given(st.integers(1, 2000))
def test_every_page_is_printed_once_in_gatherings_that_can_be_folded(total):
    gatherings = pdf_files.gatherings(total)

    pages = [
        first + page
        for first, count in gatherings
        for sides in pdf_files.spreads(count)
        for page in sides
    ]
    assert sorted(pages) == list(range(4 * -(-total // 4)))
    assert all(count % 4 == 0 and count <= 80 for _, count in gatherings)


@given(st.integers(1, 20).map(lambda sheets: 4 * sheets))
def test_folded_sheets_are_read_from_the_first_page_to_the_last(count):
    sides = pdf_files.spreads(count)

    leaves = [
        (front[1], back[0]) for front, back in zip(sides[::2], sides[1::2], strict=True)
    ]  # what the right half of a sheet shows, and what stands behind it
    assert [page for leaf in leaves for page in leaf] == list(range(count // 2))


@given(st.integers(0, 2**32))
def test_of_a_damaged_file_nothing_is_said(small, seed):
    chance = random.Random(seed)
    damaged = bytearray(small)
    for _ in range(chance.randint(1, 40)):
        damaged[-chance.randrange(1, 4000)] = chance.randrange(256)

    found = pdf_files.keywords(
        bytes(damaged[: chance.randrange(len(small))] if seed % 3 else damaged)
    )

    assert isinstance(found, str)


def test_the_keywords_are_those_of_the_document(small):
    assert pdf_files.keywords(small) == "修订号 r1"
    assert pdf_files.keywords(pdf_files.booklet(small)) == "修订号 r1"
    assert pdf_files.keywords(b"") == pdf_files.keywords(b"%PDF-1.7") == ""


def test_a_sheet_shows_what_its_two_pages_show(small, pdftotext, tmp_path):
    """As pictures: left half and right half are the pages, turned to points on the sheet."""
    sheets = pdf_files.booklet(small)
    total = len(PdfReader(io.BytesIO(small)).pages)
    pages, folded = (
        pictures(tmp_path / name, data) for name, data in (("p", small), ("s", sheets))
    )

    for picture, (left, right) in zip(folded, pdf_files.spreads(4 * -(-total // 4)), strict=True):
        width = len(picture[0]) // 2
        for number, half in ((left, slice(0, width)), (right, slice(width, 2 * width))):
            shown = [row[half] for row in picture]
            there = pages[number] if number < total else [bytes([255]) * width] * len(shown)
            assert alike(shown, there)


def test_two_small_pages_stand_side_by_side_on_a_sheet(small):
    sheets = PdfReader(io.BytesIO(pdf_files.booklet(small)))

    first = sheets.pages[0].extract_text()
    assert [round(float(side)) for side in sheets.pages[0].mediabox[2:]] == [842, 595]
    assert len(sheets.pages) == 2 * -(-len(PdfReader(io.BytesIO(small)).pages) // 4)
    assert "居村组织清单" in first
    assert sheets.metadata.title == PdfReader(io.BytesIO(small)).metadata.title
    assert "/StructTreeRoot" not in sheets.trailer["/Root"]
    assert pdf_files.booklet(small) == pdf_files.booklet(small)
