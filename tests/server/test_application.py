"""The web application, asked as a server would ask it."""

import io
import json
import time
from datetime import date
from wsgiref.util import setup_testing_defaults
from wsgiref.validate import validator

import openapi_spec_validator
import pytest
from typer.testing import CliRunner

from builders import BASE, PATHS, aged, certificates, tree, written
from checklist_tool.cli import app
from checklist_tool.server.application import MOST_POSTED, Application
from checklist_tool.server.lists import Lists
from checklist_tool.server.resources import RESOURCES, description

DAY = date(2026, 11, 23)


class Client:
    """Asks an application, and gives status, headers and body."""

    def __init__(self, root, **options):
        self.application = Application(Lists(root, lambda: DAY), ["localhost"], **options)

    def __call__(self, path, asked="", method="GET", body=b"", **headers):
        environ = {
            "REQUEST_METHOD": method, "SCRIPT_NAME": "", "QUERY_STRING": asked,
            "PATH_INFO": path.encode().decode("latin-1"), "HTTP_HOST": "localhost:80",
            "CONTENT_LENGTH": str(len(body)), "wsgi.input": io.BytesIO(body),
            "SERVER_PROTOCOL": "HTTP/1.1",
        } | headers  # fmt: skip
        setup_testing_defaults(environ)
        said = {}

        def start(status, headers, exc_info=None):
            said["status"], said["headers"] = int(status[:3]), dict(headers)

        parts = validator(self.application)(environ, start)
        data = b"".join(parts)
        parts.close()
        return said["status"], said["headers"], data

    def json(self, path, asked="", **given):
        status, _, data = self(path, asked, **given)
        return status, json.loads(data)


@pytest.fixture
def root(tmp_path):
    return aged(written(tmp_path / "清单", tree()))


@pytest.fixture
def client(root):
    return Client(root)


def test_an_answer_is_that_of_the_command_byte_for_byte(client, root, monkeypatch):
    monkeypatch.setattr("time.strftime", lambda _: DAY.isoformat())
    for words in ("死亡证明", "siwang", "死亡", "护照", "他爸走了要开证明"):
        told = CliRunner().invoke(app, ["query", words, "--json", "--root", str(root)])

        status, _, data = client("/api/v1/query", f"q={words}")

        assert status == 200
        assert data == told.stdout_bytes


def test_an_answer_changes_when_the_lists_do(client, root):
    assert client.json("/api/v1/query", "q=死亡证明")[1]["level"] == "sure"
    (root / PATHS["positive"]).write_text(
        certificates("id: juzhu\nname: 居住证明\nbasis: [{policy: minfa-2020-20}]"),
        encoding="utf-8",
    )
    time.sleep(0.6)

    now = client.json("/api/v1/query", "q=居住证明")[1]

    assert (now["level"], now["matches"][0]["id"]) == ("sure", "juzhu")


def test_what_has_not_changed_is_not_sent_again(client, root):
    for path, asked in (("/api/v1/query", "q=死亡证明"), ("/", ""), ("/api/v1/edition", "")):
        tag = client(path, asked)[1]["ETag"]

        status, headers, data = client(path, asked, HTTP_IF_NONE_MATCH=tag)

        assert (status, data) == (304, b"")
        assert "Content-Length" not in headers
    assert client("/api/v1/query", "q=别的", HTTP_IF_NONE_MATCH=tag)[0] == 200


def test_the_pages_lead_to_slips_and_watch_the_lists(client):
    status, headers, page = client("/items/siwang.html")

    assert (status, headers["Content-Type"]) == (200, "text/html; charset=utf-8")
    assert "../api/v1/items/siwang/slip.pdf" in page.decode()
    assert "assets/served.js" in page.decode()
    assert client("/assets/served.js")[0] == 200


def test_a_slip_is_a_pdf_with_a_name(client):
    status, headers, data = client("/api/v1/items/siwang/slip.pdf")

    assert (status, headers["Content-Type"], data[:5]) == (200, "application/pdf", b"%PDF-")
    assert "slip-siwang.pdf" in headers["Content-Disposition"]


def test_no_slip_is_made_of_an_item_that_is_no_longer_in_force(root):
    (root / PATHS["positive"]).write_text(
        certificates(
            "id: siwang\nname: 死亡证明\nbasis: [{policy: minfa-2020-20}]\nstatus: retired\n"
            "effective_to: 2026-02-01"
        ),
        encoding="utf-8",
    )

    status, problem = Client(root).json("/api/v1/items/siwang/slip.pdf")

    assert status == 422
    assert problem["detail"]


def test_every_resource_answers(client):
    for resource in RESOURCES:
        path = resource.path.replace("{}", "死亡证明")

        status, headers, _ = client(path, "q=死亡" if "q" in resource.parameters else "")

        assert status == 200, path
        assert headers["Content-Type"].startswith(resource.type)


