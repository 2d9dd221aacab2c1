"""The site: what it holds, that all of it hangs together, and how it is written."""

import hashlib
import json
import re
import subprocess
from html.parser import HTMLParser
from pathlib import Path, PurePosixPath
from posixpath import dirname, join, normpath
from xml.etree import ElementTree

import pytest

from builders import PATHS, certificates, git, loaded, tree, vocabulary, written
from checklist_tool.problems import ChecklistError
from checklist_tool.render import site
from checklist_tool.render.book import compose
from checklist_tool.render.site.folder import MADE, put
from checklist_tool.render.site.past import Past, past
from hostile import HOSTILE

NOTHING = Past(why_not="没有更早的一期")
ATOM = {"a": "http://www.w3.org/2005/Atom"}


def made(repository, told=NOTHING, what="all"):
    return dict(site.files(compose(repository, what, "r1"), repository, ".", told))


@pytest.fixture(scope="module")
def whole(lists):
    return made(lists)


class Page(HTMLParser):
    """The links and ids of a page, and whether its tags are closed."""

    void = frozenset(("meta", "link", "input", "br", "hr", "img"))

    def __init__(self, text):
        super().__init__()
        self.links, self.ids, self.open = [], set(), []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        self.links += [given[name] for name in ("href", "src", "action") if given.get(name)]
        self.ids.add(given.get("id"))
        if tag not in self.void:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


def test_every_link_leads_to_a_page_of_the_site_and_to_a_place_on_it(whole):
    pages = {path: Page(text) for path, text in whole.items() if path.endswith(".html")}

    lost = []
    for path, page in pages.items():
        assert page.open == []
        for link in page.links:
            if re.match("https?:|tel:", link) or path == "404.html":
                continue
            address, _, at = link.partition("#")
            target = normpath(join(dirname(path), address)) if address else path
            if target not in whole or (at and at not in pages[target].ids):
                lost.append((path, link))
    assert lost == []


def test_every_item_list_and_policy_has_a_page_and_every_item_its_json(whole, lists):
    for entry in lists.of("certificate", "service"):
        assert entry.name in whole[f"items/{entry.id}.html"]
        found = json.loads(whole[f"items/{entry.id}.json"])
        assert (found["id"], found["verdict"]) == (entry.id, entry.verdict)
        assert found["item"]["name"] == entry.name
        assert found["edition"]["revision"] == "r1"
    assert len(json.loads(whole["items.json"])["items"]) == len(
        list(lists.of("certificate", "service"))
    )
    for id, policy in lists.policies.items():
        assert policy.title.replace("《", "〈").replace("》", "〉") in whole[f"policies/{id}.html"]


def test_a_policy_names_what_rests_on_it(whole, lists):
    for entry in lists.of("certificate", "service"):
        for basis in entry.item.basis:
            assert f'href="../items/{entry.id}.html"' in whole[f"policies/{basis.policy}.html"]
            assert f'href="../policies/{basis.policy}.html"' in whole[f"items/{entry.id}.html"]


def test_the_admission_page_tells_requests_meetings_and_cited_numbers(whole, lists):
    page = whole["admission.html"]

    for entry in lists.of("request", "joint_review"):
        assert entry.name in page
    for count in lists.counts.values():
        assert f"{count.value:,} {count.unit}" in page


def test_the_page_of_ledgers_shows_those_for_the_public_and_the_rules_for_boards(whole, lists):
    page = whole["ledgers.html"]

    for name in ("东门居民区现场庭审", "高新区社区红光村", "1.7万人", "366 场次"):
        assert name in page
    for entry in lists.of("allowed_board"):
        assert entry.name in page


def test_a_ledger_that_is_not_for_the_public_is_not_on_the_site():
    secret = "title: 内部台账\nentry: 一条\nfields: []\n"
    texts = tree(ledger=secret)
    shown = tree(ledger=secret + "public: true\n")

    pages = [made(loaded(one))["ledgers.html"] for one in (texts, shown)]

    assert ["内部台账" in page for page in pages] == [False, True]


