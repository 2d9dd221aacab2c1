"""The functions that a page has as well give what is kept in golden/search/vectors.json."""

import json

from builders import golden
from search import vectors


def test_the_functions_of_the_search_give_what_they_gave():
    said = "{\n" + ",\n".join(map(told, vectors.made().items())) + "\n}\n"

    assert said == golden("search/vectors.json", said)


def told(function):
    """A function and what it gives, a case a line."""
    name, cases = function
    lines = ",\n".join(json.dumps(case, ensure_ascii=False) for case in cases)
    return f"{json.dumps(name)}: [\n{lines}\n]"
