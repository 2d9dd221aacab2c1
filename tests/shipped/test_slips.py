"""Every item that ships can be handed over on one small page."""

import io

import pytest
from pypdf import PdfReader

from builders import TODAY
from checklist_tool.model.kinds import DESK
from checklist_tool.render import sheet
from checklist_tool.render.slip import compose
from checklist_tool.search.dated import Dated


@pytest.fixture(scope="module")
def slips(shipped):
    """The slip of every item, the longest first."""
    made = [compose(entry, shipped.edition, Dated(shipped), TODAY) for entry in shipped.of(*DESK)]
    return sorted(made, key=lambda slip: -sum(len(line) for row in slip.rows for line in row.lines))


def test_every_item_fits_on_one_page_and_nearly_all_on_a_small_one(slips):
    large = []
    for slip in slips:
        try:
            assert slip.code in sheet.page(slip, "a5", ".")
        except sheet.DoesNotFit:
            assert slip.code in sheet.page(slip, "a4", ".")
            large.append(slip.id)

    assert len(slips) > 90
    assert len(large) <= 2, large


@pytest.mark.slow
def test_the_longest_items_fit_on_paper(slips):
    for slip in slips[:10]:
        assert len(PdfReader(io.BytesIO(sheet.document(slip, "a4", "."))).pages) == 1
