"""Templates that came with somebody's lists: they run no code, read no other files, and end."""

import os
import struct
import subprocess
import sys
import threading
import zipfile
import zlib
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path

import pytest

from builders import BASE, loaded, written
from checklist_tool import cli
from checklist_tool.problems import ChecklistError
from checklist_tool.render import word_file
from checklist_tool.render.apart import Apart, Bounds
from checklist_tool.render.book import compose
from checklist_tool.render.templates import Templates, folders_of

HTML, TYPST, WORD = (f"templates/handbook/handbook.{end}" for end in ("html", "typ", "docx"))
SHIPPED = Path(__file__).parents[2] / "templates"
SECRET = "geheim-4711"
HEAD = "#set document(title: {{ book.title }})\n#set text(font: {{ body }})\n"
FORMS = {HTML: "html", TYPST: "pdf", WORD: "docx"}


@pytest.fixture
def tried(tmp_path, capfd, monkeypatch):
    """What `render` says of lists with this template, as code, output and remarks."""
    monkeypatch.setenv("CHECKLIST_TEMPLATE_SECONDS", "60")
    monkeypatch.setenv("CHECKLIST_TEMPLATE_MB", "400")
    (tmp_path / "secret.txt").write_text(SECRET, encoding="utf-8")

    def tried(template, text, *words):
        written(tmp_path / "lists", BASE | {template: text})
        code = cli.run(
            ["render", "--format", FORMS[template], "--root", str(tmp_path / "lists"),
             "--out", str(tmp_path / "out"), *words]
        )  # fmt: skip
        made = [path.read_bytes() for path in (tmp_path / "out").glob("*") if path.is_file()]
        return code, made, capfd.readouterr().err

    return tried


def refused(answer, *said):
    code, made, remarks = answer
    assert code == 2, remarks
    assert made == []
    assert "Traceback" not in remarks
    for one in said:
        assert one in remarks


@pytest.fixture(scope="module")
def foreign(tmp_path_factory):
    """What a page of somebody else's becomes with a book; all of them in one process."""
    folder = tmp_path_factory.mktemp("lists") / "foreign"
    written(folder, {"page.html": ""})
    (folder.parent / "secret.txt").write_text(SECRET, encoding="utf-8")
    templates = Templates(folders_of(folder.parent, folder), book=compose(loaded(BASE), "all", "r"))

    def filled(text):
        (folder / "page.html").write_text(text, encoding="utf-8")
        return templates.fill("page.html")

    return filled


@pytest.mark.parametrize(
    "text",
    [
        "{{ book.sections[0].blocks[0].model_dump() }}",
        "{{ book.__class__ }}",
        "{{ book['__class__'] }}",
        "{{ book|attr('__class__') }}",
        "{{ [book]|map(attribute='__class__')|join }}",
        "{{ [book]|map('attr', '__class__')|join }}",
        "{{ book.items() }}",
        "{{ book.title.format }}",
        "{{ '{0.__class__.__mro__}'.format(book) }}",
        "{{ ''.join.__self__ }}",
        "{{ cycler.__init__.__globals__ }}",
        "{{ joiner()|attr('__init__') }}",
        "{{ namespace.__init__ }}",
        "{{ namespace(a=1).__class__ }}",
        "{{ range.__globals__ }}",
        "{{ lipsum.__globals__ }}",
        "{{ dict }}",
        "{{ self._TemplateReference__context }}",
        "{{ self.__init__ }}",
        "{% for one in [1] %}{{ loop.__class__ }}{{ loop._iterator }}{% endfor %}",
        "{% macro m() %}{% endmacro %}{{ m.__globals__ }}{{ m._func }}",
        "{% import 'web/parts.html' as parts %}{{ parts.__class__ }}",
        "{% macro m() %}{{ caller._environment }}{% endmacro %}{% call m() %}{% endcall %}",
        "{{ missing.__class__ }}",
        "{{ (book|tojson).__class__ }}",
    ],
)
def test_nothing_of_python_is_reached(foreign, text):
    with pytest.raises(ChecklistError, match=r"模板有错：foreign/page\.html 第 1 行：没有“"):
        foreign(text)


@pytest.mark.parametrize(
    "text",
    [
        "{% include '/etc/passwd' %}",
        "{% include '../secret.txt' %}",
        "{% include '../data/edition.yaml' %}",
        "{% extends '../secret.txt' %}",
        "{% import '../secret.txt' as x %}",
    ],
)
def test_a_page_includes_no_file_outside_of_the_templates(foreign, text):
    with pytest.raises(ChecklistError, match="找不到模板"):
        foreign(text)