def test_items_are_those_of_a_list_on_a_day(client):
    status, items = client.json("/api/v1/items", "list=positive&as_of=2026-01-01")

    assert status == 200
    assert [item["id"] for item in items] == ["siwang"]
    assert client.json("/api/v1/items", "list=negative") == (200, [])


@pytest.mark.parametrize(
    ("path", "asked", "status", "said"),
    [
        ("/api/v1/query", "", 400, "没有写要查什么"),
        ("/api/v1/query", "q=a&q=b", 400, "写了两次"),
        ("/api/v1/query", "word=a", 400, "没有“word”这个参数"),
        ("/api/v1/query", "q=a&limit=0", 400, "limit"),
        ("/api/v1/query", "q=a&limit=²", 400, "limit"),
        ("/api/v1/query", "q=a&list=nothing", 400, "没有“nothing”这张清单"),
        ("/api/v1/query", "q=a&as_of=2026-02-30", 400, "不是一个日期"),
        ("/api/v1/query", "q=" + "a" * 9000, 414, "太长"),
        ("/api/v1/items/没有这个", "", 404, "没有编号或名称是"),
        ("/api/v1/items/没有这个/slip.pdf", "", 404, "没有编号或名称是"),
        ("/api/v1/items/siwang/slip.pdf", "paper=a0", 400, "没有“a0”这种纸"),
        ("/api/v1/nothing", "", 404, "没有 /api/v1/nothing 这个地址"),
        ("/api/v2/query", "q=a", 404, "没有 /api/v2/query 这个地址"),
    ],
)
def test_a_request_at_fault_gets_a_problem_document(client, path, asked, status, said):
    found, headers, data = client(path, asked)

    problem = json.loads(data)
    assert (found, problem["status"]) == (status, status)
    assert headers["Content-Type"] == "application/problem+json; charset=utf-8"
    assert said in problem["detail"]


def test_no_address_leads_out_of_the_pages(client):
    for path in ("/../data/edition.yaml", "/data/edition.yaml", "//etc/passwd", "/items/../x"):
        assert client(path)[0] == 404


def test_only_reading_is_possible(client, root):
    before = {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}
    for method in ("PUT", "DELETE", "POST", "OPTIONS", "PATCH"):
        for path in ("/", "/api/v1/items/siwang"):
            assert client(path, method=method)[0] == 405

    assert {path: path.read_bytes() for path in root.rglob("*") if path.is_file()} == before


def test_another_name_is_refused(client):
    for host in ("evil.example", "evil.example:80", "", "localhost.evil.example", "[::2]:80"):
        assert client("/", HTTP_HOST=host)[0] == 421
    assert client("/", HTTP_HOST="LOCALHOST")[0] == 200


def test_other_sites_may_read_only_when_they_were_named(root):
    closed, opened = Client(root), Client(root, origins=["https://a.example"])

    assert "Access-Control-Allow-Origin" not in closed("/", HTTP_ORIGIN="https://a.example")[1]
    assert opened("/", HTTP_ORIGIN="https://a.example")[1]["Access-Control-Allow-Origin"] == (
        "https://a.example"
    )
    assert "Access-Control-Allow-Origin" not in opened("/", HTTP_ORIGIN="https://b.example")[1]


def test_every_reply_carries_the_safe_headers(client):
    for path in ("/", "/nothing", "/api/v1/edition", "/api/v1/nothing"):
        _, headers, _ = client(path)

        assert "default-src 'none'" in headers["Content-Security-Policy"]
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Cache-Control"] == "no-cache"


def test_a_posted_file_is_examined_and_not_written(client, root):
    text = certificates("id: siwang\nname: 死亡证明\nverdikt: x").encode()

    status, told = client.json(
        "/api/v1/validate", f"path={PATHS['positive']}", method="POST", body=text
    )

    assert (status, told["valid"]) == (200, False)
    assert any(problem["code"] == "CK022" for problem in told["problems"])
    assert (root / PATHS["positive"]).read_text(encoding="utf-8") == BASE[PATHS["positive"]]
    right = BASE[PATHS["positive"]].encode()
    asked = f"path={PATHS['positive']}"
    assert client.json("/api/v1/validate", asked, method="POST", body=right)[1]["valid"]


def test_what_is_posted_has_a_file_and_a_length(client):
    ask = client.json
    assert ask("/api/v1/validate", "", method="POST", body=b"x")[0] == 400
    assert ask("/api/v1/validate", "path=/etc/passwd", method="POST", body=b"x")[0] == 400
    assert ask("/api/v1/validate", "path=../x.yaml", method="POST", body=b"x")[0] == 400
    assert ask("/api/v1/validate", "path=a", method="POST", CONTENT_LENGTH="")[0] == 411
    too_long = str(MOST_POSTED + 1)
    assert ask("/api/v1/validate", "path=a", method="POST", CONTENT_LENGTH=too_long)[0] == 413
    assert client("/api/v1/validate")[0] == 405


