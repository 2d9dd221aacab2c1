"""Traditional to simplified, and the usual reading of each ideograph; standard library alone."""

from __future__ import annotations

_WAYS = 4  # to cut letters into syllables
_ODD = 3  # a letter that belongs to no syllable counts like so many
FIRST, LAST = 0x3400, 0x9FFF  # the ideographs that the tables cover


class Tables:
    """Traditional to simplified, and the usual reading of each ideograph."""

    def __init__(self, simplified: bytes, readings: bytes, syllables: str) -> None:
        self._simplified = memoryview(simplified).cast("H")
        self._readings = memoryview(readings).cast("H")
        self.syllables = syllables.split()
        self._known: frozenset[str] | None = None

    def simplify(self, text: str) -> str:
        """The text in simplified characters."""
        table = self._simplified
        return "".join(
            chr(table[code - FIRST]) if FIRST <= (code := ord(char)) <= LAST else char
            for char in text
        )

    def reading(self, char: str) -> str:
        """The syllable of an ideograph without tone, or the character itself."""
        code = ord(char)
        if FIRST <= code <= LAST and (number := self._readings[code - FIRST]):
            return self.syllables[number - 1]
        return char

    def spell(self, letters: str) -> list[list[str]]:
        """Letters cut into the fewest syllables, in each way.

        gerendangan ends in dan gan or in dang an. Letters that belong to no syllable stand alone.
        """
        if self._known is None:
            self._known = frozenset(self.syllables)
        ways: list[tuple[float, list[list[str]]]] = [(0, [[]])]  # of the letters up to here
        for end in range(1, len(letters) + 1):
            least, here = float(_ODD * end + 1), list[list[str]]()
            for start in range(max(0, end - 6), end):
                last, (parts, cuts) = letters[start:end], ways[start]
                parts += 1 if last in self._known else _ODD if len(last) == 1 else least
                if parts < least:
                    least, here = parts, []
                if parts == least:
                    here += [[*cut, last] for cut in cuts]
            ways.append((least, here[:_WAYS]))
        return ways[-1][1]
