"""What a screen reader finds in the book: its tags, in the order in which they are read."""

import io
import re
import subprocess
from itertools import pairwise

import pikepdf
import pytest

from checklist_tool.render.book import compose
from checklist_tool.render.pdf import document

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def composed(lists):
    return compose(lists, "all", "r1")


@pytest.fixture(scope="module")
def data(composed):
    return document(composed, ".")


@pytest.fixture(scope="module")
def book(data):
    with pikepdf.open(io.BytesIO(data)) as pdf:
        yield pdf


@pytest.fixture(scope="module")
def read(book):
    """Every element of the structure tree in reading order: its tag, and the text in it."""
    texts = {page.objgen: marked(page) for page in book.pages}
    return list(elements(book.Root.StructTreeRoot.K, None, texts))


def marked(page):
    """The text of a page by the number of its marked content."""
    maps = {
        name: unicode_of(font) for name, font in page.get("/Resources", {}).get("/Font", {}).items()
    }
    found, inside, font = {}, [], None
    for operands, operator in pikepdf.parse_content_stream(page):
        match str(operator):
            case "BDC":
                inside.append(operands[1].get("/MCID") if hasattr(operands[1], "get") else None)
            case "BMC":
                inside.append(None)
            case "EMC":
                inside.pop()
            case "Tf":
                font = maps[str(operands[0])]
            case "Tj" | "TJ":
                parts = operands[0] if str(operator) == "TJ" else [operands[0]]
                codes = b"".join(bytes(part) for part in parts if isinstance(part, pikepdf.String))
                number = next((one for one in reversed(inside) if one is not None), None)
                found[number] = found.get(number, "") + font(codes)
    return found


def unicode_of(font):
    """From the codes of a font with two bytes each to text, by its ToUnicode map."""
    text = font.ToUnicode.read_bytes().decode("ascii")
    table = {}
    for block in re.findall(r"beginbfchar(.*?)endbfchar", text, re.DOTALL):
        for code, said in re.findall(r"<(\w+)>\s*<(\w+)>", block):
            table[int(code, 16)] = bytes.fromhex(said).decode("utf-16-be")
    for block in re.findall(r"beginbfrange(.*?)endbfrange", text, re.DOTALL):
        for first, last, said in re.findall(r"<(\w+)>\s*<(\w+)>\s*<(\w+)>", block):
            for code in range(int(first, 16), int(last, 16) + 1):
                table[code] = chr(int(said, 16) + code - int(first, 16))
    return lambda codes: "".join(
        table.get(int.from_bytes(codes[at : at + 2]), "") for at in range(0, len(codes), 2)
    )


def elements(below, page, texts):
    for one in below if isinstance(below, pikepdf.Array) else [below]:
        if isinstance(one, int):
            yield "", texts[page].get(one, "")
        elif one.get("/Type") == "/MCR":
            yield "", texts[one.get("/Pg").objgen if "/Pg" in one else page].get(one.MCID, "")
        elif one.get("/Type") == "/OBJR":
            yield "annotation", one.Obj.objgen
        elif "/S" in one:
            here = one.Pg.objgen if "/Pg" in one else page
            inside = list(elements(one.get("/K", []), here, texts))
            yield str(one.S)[1:], "".join(text for tag, text in inside if not tag)
            yield from inside


def plain(text):
    return re.sub(r"\s+", "", text)


def test_the_text_is_read_in_the_order_of_the_book(read, composed):
    text = plain("".join(said for tag, said in read if not tag))

    at = -1
    for said in (composed.title, "示范第1期", "目录", "使用说明", "一、正面清单"):
        at = text.index(plain(said), at + 1)
    at = text.index("本册收录")
    for block in composed.blocks:
        at = text.index(plain(f"{block.number}．{block.name}"), at + 1)
        for row in block.rows:
            at = text.index(plain(row.heading), at)
    assert at < text.index("出处一览", at) < text.index("拼音索引", at)


def test_running_heads_and_thumb_tabs_are_not_read_out(read, composed):
    text = plain("".join(said for tag, said in read if not tag))

    [first, *_] = composed.blocks
    assert text.count(plain(f"正面清单　{first.name}")) == 0
    assert text.count(plain(composed.title)) == 1


def test_headings_begin_at_one_and_leave_out_no_level(read):
    levels = [int(tag[1]) for tag, _ in read if re.fullmatch(r"H[1-6]", tag)]

    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_the_text_is_chinese_and_the_title_is_shown(book):
    assert str(book.Root.Lang).startswith("zh")
    assert book.Root.ViewerPreferences.DisplayDocTitle


def test_every_link_is_a_tag(book, read):
    links = [
        note for page in book.pages for note in page.get("/Annots", []) if note.Subtype == "/Link"
    ]

    assert links
    assert {note.objgen for note in links} == {one for tag, one in read if tag == "annotation"}
    assert all(str(note.get("/Contents", "")) for note in links)


def test_every_page_of_an_item_is_linked_from_contents_and_index(book, composed):
    named = dict(pikepdf.NameTree(book.Root.Names.Dests).items())
    targets = {
        str(note.Dest) if "/Dest" in note else str(note.A.get("/D", ""))
        for page in book.pages
        for note in page.get("/Annots", [])
    }

    for block in composed.blocks:
        assert block.id in named
        assert block.id in targets


def test_a_table_has_its_heads_tagged(lists):
    data = document(compose(lists, "allowed_boards", "r1"), ".")

    with pikepdf.open(io.BytesIO(data)) as pdf:
        texts = {page.objgen: marked(page) for page in pdf.pages}
        found = list(elements(pdf.Root.StructTreeRoot.K, None, texts))
    heads = [text for tag, text in found if tag == "TH"]
    assert heads[:2] == ["名称", "位置"]


def test_the_objects_are_packed_and_the_file_is_sound(data, tmp_path, qpdf):
    assert data.count(b"/Type/ObjStm") > 10
    assert len(data) < 1_500_000
    path = tmp_path / "book.pdf"
    path.write_bytes(data)

    done = subprocess.run([qpdf, "--check", str(path)], capture_output=True, check=False)

    assert done.returncode == 0, done.stderr