def test_a_record_that_came_with_the_lists_runs_nothing(tried):
    wanted = "book.sections[0].blocks[0].parse_raw('x', proto='pickle', allow_pickle=True)"

    refused(
        tried(HTML, "{{ " + wanted + " }}"),
        "模板有错：templates/handbook/handbook.html 第 1 行：没有“parse_raw”这个名字",
    )


@pytest.mark.parametrize(
    "text",
    [
        '#read("/etc/passwd")',
        '#read("../../../secret.txt")',
        '#include "../../../secret.txt"',
        '#image("/../../secret.txt")',
        '#read("/handbook/../../data/edition.yaml")',
    ],
)
def test_a_book_reads_no_file_outside_of_the_templates(tried, text):
    refused(tried(TYPST, HEAD + text), "没有排成 PDF")


@pytest.mark.parametrize(
    ("template", "text"),
    [
        (HTML, "{% include 'handbook/link.txt' %}"),
        (TYPST, HEAD + '#read("/handbook/link.txt")'),
        (TYPST, HEAD + '#read("/handbook/folder/secret.txt")'),
        (HTML, "{{ book.title }}"),
    ],
)
def test_a_link_out_of_the_templates_is_refused(tried, tmp_path, template, text):
    folder = tmp_path / "lists/templates/handbook"
    folder.mkdir(parents=True)
    (folder / "link.txt").symlink_to(tmp_path / "secret.txt")
    (folder / "folder").symlink_to("../../..")

    refused(tried(template, text), "是链接，指到模板文件夹以外")


def test_a_folder_of_templates_that_is_a_link_is_refused(tried, tmp_path):
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "lists").mkdir()
    (tmp_path / "lists/templates").symlink_to("../elsewhere")

    refused(tried(HTML, "{{ book.title }}"), "是链接，指到模板文件夹以外")


def test_a_link_within_the_templates_is_as_good_as_a_file(tried, tmp_path):
    folder = tmp_path / "lists/templates/handbook"
    folder.mkdir(parents=True)
    (folder / "real.txt").write_text("在这里", encoding="utf-8")
    (folder / "link.txt").symlink_to("real.txt")

    code, made, _ = tried(HTML, "{% include 'handbook/link.txt' %}")

    assert code == 0
    assert made == ["在这里".encode()]


@pytest.mark.parametrize("package", ['"@preview/cetz:0.2.0"', '("@prev" + "iew/cetz:0.2.0")'])
def test_a_book_fetches_nothing_from_the_network(tried, monkeypatch, package):
    asked = []

    class Network(BaseHTTPRequestHandler):
        def do_CONNECT(self):
            asked.append(self.path)
            self.send_error(403)

    with ThreadingHTTPServer(("127.0.0.1", 0), Network) as network:
        threading.Thread(target=network.serve_forever, daemon=True).start()
        for name in ("https_proxy", "HTTPS_PROXY", "ALL_PROXY"):
            monkeypatch.setenv(name, f"http://127.0.0.1:{network.server_port}")
        answer = tried(TYPST, f"{HEAD}#let wanted = {package}\n#import wanted\n")
        network.shutdown()

    refused(answer, "不从网上取")
    assert asked == []


ENDLESS = "{% for b in range(99999) %}{% for c in range(99999) %}{% endfor %}{% endfor %}"


@pytest.mark.parametrize(
    ("template", "text"),
    [
        (HTML, "{% for a in range(99999) %}" + ENDLESS + "{% endfor %}"),
        (HTML, "{{ 10 ** (10 ** 10) }}"),
        (TYPST, HEAD + "#for a in range(99999) { for b in range(99999) { for c in (1, 2) { } } }"),
        (TYPST, ENDLESS + HEAD),
    ],
)
def test_a_template_that_does_not_end_is_ended(tried, monkeypatch, tmp_path, template, text):
    monkeypatch.setenv("CHECKLIST_TEMPLATE_SECONDS", "2")

    answer = tried(template, text)

    refused(answer, f"模板 {tmp_path / 'lists' / template} 过了 2 秒", "CHECKLIST_TEMPLATE_SECONDS")


DOUBLED = (
    "{% set ns = namespace(s='xxxxxxxx') %}"
    "{% for a in range(40) %}{% set ns.s = ns.s ~ ns.s %}{% endfor %}{{ ns.s }}"
)