def test_lists_that_cannot_be_read_are_told_of(client, root):
    assert client("/api/v1/query", "q=死亡证明")[0] == 200
    (root / PATHS["edition"]).write_text("title: [", encoding="utf-8")
    time.sleep(0.6)

    status, problem = client.json("/api/v1/query", "q=死亡证明")

    assert status == 503
    assert problem["detail"]


def test_a_fault_of_the_program_is_told_without_the_question(client, monkeypatch, capfd):
    monkeypatch.setattr("checklist_tool.usecases.desk.ask", lambda *_: 1 // 0)

    status, problem = client.json("/api/v1/query", "q=secret")

    assert (status, problem["title"]) == (500, "程序自己出了毛病")
    told = capfd.readouterr().err
    assert "ZeroDivisionError" in told
    assert "secret" not in told


def test_lists_with_a_fault_still_answer_but_make_no_page(client, root):
    with (root / PATHS["positive"]).open("a", encoding="utf-8") as file:
        file.write("  - id: siwang\n    name: 死亡证明\n")

    assert client("/api/v1/query", "q=死亡证明")[0] == 200
    status, problem = client.json("/")
    assert (status, problem["title"]) == (503, "清单现在读不了")
    assert problem["problems"]


def test_the_description_is_what_openapi_asks_for():
    openapi_spec_validator.validate(description())


def test_the_description_names_every_address_and_parameter():
    told = description()

    assert told["openapi"] == "3.1.0"
    for resource in RESOURCES:
        operation = told["paths"][resource.path.replace("{}", "{name}")]["get"]
        named = {one["name"] for one in operation["parameters"]}
        assert named == {*resource.parameters, *(["name"] if resource.of else [])}
    ids = [one["operationId"] for path in told["paths"].values() for one in path.values()]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize(
    ("method", "headers"),
    [
        ("POST", {"HTTP_SEC_FETCH_SITE": "cross-site"}),
        ("POST", {"HTTP_SEC_FETCH_SITE": "cross-site", "HTTP_SEC_FETCH_MODE": "navigate"}),
        ("POST", {"HTTP_ORIGIN": "https://a.example"}),
        ("GET", {"HTTP_SEC_FETCH_SITE": "cross-site", "HTTP_SEC_FETCH_MODE": "no-cors"}),
    ],
)
def test_pages_of_other_sites_set_nothing_going(client, method, headers):
    path = "/api/v1/validate" if method == "POST" else "/api/v1/items"

    assert client(path, "", method=method, body=b"x", **headers)[0] == 403


def test_a_link_on_another_site_may_be_followed_and_its_own_pages_may_ask(client):
    followed = {"HTTP_SEC_FETCH_SITE": "cross-site", "HTTP_SEC_FETCH_MODE": "navigate"}

    assert client("/api/v1/items", **followed)[0] == 200
    assert client("/api/v1/items", HTTP_ORIGIN="http://localhost:80")[0] == 200


def test_a_posted_file_without_end_is_refused_and_its_problems_are_bounded(client):
    asked = f"path={PATHS['positive']}"
    head = "title: 甲\nitems:\n"
    many = (head + "  - id: a\n    name: b\n" * 2000).encode()

    told = client.json("/api/v1/validate", asked, method="POST", body=many)[1]

    assert len(told["problems"]) == 1000 < told["count"]
    assert client("/api/v1/validate", asked, method="POST", body=many * 10)[0] == 413


def test_a_body_that_was_cut_short_is_not_judged(client):
    asked = f"path={PATHS['positive']}"

    status, told = client.json(
        "/api/v1/validate", asked, method="POST", body=b"title", CONTENT_LENGTH="500"
    )

    assert (status, told["detail"]) == (400, "内容没有收全")


def test_a_question_in_another_encoding_is_refused_and_not_taken_for_one_on_no_list(client):
    status, told = client.json("/api/v1/query", "q=%CA%D5%D1%F8%D6%A4%C3%F7")

    assert status == 400
    assert "UTF-8" in told["detail"]


@pytest.mark.parametrize("host", ["[::1", "localhost:80:90", "localhost@evil", "localhost:port"])
def test_a_host_that_is_none_is_refused(client, host):
    assert client("/", HTTP_HOST=host)[0] == 421


def test_an_answer_from_lists_with_a_fault_says_so_and_is_no_rule_for_what_is_on_no_list(root):
    text = (root / PATHS["positive"]).read_text(encoding="utf-8")
    (root / PATHS["positive"]).write_text(text.replace("reason:", "reasn:"), encoding="utf-8")
    client = Client(root)

    told = client.json("/api/v1/query", "q=死亡证明")[1]

    assert told["faults"] > 0
    assert told["verdict"] is None
    assert "off_list" not in told
