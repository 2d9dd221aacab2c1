// Letters that stand side by side on a keyboard (chinese/keyboard.py).
const checklistKeyboard = (data) => {
  const LETTERS = "abcdefghijklmnopqrstuvwxyz";
  const beside = (letter) => data.beside[letter] ?? "";

  const oneKeyOff = (letters) => [...letters].flatMap((letter, at) =>
    [...beside(letter)].map((other) => letters.slice(0, at) + other + letters.slice(at + 1)));
  const isOneKeyOff = (one, other) => {
    if (one.length !== other.length) return false;
    const differing = [...one].map((letter, at) => [letter, other[at]]).filter(([here, there]) => here !== there);
    return differing.length === 1 && beside(differing[0][0]).includes(differing[0][1]);
  };
  // What somebody may have meant: a key beside, one too many or too few, or two swapped.
  const mistyped = (letters) => {
    const places = [...letters].map((_, at) => at);
    return [
      ...oneKeyOff(letters),
      ...places.map((at) => letters.slice(0, at) + letters.slice(at + 1)),
      ...places.slice(0, -1).map((at) => letters.slice(0, at) + letters[at + 1] + letters[at] + letters.slice(at + 2)),
      ...[...places, letters.length].flatMap((at) => [...LETTERS].map((one) => letters.slice(0, at) + one + letters.slice(at))),
    ];
  };
  return { oneKeyOff, isOneKeyOff, mistyped };
};