def test_nothing_is_fetched_from_outside_and_nothing_may_be(whole):
    for path, text in whole.items():
        if path.endswith(".html"):
            assert "default-src 'none'" in text
            assert not re.findall(r'<(?:script|link|img|iframe)\b[^>]*\b(?:src|href)="http', text)


def test_without_an_address_there_is_no_sitemap_and_no_absolute_address(whole):
    assert "sitemap.xml" not in whole
    assert "og:" not in whole["index.html"]
    assert "Sitemap" not in whole["robots.txt"]


def with_address():
    text = tree()[PATHS["edition"]] + "address: https://example.org/qingdan\n"
    return made(loaded(tree(edition=text)))


def test_with_an_address_the_pages_tell_it_to_other_sites():
    files = with_address()

    assert "https://example.org/qingdan/items/siwang.html" in files["items/siwang.html"]
    assert 'property="og:title" content="死亡证明"' in files["items/siwang.html"]
    locations = ElementTree.fromstring(files["sitemap.xml"]).iterfind(".//{*}loc")
    paths = {one.text.removeprefix("https://example.org/qingdan/") for one in locations}
    assert paths == {"", *(path for path in files if path.endswith(".html"))} - {
        "index.html", "404.html",
    }  # fmt: skip
    assert "Sitemap: https://example.org/qingdan/sitemap.xml" in files["robots.txt"]


@pytest.mark.parametrize("text", HOSTILE)
def test_what_looks_like_code_is_shown_as_it_is(text):
    quoted = text.replace("\\", "\\\\").replace('"', '\\"')
    files = made(loaded(tree(positive=certificates(f'id: x\nname: "{quoted}"'))))

    class Shown(HTMLParser):
        said = ""

        def handle_data(self, data):
            self.said += data

    for path in ("items/x.html", "lists/positive.html"):
        page = Shown()
        page.feed(files[path])
        assert text in page.said
        assert "<script>alert" not in files[path]
    assert ElementTree.fromstring(files["feed.xml"]) is not None
    assert json.loads(files["items/x.json"])["name"] == text


def committed(root: Path, texts, message):
    written(root, texts)
    git = ["git", "-C", str(root), "-c", "user.name=x", "-c", "user.email=x@example.org"]
    subprocess.run([*git, "init", "-q"], check=True)
    subprocess.run([*git, "add", "."], check=True)
    subprocess.run([*git, "commit", "-qm", message], check=True)


def second_edition():
    edition = tree()[PATHS["edition"]].replace("第1期", "第2期").replace("2026-01-01", "2026-07-01")
    return tree(
        edition=edition,
        positive=certificates("id: siwang\nname: 死亡证明", "id: hunyin\nname: 婚姻证明"),
    )


def test_the_changes_are_those_since_the_last_edition(tmp_path):
    committed(tmp_path, tree(), "first")
    fixed = tree()[PATHS["positive"]].replace("没有医院出具", "没有医院可以出具")
    committed(tmp_path, tree(positive=fixed), "mended")
    committed(tmp_path, second_edition(), "second")
    repository = loaded(second_edition())

    told = past(tmp_path, repository, None)

    assert told.span.startswith("和第1期（")
    names = {change.name: change for group in told.groups for change in group.changes}
    assert names["婚姻证明"].done == "新增"
    assert names["婚姻证明"].link == "items/hunyin.html"
    reason = next(row for row in names["死亡证明"].rows if row.heading == "理由")
    assert reason.gone == "在家中正常死亡的，没有医院可以出具"
    page = made(repository, told)["changes.html"]
    assert '新增：<a href="items/hunyin.html">婚姻证明</a>' in page