@pytest.mark.parametrize(
    ("template", "text"),
    [
        (HTML, "{{ 'x' * 10 ** 9 }}"),
        (HTML, DOUBLED),
        (HTML, "{{ '%999999999d'|format(1) }}"),
        (TYPST, HEAD + "#let found = range(100000000)\n#found.len()"),
    ],
)
def test_a_template_that_fills_the_memory_is_ended(tried, tmp_path, template, text):
    refused(
        tried(template, text),
        f"模板 {tmp_path / 'lists' / template} 用的内存超过 400 MB",
        "CHECKLIST_TEMPLATE_MB",
    )


def test_what_is_printed_has_a_bound_in_all():
    with Apart(bytes, Bounds(60, 400)) as apart:
        apart("模板 x", 60_000_000)
        with pytest.raises(ChecklistError, match="模板 x 印出来的超过 100 MB"):
            apart("模板 x", 60_000_000)


@pytest.mark.parametrize(
    ("template", "text", "said"),
    [
        (HTML, "{% macro f() %}{{ f() }}{% endmacro %}{{ f() }}", "嵌套得太深"),
        (HTML, "{% include 'handbook/handbook.html' %}", "嵌套得太深"),
        (HTML, "{{ " + "(" * 3000 + "1" + ")" * 3000 + " }}", "模板"),
        (HTML, "{{ range(10 ** 9) }}", "第 1 行"),
        (HTML, b"\xff\xfe", "不是 UTF-8"),
        (TYPST, HEAD + "#let f() = f()\n#f()", "没有排成 PDF"),
        (TYPST, HEAD + "#while true {}", "没有排成 PDF"),
        (TYPST, HEAD + '#panic("x" * 100000)', "没有排成 PDF"),
    ],
)
def test_a_template_that_breaks_down_is_told_of(tried, template, text, said):
    answer = tried(template, text)

    refused(answer, said)
    assert len(answer[2]) < 2000


def test_a_picture_of_a_billion_points_is_no_book(tried, tmp_path):
    written(tmp_path / "lists", {"templates/large.png": picture(40_000)})

    refused(tried(TYPST, HEAD + '#image("/large.png", alt: "大")'), "模板")


