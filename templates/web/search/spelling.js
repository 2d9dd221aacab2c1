// What is typed in letters: pinyin from the middle of a name or with a slip, or initials (search/spelling.py).
const checklistSpelling = (data, { words, index, grams }) => {
  const { initialRuns, initialsOf, likeness, reading, spell, stem, syllablePairs } = words;
  const { match, phrasesOf } = index;
  const { spelling } = data;

  const spelled = (letters, holds) => {
    const cuts = spell(letters);
    const odd = cuts[0].filter((part) => part.length === 1).length;
    if (odd > spelling.ODD * letters.length || cuts[0].length < 2) return byInitials(letters, holds);
    const found = [];
    for (const cut of cuts) {
      const weights = new Map(syllablePairs(cut).map((gram) => [gram, 1]));
      for (const [entry, share] of grams(weights, holds, true).likely) {
        if (share >= spelling.LIKE)
          found.push(match(spelling.SPELLED + spelling.ALIKE * Math.min(share, 1), "pinyin", phrasesOf[entry][0]));
        for (const phrase of phrasesOf[entry])
          for (const name of phrase.field === "asks" ? [] : new Set([phrase.text, stem(phrase.text)])) {
            const right = likeness(letters, [...name].map(reading).join(""));
            if (right >= spelling.RIGHT)
              found.push(match(right * (spelling.SPELLED + spelling.ALIKE), "pinyin", phrase));
          }
      }
    }
    return found;
  };
  const byInitials = (letters, holds) => {
    const found = [];
    for (const [entry] of grams(new Map(initialRuns(letters).map((gram) => [gram, 1])), holds).likely)
      for (const phrase of phrasesOf[entry]) {
        const initials = initialsOf([...phrase.text].map(reading));
        if (phrase.field !== "asks" && initials.includes(letters))
          found.push(match(spelling.SPELLED + (spelling.ALIKE * letters.length) / initials.length, "initials", phrase));
      }
    return found;
  };
  return { spelled };
};
