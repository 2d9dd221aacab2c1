"""What all tests share: the builders, the index of the shipped lists, how hard hypothesis tries."""

import os
import shutil
import sys
from pathlib import Path

import pytest
from hypothesis import settings

sys.path.insert(0, str(Path(__file__).parent))

os.environ.pop("GITHUB_ACTIONS", None)  # there, `validate` prints annotations by itself

ROOT = Path(__file__).parent.parent

EXAMPLES = int(os.environ.get("CHECKLIST_EXAMPLES", "100"))
settings.register_profile("house", max_examples=EXAMPLES, deadline=None)
settings.load_profile("house")


@pytest.fixture(scope="session", autouse=True)
def states(tmp_path_factory):
    """What this machine has to remember is kept apart from what its user has."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_STATE_HOME", str(tmp_path_factory.mktemp("states")))
        yield


@pytest.fixture(scope="session")
def index(tmp_path_factory):
    """The index of the shipped lists, saved in a cache of its own that commands find too."""
    from checklist_tool.lookup import compile, search

    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CHECKLIST_CACHE", str(tmp_path_factory.mktemp("cache")))
        built = search.Index(compile.build(str(Path(__file__).parents[1])))
        yield built
        built.connection.close()


def needed(program: str) -> str:
    """The path of a program that a test needs: without it the test is skipped, but fails in CI."""
    found = shutil.which(program)
    if found is None:
        packages = "chromium poppler-utils qpdf libreoffice-writer-nogui"
        reason = f"{program} is not installed (Debian: apt-get install {packages})"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    return found


@pytest.fixture(scope="session")
def chromium():
    return needed("chromium")


@pytest.fixture(scope="module")
def browser(chromium):
    """Debian's chromium, driven by Playwright; started once a module.

    While it is open an event loop runs, and what else needs one (the loop of `query`) fails.
    """
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        started = playwright.chromium.launch(
            executable_path=chromium, args=["--no-sandbox", "--disable-gpu"]
        )
        yield started
        started.close()


@pytest.fixture(scope="session")
def office():
    return needed("soffice")


@pytest.fixture(scope="session")
def qpdf():
    return needed("qpdf")


@pytest.fixture(scope="session")
def pdftotext():
    return needed("pdftotext")


@pytest.fixture(scope="session")
def shipped():
    """The shipped lists, loaded."""
    from checklist_tool.files import WorkingTree
    from checklist_tool.repository import load

    return load(WorkingTree(ROOT))[0]
