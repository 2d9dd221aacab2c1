// What is typed in letters: pinyin from the middle of a name or with a slip, or initials (search/spelling.py).
const checklistSpelling = (data, { words, index, grams }) => {
  const { heard, initialRuns, initialsOf, likeness, mistyped, reading, spell, stem, syllablePairs } = words;
  const { entries, exact, keyed, match, phrasesOf } = index;
  const { spelling, ranking } = data;

  const byOneKey = (letters) => {
    if (letters.length < spelling.FEW || letters.length > spelling.MANY) return [];
    const meant = mistyped(letters);
    return keyed("pinyin", [...meant, ...meant.map((one) => one + data.endings.pinyin)])
      .map((phrase) => match((1 - 1 / letters.length) * (spelling.SPELLED + spelling.ALIKE), "pinyin", phrase));
  };
  // Names of which the last syllables are the sound: what is said before goes.
  const suffixes = (cuts) => cuts.flatMap((cut) => {
    const sounds = cut.map(heard);
    const found = [];
    for (let start = 1; start < sounds.length - 1; start++) {
      const said = sounds.slice(start).join("");
      for (const phrase of keyed("heard", [said, said + data.heardEnding]))
        if (Array.from(phrase.text).length > 2) found.push(match(ranking.SURE - ranking.LATER * (1 + start), "pinyin", phrase));
    }
    return found;
  });

  const spelled = (letters, holds) => {
    const cuts = spell(letters);
    const found = [...byOneKey(letters), ...suffixes(cuts)];
    const odd = cuts[0].filter((part) => part.length === 1).length;
    if (odd > spelling.ODD * letters.length || cuts[0].length < 2) return [...found, ...byInitials(letters, holds)];
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
  // Items by the letters that stand in a text of characters; none of them is sure.
  const typedWithin = (spoken, holds) => spoken.split(/[^\0-\x7f]+/).filter(({ length }) => length >= spelling.FEW)
    .flatMap((letters) => {
      const found = exact(letters).filter((one) => holds(entries[one.entry]));
      return (found.length ? found : spelled(letters, holds))
        .map((one) => ({ ...one, score: one.score - ranking.LATER, sure: false }));
    });
  return { spelled, typedWithin };
};
