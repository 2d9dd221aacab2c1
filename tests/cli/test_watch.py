"""`checklist render --watch`: printed again on every change, and told to the open pages."""

import json
import os
from contextlib import contextmanager
from threading import Thread
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest

from builders import PATHS, tree, written
from checklist_tool.cli import watch
from checklist_tool.render.formats import Look
from checklist_tool.render.templates import folders_of
from checklist_tool.usecases.printing import PrintOrder

pytestmark = pytest.mark.slow


@pytest.fixture
def watching(tmp_path):
    root = written(tmp_path / "root", tree())
    return watch.Watch(PrintOrder(root, "all", ["html"], tmp_path / "out", Look(folders_of(root))))


@contextmanager
def served(watching):
    server = watch._server(watching, 18765)
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


def got(address, **headers):
    with urlopen(Request(address, headers=headers)) as answer:
        return answer.read().decode()


def edit(watching, old, new):
    path = watching.order.root / PATHS["positive"]
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")


def test_a_change_is_seen_and_printed(watching):
    watching.turn()
    assert not watching.changed()

    edit(watching, "死亡证明", "在家死亡的证明")
    assert watching.changed()
    watching.turn()

    assert not watching.changed()
    assert "在家死亡的证明" in (watching.order.out / "all.html").read_text(encoding="utf-8")


def test_a_template_that_comes_to_be_is_a_change(watching):
    watching.turn()

    own = watching.order.root / "templates" / "handbook"
    own.mkdir(parents=True)
    (own / "handbook.html").write_text("<body>{{ book.title }}！</body>", encoding="utf-8")
    assert watching.changed()
    watching.turn()

    assert (watching.order.out / "all.html").read_text(encoding="utf-8").endswith("！</body>")


def test_a_fault_is_told_and_is_no_end(watching, capfd):
    watching.turn()
    edit(watching, "    name: 死亡证明\n", "")
    watching.turn()

    assert "positive.yaml" in watching.fault
    assert "positive.yaml" in capfd.readouterr().err
    with served(watching) as address:
        assert json.loads(got(f"{address}/_live")) == {"round": 2, "fault": watching.fault}
    assert "死亡证明" in (watching.order.out / "all.html").read_text(encoding="utf-8")

    edit(watching, "id: siwang\n", "id: siwang\n    name: 死亡证明\n")
    watching.turn()
    assert watching.fault == ""


def test_the_served_page_follows_and_the_file_does_not(watching):
    watching.turn()

    with served(watching) as address:
        page = got(f"{address}/all.html")
    assert "/_live" in page
    assert "Content-Security-Policy" not in page
    assert "/_live" not in (watching.order.out / "all.html").read_text(encoding="utf-8")


def test_only_this_machine_is_answered(watching):
    watching.turn()

    with served(watching) as address, pytest.raises(HTTPError) as refused:
        got(f"{address}/all.html", Host="example.org:80")
    assert refused.value.code == 403
    refused.value.close()


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
@pytest.mark.parametrize("path", ["folder/secret.html", "folder/", "secret.html", "inside/"])
def test_what_lies_beyond_a_link_is_not_served(watching, path):
    outside, out = watching.order.root.parent / "outside", watching.order.out
    outside.mkdir()
    (outside / "secret.html").write_text("x", encoding="utf-8")
    (out / "inside").mkdir(parents=True)
    (out / "folder").symlink_to(outside)
    for link in ("secret.html", "inside/index.html"):
        (out / link).symlink_to(outside / "secret.html")

    with served(watching) as address, pytest.raises(HTTPError, match="404"):
        got(f"{address}/{path}")


@pytest.mark.browser
def test_an_open_page_is_loaded_again_and_shows_a_fault(browser, watching):
    watching.turn()
    with served(watching) as address:
        page = browser.new_page()
        page.goto(f"{address}/all.html")
        page.wait_for_function("performance.getEntriesByName(location.origin + '/_live').length")
        edit(watching, "死亡证明", "在家死亡的证明")
        watching.turn()
        page.wait_for_selector("text=在家死亡的证明")

        page.wait_for_function("performance.getEntriesByName(location.origin + '/_live').length")
        edit(watching, "    name: 在家死亡的证明\n", "")
        watching.turn()
        page.wait_for_selector("[role=alert]")
        assert "positive.yaml" in page.inner_text("[role=alert]")
        page.close()