def test_an_edition_that_git_takes_for_no_text_is_still_seen(tmp_path):
    (tmp_path / ".gitattributes").write_text("data/edition.yaml binary\n", encoding="utf-8")
    committed(tmp_path, tree(), "first")
    committed(tmp_path, second_edition(), "second")

    assert past(tmp_path, loaded(second_edition()), None).span.startswith("和第1期（")


def test_an_edition_that_a_merge_brought_is_compared_with_what_stood_before_it(tmp_path):
    committed(tmp_path, tree(), "first")
    git(tmp_path, "switch", "-q", "-c", "side")
    committed(tmp_path, tree({"data/README.md": "x"}), "side")
    git(tmp_path, "switch", "-q", "-")
    committed(tmp_path, tree({"data/other.md": "x"}), "main")
    git(tmp_path, "merge", "-q", "--no-ff", "--no-commit", "side")
    committed(tmp_path, second_edition(), "merge")

    assert past(tmp_path, loaded(second_edition()), None).span.startswith("和第1期（")


def test_each_of_several_names_that_came_is_told(tmp_path):
    committed(tmp_path, tree(), "first")
    named = tree()[PATHS["positive"]].replace(
        "    reason:", "    aliases: [殡葬证明, 火化证明]\n    reason:"
    )
    repository = loaded(tree(positive=named))

    files = made(repository, past(tmp_path, repository, "HEAD"))

    for path in ("changes.html", "feed.xml"):
        assert "殡葬证明" in files[path]
        assert "火化证明" in files[path]


def test_an_edition_that_is_not_committed_yet_is_compared_with_what_is(tmp_path):
    committed(tmp_path, tree(), "first")
    written(tmp_path, second_edition())

    told = past(tmp_path, loaded(second_edition()), None)

    assert any(change.name == "婚姻证明" for group in told.groups for change in group.changes)


@pytest.mark.parametrize("git", [True, False])
def test_where_there_is_no_earlier_edition_the_page_says_so(tmp_path, git):
    if git:
        committed(tmp_path, tree(), "first")

    told = past(tmp_path, loaded(tree()), None)

    assert "没有更早的一期" in made(loaded(tree()), told)["changes.html"]


def test_a_revision_that_git_does_not_know_is_refused(tmp_path):
    committed(tmp_path, tree(), "first")

    with pytest.raises(ChecklistError, match="没有“nirgends”这个版本"):
        past(tmp_path, loaded(tree()), "nirgends")


def test_ways_of_asking_are_no_news(tmp_path):
    committed(tmp_path, tree(), "first")
    words = vocabulary("id: siwang\nasks: [家里人走了]")

    assert past(tmp_path, loaded(tree(positive_words=words)), "HEAD").groups == []


def test_the_feed_is_atom_and_its_ids_stay_the_same(tmp_path):
    committed(tmp_path, tree(), "first")
    repository = loaded(second_edition())

    feed, again = (
        ElementTree.fromstring(made(repository, past(tmp_path, repository, "HEAD"))["feed.xml"])
        for _ in range(2)
    )

    for parent in (feed, *feed.iterfind("a:entry", ATOM)):
        for needed in ("id", "title", "updated"):
            assert len(parent.findall(f"a:{needed}", ATOM)) == 1
        assert parent.find("a:id", ATOM).text.startswith("urn:uuid:")
        assert re.fullmatch(
            r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+08:00", parent.find("a:updated", ATOM).text
        )
    assert feed.find("a:author/a:name", ATOM).text
    ids = [one.text for one in feed.iterfind(".//a:id", ATOM)]
    assert len(ids) == len(set(ids)) > 3
    assert ids == [one.text for one in again.iterfind(".//a:id", ATOM)]


def test_the_same_lists_give_the_same_bytes(lists, whole):
    assert made(lists) == whole


