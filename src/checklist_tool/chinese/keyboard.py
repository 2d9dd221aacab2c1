"""Letters that stand side by side on a keyboard, and what was meant where one key was wrong."""

from __future__ import annotations

ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
LETTERS = "abcdefghijklmnopqrstuvwxyz"
_AROUND = ((0, -1), (0, 1), (-1, 0), (-1, 1), (1, -1), (1, 0))  # rows are set off by half a key
_PLACES = {key: (row, at) for row, keys in enumerate(ROWS) for at, key in enumerate(keys)}
BESIDE = {
    key: "".join(
        other
        for down, right in _AROUND
        for other, place in _PLACES.items()
        if place == (row + down, at + right)
    )
    for key, (row, at) in _PLACES.items()
}


def one_key_off(letters: str) -> list[str]:
    """The letters with one of them taken for one beside it, in each way."""
    return [
        letters[:at] + other + letters[at + 1 :]
        for at, letter in enumerate(letters)
        for other in BESIDE.get(letter, "")
    ]


def is_one_key_off(one: str, other: str) -> bool:
    """Whether one of the letters stands beside that of the other text, and all else is the same."""
    if len(one) != len(other):
        return False
    differing = [pair for pair in zip(one, other, strict=True) if pair[0] != pair[1]]
    return len(differing) == 1 and differing[0][1] in BESIDE.get(differing[0][0], "")


def mistyped(letters: str) -> list[str]:
    """What somebody may have meant: a key beside, one too many or too few, or two swapped."""
    places = range(len(letters))
    return [
        *one_key_off(letters),
        *(letters[:at] + letters[at + 1 :] for at in places),
        *(letters[:at] + letters[at + 1] + letters[at] + letters[at + 2 :] for at in places[:-1]),
        *(letters[:at] + new + letters[at:] for at in range(len(letters) + 1) for new in LETTERS),
    ]
