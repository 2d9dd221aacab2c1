"""The pages of a booklet, in the order in which they are folded."""

import io

from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader

from builders import loaded, tree
from checklist_tool.render import finished, pdf
from checklist_tool.render.book import compose


def test_a_sheet_of_four_pages_is_folded_once():
    assert finished.spreads(4) == [(3, 0), (1, 2)]


@given(st.integers(1, 2000))
def test_every_page_is_printed_once_in_gatherings_that_can_be_folded(total):
    gatherings = finished.gatherings(total)

    pages = [
        first + page
        for first, count in gatherings
        for sides in finished.spreads(count)
        for page in sides
    ]
    assert sorted(pages) == list(range(4 * -(-total // 4)))
    assert all(count % 4 == 0 and count <= 80 for _, count in gatherings)


@given(st.integers(1, 20).map(lambda sheets: 4 * sheets))
def test_folded_sheets_are_read_from_the_first_page_to_the_last(count):
    sides = finished.spreads(count)

    leaves = [
        (front[1], back[0]) for front, back in zip(sides[::2], sides[1::2], strict=True)
    ]  # what the right half of a sheet shows, and what stands behind it
    assert [page for leaf in leaves for page in leaf] == list(range(count // 2))


def test_two_small_pages_stand_side_by_side_on_a_sheet():
    small = pdf.document(compose(loaded(tree()), "positive", "r1"), ".", paper="a5")

    sheets = PdfReader(io.BytesIO(finished.booklet(small)))

    first = sheets.pages[0].extract_text()
    assert [round(float(side)) for side in sheets.pages[0].mediabox[2:]] == [842, 595]
    assert len(sheets.pages) == 2 * -(-len(PdfReader(io.BytesIO(small)).pages) // 4)
    assert "居村组织清单" in first
    assert sheets.metadata.title == PdfReader(io.BytesIO(small)).metadata.title
    assert "/StructTreeRoot" not in sheets.trailer["/Root"]
    assert finished.booklet(small) == finished.booklet(small)