def there(folder):
    return {
        PurePosixPath(path.relative_to(folder)).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_a_folder_is_replaced_and_what_others_put_there_stays(tmp_path):
    target = tmp_path / "site"
    put(target, [("index.html", b"1"), ("items/a.html", b"a")])
    (target / "CNAME").write_bytes(b"example.org")
    (target / "items" / "own.txt").write_bytes(b"o")
    (target / "photos").mkdir()
    (target / "photos" / "p.jpg").write_bytes(b"p")

    put(target, [("index.html", b"2"), ("items/b.html", b"b")])

    assert there(target) == {
        MADE: noted(("2", "index.html"), ("b", "items/b.html")),
        "index.html": b"2", "items/b.html": b"b",
        "CNAME": b"example.org", "items/own.txt": b"o", "photos/p.jpg": b"p",
    }  # fmt: skip
    assert list(tmp_path.iterdir()) == [target]


def noted(*files):
    lines = [f"{hashlib.sha256(data.encode()).hexdigest()}  {path}\n" for data, path in files]
    return "".join(lines).encode()


def test_a_list_of_files_that_came_with_a_clone_deletes_none_that_hold_something_else(tmp_path):
    target = tmp_path / "site"
    target.mkdir()
    (target / MADE).write_bytes(noted(("theirs", "mine.txt"), ("theirs", "own/mine.txt")))
    (target / "mine.txt").write_bytes(b"mine")
    (target / "own").mkdir()
    (target / "own" / "mine.txt").write_bytes(b"mine")

    put(target, [("index.html", b"1")])

    assert there(target)["mine.txt"] == there(target)["own/mine.txt"] == b"mine"


def test_a_page_that_was_changed_by_hand_is_not_overwritten(tmp_path):
    target = tmp_path / "site"
    put(target, [("index.html", b"1")])
    (target / "index.html").write_bytes(b"mine")

    with pytest.raises(ChecklistError, match="改过"):
        put(target, [("index.html", b"2")])

    assert there(target)["index.html"] == b"mine"


@pytest.mark.parametrize(
    "text", [b"\xff\xfe", b"mine.txt\n", b"0" * 64 + b"  " + b"a/" * 3000 + b"a\nx\n"]
)
def test_a_list_of_files_that_cannot_be_read_vouches_for_none(tmp_path, text):
    (tmp_path / MADE).write_bytes(text)
    (tmp_path / "mine.txt").write_bytes(b"mine")

    with pytest.raises(ChecklistError, match="读不出"):
        put(tmp_path, [("index.html", b"1")])

    assert there(tmp_path) == {MADE: text, "mine.txt": b"mine"}


def test_a_folder_that_was_not_made_here_is_left_alone(tmp_path):
    (tmp_path / "letter.txt").write_bytes(b"x")

    with pytest.raises(ChecklistError, match="已经有别的东西"):
        put(tmp_path, [("index.html", b"1")])

    assert there(tmp_path) == {"letter.txt": b"x"}


def test_a_file_of_somebody_else_is_not_overwritten(tmp_path):
    target = tmp_path / "site"
    put(target, [("index.html", b"1")])
    (target / "extra.html").write_bytes(b"mine")

    with pytest.raises(ChecklistError, match="extra"):
        put(target, [("index.html", b"2"), ("extra.html", b"ours")])

    assert there(target)["extra.html"] == b"mine"
    assert there(target)["index.html"] == b"1"
    assert list(tmp_path.iterdir()) == [target]


def test_what_cannot_be_finished_leaves_all_as_it_was(tmp_path):
    def files():
        yield "index.html", b"2"
        raise ChecklistError("模板有错")

    target = tmp_path / "site"
    put(target, [("index.html", b"1")])

    with pytest.raises(ChecklistError):
        put(target, files())

    assert there(target)["index.html"] == b"1"
    assert list(tmp_path.iterdir()) == [target]


def test_a_part_has_a_site_of_its_own(lists):
    files = made(lists, what="services")

    assert "lists/handle.html" in files
    assert "lists/negative.html" not in files
    assert "items/qinshu-guanxi.html" not in files
