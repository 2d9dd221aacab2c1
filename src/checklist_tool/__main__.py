"""A plain `query` is answered here without loading the command line; all else goes to cli.

Typer and what it needs take five times as long to load as an answer takes to find, so
`checklist query WORDS [--json]` asks a fresh index straight away. Whatever is not plain, or
not fresh, falls through; both roads end in search.answer and print the same bytes.
"""

from __future__ import annotations

import gc
import os
import sys


def main() -> int:
    """Run the command line; the exit code."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:  # closed (`>&-`), or a window without a console
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: SIM115
    try:
        return _answered(sys.argv[1:])
    except KeyboardInterrupt:  # while something is loaded; later, the command line tells it
        return 130
    except Exception:  # Python would end with 1, which is for faults of the lists
        return _crashed()


def _crashed() -> int:
    """Show what Python says of the error that is being handled, and whose fault it is; 2."""
    try:
        sys.excepthook(*sys.exc_info())
        print("错误：程序自己出了毛病，不是清单的错；请把上面的话交给管软件的人", file=sys.stderr)
    except OSError:
        pass
    return 2


def _answered(words: list[str]) -> int:
    plain = _PLAIN.get(words[0]) if words else None
    if plain and "_CHECKLIST_COMPLETE" not in os.environ:
        try:
            code = plain(words)
        except OSError:
            code = None  # nowhere to write: told properly by the command line
        if code is not None:
            return code
    from checklist_tool.search import repeated

    asked = repeated.asked(words)
    code = asked.again() if asked else None
    if code is not None:
        return code
    gc.disable()  # a command is over before its garbage would matter, and so is its loading
    from checklist_tool.cli import run, streams

    streams.make_lasting()
    code = asked.heard(run) if asked else run(words)
    gc.freeze()  # Python would look through all objects for garbage once more as it ends
    return code


def _plain_query(words: list[str]) -> int | None:
    """Answer `query WORDS… [--json]`; None when there is anything else, or no fresh index."""
    as_json = "--json" in words
    words = [word for word in words[1:] if word != "--json"]
    if not "".join(words).strip() or any(word.startswith("-") for word in words):
        return None
    from checklist_tool import root

    try:
        folder, how = root.find_root(None, os.environ, os.getcwd())
        from checklist_tool.search import store

        index = store.fresh(folder)
        if index is None:
            return None
        import time

        from checklist_tool.search import answer, desk

        found = answer.ask(index, " ".join(words), time.strftime("%Y-%m-%d"))
        told = desk.told(found, as_json=as_json)
    except Exception:
        return None  # told properly by the command line; a damaged index is built anew there
    for remark in root.remarks(folder, how):
        desk.say(sys.stderr, remark + "\n")
    return desk.tell(found, told)


def _plain_listing(words: list[str]) -> int | None:
    """Answer `list [LIST] [--json]` and `show ITEM [--json]`; None as for a query.

    A list in a terminal is a table, which is drawn by the command line.
    """
    command, *words = words
    as_json = "--json" in words
    words = [word for word in words if word != "--json"]
    if any(word.startswith("-") for word in words):
        return None
    [wanted] = words if len(words) == 1 else [None]
    if len(words) > 1 or (command == "show" and wanted is None):
        return None
    if sys.stdout.isatty() and (command == "list" or os.name == "nt"):
        return None
    from checklist_tool import root

    try:
        folder, how = root.find_root(None, os.environ, os.getcwd())
        from checklist_tool.search import store

        index = store.fresh(folder, whole=True)
        if index is None:
            return None
        import time

        from checklist_tool.search import desk, shown_items

        day = time.strftime("%Y-%m-%d")
        if command == "list":
            told = shown_items.listing(index, wanted, day, as_json=as_json)
        else:
            told = shown_items.in_full(index, str(wanted), day, as_json=as_json)
    except Exception:
        return None  # as above
    if told is None:
        return None
    out, remark, code = told
    for said in root.remarks(folder, how):
        desk.show(sys.stderr, said + "\n", dim=True)
    desk.warn(index)
    desk.show(sys.stdout, out)
    desk.show(sys.stderr, remark, dim=True)
    return code


_PLAIN = {"query": _plain_query, "list": _plain_listing, "show": _plain_listing}

if __name__ == "__main__":
    sys.exit(main())