def picture(side):
    """A PNG of so many points a side, all of them white."""

    def chunk(kind, data):
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    packer = zlib.compressobj(9)
    line = bytes(1 + side // 8)
    data = b"".join(packer.compress(line) for _ in range(side)) + packer.flush()
    head = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    parts = ((b"IHDR", head), (b"IDAT", data), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunk(kind, data) for kind, data in parts)


def word(changes=(), **others):
    """The shipped Word template with texts changed in its parts, and with further parts."""
    out = BytesIO()
    with (
        zipfile.ZipFile(SHIPPED / "handbook/handbook.docx") as source,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as copy,
    ):
        for name in source.namelist():
            data = source.read(name)
            for part, old, new in changes:
                if name == part:
                    assert old.encode() in data
                    data = data.replace(old.encode(), new.encode(), 1)
            copy.writestr(name, data)
        for name, data in others.items():
            copy.writestr(name.replace("__", "/"), data)
    return out.getvalue()


BODY, LINKS = "word/document.xml", "word/_rels/document.xml.rels"
FIRST = "{{ book.jurisdiction }}"
TITLED = "</w:t></w:r>{}<w:r><w:t>"
FIELD = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>{}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
TOLD = "<w:r><w:instrText>{}</w:instrText></w:r>"
RELATION = (
    '<Relationship Id="rIdX" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
    'relationships/{}" Target="{}" TargetMode="External"/></Relationships>'
)


def fields(*texts):
    return TITLED.format(FIELD.format("".join(TOLD.format(text) for text in texts)))


@pytest.mark.parametrize(
    ("made", "said"),
    [
        (word([(BODY, FIRST, "{{ book.__class__ }}")]), "模板有错"),
        (word([(BODY, FIRST, "{{ book.items() }}")]), "模板有错"),
        (word([(BODY, FIRST, "{% include '/etc/passwd' %}")]), "模板有错"),
        (word([(BODY, FIRST, fields(' INCLUDEPICTURE "https://a.cn/x.png" '))]), "INCLUDEPICTURE"),
        (word([(BODY, FIRST, fields(" DDE", 'AUTO c:\\\\x "y" '))]), "DDEAUTO"),
        (word([(BODY, FIRST, fields("{{ 'include' ~ 'text' }} /etc/passwd"))]), "includetext"),
        (
            word([(BODY, FIRST, TITLED.format('<w:fldSimple w:instr=" LINK Excel.Sheet x "/>'))]),
            "域 LINK",
        ),
        (
            word([(LINKS, "</Relationships>", RELATION.format("attachedTemplate", "http://a.cn"))]),
            "外面的文件或网址（http://a.cn）",
        ),
        (
            word([(LINKS, "</Relationships>", RELATION.format("image", "file://srv/x.png"))]),
            "外面的文件或网址",
        ),
        (word(word__vbaProject_bin=b"\xd0\xcf\x11\xe0"), "宏"),
        (word([(BODY, "<w:document", "<!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/passwd'>]>\n"
                      "<w:document")]), "XML"),
        (word(word__big=b"<a>" + b"x" * 101_000_000 + b"</a>"), "展开以后太大"),
        (b"PK\x03\x04", "不是 Word 文件"),
    ],
)  # fmt: skip
def test_a_word_template_is_a_document_alone(tried, made, said):
    refused(tried(WORD, made), "handbook.docx", said)


def test_a_word_template_that_does_not_end_is_ended(tried, monkeypatch):
    monkeypatch.setenv("CHECKLIST_TEMPLATE_SECONDS", "4")

    refused(tried(WORD, word([(BODY, FIRST, ENDLESS)])), "过了 4 秒还没有印完")


def test_a_word_file_may_link_to_pages():
    page = RELATION.format("hyperlink", "https://www.mca.gov.cn/a.html")

    word_file.check("a.docx", word([(LINKS, "</Relationships>", page)]))


@pytest.mark.parametrize("given", ["viel", "-1", "0", "1.5", "²"])
def test_a_bound_that_is_no_number_is_told(tried, monkeypatch, given):
    monkeypatch.setenv("CHECKLIST_TEMPLATE_SECONDS", given)

    refused(tried(HTML, "{{ book.title }}"), f"CHECKLIST_TEMPLATE_SECONDS 写的是“{given}”")


def test_a_slip_and_the_pages_of_a_site_have_the_same_bounds(tmp_path, capfd, monkeypatch):
    names = ("templates/site/404.html", "templates/slip/slip.html")
    lists = written(tmp_path / "lists", BASE | dict.fromkeys(names, ENDLESS * 9))
    monkeypatch.setenv("CHECKLIST_TEMPLATE_SECONDS", "3")
    where = ["--root", str(lists), "--out", str(tmp_path / "out")]

    for words in (["render", "--format", "site"], ["slip", "siwang", "--format", "html"]):
        assert cli.run([*words, *where]) == 2
        assert "过了 3 秒还没有印完" in capfd.readouterr().err
    assert not list((tmp_path / "out").rglob("*.html"))


def test_templates_of_ones_own_print_what_the_shipped_ones_print(tmp_path):
    lists = written(tmp_path / "lists", BASE)
    words = ["--format", "html", "--format", "pdf", "--format", "site", "--format", "docx"]
    where = ["--root", str(lists), "--out"]

    assert cli.run(["render", *words, *where, str(tmp_path / "one")]) == 0
    for path in SHIPPED.rglob("*.*"):
        target = lists / "templates" / path.relative_to(SHIPPED)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(path.read_bytes())
    assert cli.run(["render", *words, *where, str(tmp_path / "two")]) == 0

    def made(folder):
        return {path.relative_to(folder): path.read_bytes()
                for path in folder.rglob("*") if path.is_file()}  # fmt: skip

    assert made(tmp_path / "one") == made(tmp_path / "two")


def test_a_process_that_dies_is_told_of():
    with Apart(os._exit, Bounds(60, 400)) as apart, pytest.raises(ChecklistError) as raised:
        apart("模板 x", 3)

    assert raised.value.message == "模板 x 让排版的进程中途停了（3）"


def test_the_process_ends_with_the_one_that_waits_for_it(tmp_path):
    program = (
        "import os, sys, time\n"
        "from checklist_tool.render.apart import Apart, Bounds\n"
        "if __name__ == '__main__':\n"
        "    apart = Apart(os.getpid, Bounds(600, 4000))\n"
        "    print(apart('x'), flush=True)\n"
        "    apart._send((time.sleep, 600))\n"
        "    os._exit(0)\n"
    )
    script = tmp_path / "waits.py"
    script.write_text(program, encoding="utf-8")

    done = subprocess.run([sys.executable, script], capture_output=True, timeout=60, check=True)

    ended(int(done.stdout))


def ended(process):
    """Wait until there is no process with this number."""
    for _ in range(100):
        try:
            os.kill(process, 0)
        except ProcessLookupError:
            return
        threading.Event().wait(0.1)
    pytest.fail("it is still there")
