"""The PDF that Typst writes, made small."""

import io

import pikepdf
import pytest

from builders import certificates, loaded, tree
from checklist_tool.render import fonts, typesetter
from checklist_tool.render.book import compose
from checklist_tool.render.pdf_compact import packed
from checklist_tool.render.templates import fill

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def whole():
    items = certificates(*(f"id: c{number}\nname: 第{number}种证明" for number in range(300)))
    book = compose(loaded(tree(positive=items)), "positive", "r1")
    chosen = fonts.shipped()
    source = fill(".", "handbook/handbook.typ", book=book, paper="a4", **chosen.names())
    return typesetter.typeset(source, ".", chosen.folders, "2026-01-01")[0]


def test_every_object_is_the_same_under_the_same_number(whole):
    small = packed(whole)

    with pikepdf.open(io.BytesIO(whole)) as before, pikepdf.open(io.BytesIO(small)) as after:
        assert not after.check_pdf_syntax()
        assert after.trailer.Root.objgen == before.trailer.Root.objgen
        assert list(after.trailer.ID) == list(before.trailer.ID)
        for one in before.objects:
            other = after.get_object(one.objgen)
            if isinstance(one, pikepdf.Stream):
                assert other.stream_dict == one.stream_dict
                assert other.read_raw_bytes() == one.read_raw_bytes()
            else:
                assert other.unparse() == one.unparse()


def test_few_objects_are_left_by_themselves(whole):
    small = packed(whole)

    assert len(small) < len(whole) / 2
    assert small.count(b" 0 obj\n") < whole.count(b" 0 obj\n") / 20


def test_a_file_that_is_not_written_as_typst_writes_is_left_as_it_is(whole):
    small = packed(whole)
    unlike = whole.replace(b"\nendobj\n", b"\nendobj ")

    assert packed(small) == small
    assert packed(unlike) == unlike


@pytest.mark.parametrize("end", [b"", b"startxref\n9\n", b"startxref\n99999\n%%EOF\n"])
def test_what_ends_like_no_pdf_is_left_as_it_is(end):
    assert packed(b"%PDF-1.7\n" + end) == b"%PDF-1.7\n" + end
