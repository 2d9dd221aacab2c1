"""What residents read of the shipped lists has no way of asking, no slight, no internal note."""

import re

import pytest

from builders import TODAY
from checklist_tool.checks.texts import slights_are_known_to_the_search_alone
from checklist_tool.model.base import columns
from checklist_tool.model.kinds import DESK
from checklist_tool.render import html, site
from checklist_tool.render.book import compose
from checklist_tool.render.site.past import Past

pytestmark = pytest.mark.slow

_TELLING = 9  # characters: a shorter way of asking may be what anybody would write


@pytest.fixture(scope="module")
def public(shipped):
    """The texts of the site and of the handbook, without what the search goes by."""
    book = compose(shipped, "all", "r1")
    files = dict(site.files(book, shipped, ".", Past(why_not="第一期")))
    del files["assets/data.js"]
    page = html.page(book, shipped, ".")
    return "\n".join([*files.values(), re.sub(r"<script.*?</script>", "", page, flags=re.DOTALL)])


def test_no_way_of_asking_is_printed(shipped, public):
    asks = [ask for entry in shipped.of(*DESK) for ask in entry.asks if len(ask) >= _TELLING]

    assert len(asks) > 1000
    assert [ask for ask in asks if ask in public] == []


def test_no_slight_is_printed(shipped):
    assert list(slights_are_known_to_the_search_alone(shipped, TODAY)) == []


def test_what_is_for_clerks_and_editors_is_not_printed(shipped, public):
    notes = [
        getattr(entry.item, name)
        for entry in shipped.entries
        for name, column in columns(type(entry.item))
        if column.reader != "everyone" and getattr(entry.item, name)
    ]

    assert len(notes) > 50
    assert [note for note in notes if note in public] == []
