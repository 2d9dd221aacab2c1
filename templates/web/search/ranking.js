// From words to the items that they are likely to mean (search/ranking.py).
const checklistRanking = (data, { words, index, names, slips, spelling, overlap }) => {
  const { ascii, mended, plain, reading } = words;
  const { best, entries, exact } = index;
  const { around, begun, mentioned } = names;

  const likely = (spoken, holds) => {
    const opening = begun(spoken, holds);
    const first = opening.length ? opening : around(spoken, holds);
    first.push(...mentioned(spoken, holds));
    if (ascii(spoken)) return [...first, ...spelling.spelled(spoken, holds)];
    const sounds = [...spoken].map(reading).join("");
    const slipped = slips.slipped(spoken);
    const within = slipped.some((one) => holds(entries[one.entry])) ? [] : slips.slippedWithin(spoken);
    // A name in which a character is another word is another thing, whatever else fits.
    const others = new Set(slipped.filter(({ sure }) => !sure).map(({ entry }) => entry));
    return [
      ...first,
      ...slipped,
      ...within,
      ...begun(spoken, holds, sounds),
      ...(/[\0-\x7f]/.test(spoken) ? [...spelling.spelled(sounds, holds), ...spelling.typedWithin(spoken, holds)] : []),
      ...overlap.saidOf(spoken, holds).map((one) => ({ ...one, sure: one.sure && !others.has(one.entry) })),
    ];
  };

  return (query, holds) => {
    const spoken = plain(query);
    for (const said of [spoken, mended(spoken)]) {
      const found = best(exact(said), holds);
      if (found.length || !said) return found;
    }
    const found = best(likely(spoken, holds), holds);
    // 身份证 is a document, and not the beginning of 身份证明.
    const isDocument = data.cut[ascii(spoken) ? 1 : 0].some((rest) => exact(spoken + rest).length);
    return isDocument ? found.map((one) => ({ ...one, sure: false })) : found;
  };
};
