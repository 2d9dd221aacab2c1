"""The functions that a page has as well give what is kept in golden/search/vectors.json."""

import json

from builders import golden
from search import vectors


def test_the_functions_of_the_search_give_what_they_gave():
    said = json.dumps(vectors.made(), ensure_ascii=False, indent=0) + "\n"

    assert said == golden("search/vectors.json", said)
