"""The handbook as a PDF."""

import io
import re
import subprocess

import pytest
from pypdf import PdfReader

from builders import certificates, loaded, tree
from checklist_tool.problems import ChecklistError
from checklist_tool.render.book import compose
from checklist_tool.render.pdf import document
from hostile import HOSTILE

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def book(lists):
    return document(compose(lists, "all", "r1"), ".")


def small(**named):
    return document(compose(loaded(tree(**named)), "certificates", "r1"), ".")


def words(data, tmp_path, pdftotext):
    path = tmp_path / "book.pdf"
    path.write_bytes(data)
    done = subprocess.run([pdftotext, str(path), "-"], capture_output=True, check=True)
    return re.sub(r"\s+", "", done.stdout.decode("utf-8"))


@pytest.mark.poppler
def test_every_item_name_can_be_found_in_the_text(book, lists, tmp_path, pdftotext):
    text = words(book, tmp_path, pdftotext)

    for entry in lists.of("certificate", "service"):
        assert re.sub(r"\s+", "", entry.name) in text


@pytest.mark.poppler
def test_the_number_of_a_document_or_an_article_is_never_broken(tmp_path, pdftotext):
    said = [
        "字" * before + number
        for before in range(30, 50)
        for number in ("（公通字〔2021〕12号）", "（第一百五十四条）")
    ]
    items = certificates(
        *(f"id: c{at}\nname: 第{at}种证明\nnote: {text}" for at, text in enumerate(said))
    )
    path = tmp_path / "book.pdf"
    path.write_bytes(small(positive=items))

    done = subprocess.run([pdftotext, str(path), "-"], capture_output=True, check=True)

    text = done.stdout.decode("utf-8")
    assert text.count("公通字〔2021〕12号") == text.count("第一百五十四条") == 20


def test_the_book_is_tagged_and_says_which_standards_it_keeps(book):
    reader = PdfReader(io.BytesIO(book))
    metadata = reader.trailer["/Root"]["/Metadata"].get_data().decode("utf-8")

    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert reader.trailer["/Root"]["/Lang"].startswith("zh")
    assert "<pdfaid:part>2</pdfaid:part>" in metadata
    assert "<pdfuaid:part>1</pdfuaid:part>" in metadata
    assert reader.metadata.title == "居村组织证明清单与滨海百事通（示范）"


def test_every_item_has_a_bookmark(book, lists):
    def titles(outline):
        for one in outline:
            if isinstance(one, list):
                yield from titles(one)
            else:
                yield re.sub(r"\s+", "", one.title)

    found = " ".join(titles(PdfReader(io.BytesIO(book)).outline))

    for entry in lists.of("certificate", "service"):
        assert re.sub(r"\s+", "", entry.name) in found


def test_fonts_are_embedded_a_song_face_and_a_hei_face(book):
    fonts = {
        str(font.get_object()["/BaseFont"])
        for page in PdfReader(io.BytesIO(book)).pages
        for font in page["/Resources"].get("/Font", {}).values()  # a blank page has none
    }

    assert all(re.match(r"/[A-Z]{6}\+", font) for font in fonts)
    assert any("NotoSerif" in font for font in fonts)
    assert any("NotoSans" in font for font in fonts)


def test_the_same_lists_give_the_same_bytes():
    assert small() == small()


def test_what_looks_like_code_is_printed_as_it_is():
    items = [
        "id: x{}\nname: \"{}\"".format(number, text.replace("\\", "\\\\").replace('"', '\\"'))
        for number, text in enumerate(HOSTILE)
    ]  # fmt: skip

    data = small(positive=certificates(*items))

    text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(data)).pages)
    text = re.sub(r"\s+", "", text)
    for hostile in HOSTILE:
        assert re.sub(r"\s+", "", hostile) in text


def test_a_character_that_no_font_has_is_an_error_that_names_it_and_the_item():
    with pytest.raises(ChecklistError) as raised:
        small(positive=certificates("id: x\nname: 𠮷祥证明"))

    assert "𠮷" in raised.value.message
    assert "U+20BB7" in raised.value.message
    assert "𠮷祥证明（x）" in raised.value.message
