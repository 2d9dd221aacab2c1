// From words to the items that they are likely to mean (search/ranking.py).
const checklistRanking = (data, { words, index, names, spelling, overlap }) => {
  const { ascii, mended, plain, reading } = words;
  const { best, exact } = index;
  const { around, begun, mentioned, slipped } = names;

  const likely = (spoken, holds) => {
    const opening = begun(spoken, holds);
    const first = opening.length ? opening : around(spoken, holds);
    first.push(...mentioned(spoken, holds));
    if (ascii(spoken)) return [...first, ...spelling.spelled(spoken, holds)];
    const sounds = [...spoken].map(reading).join("");
    return [
      ...first,
      ...slipped(spoken),
      ...begun(spoken, holds, sounds),
      ...(/[\0-\x7f]/.test(spoken) ? spelling.spelled(sounds, holds) : []),
      ...overlap.saidOf(spoken, holds),
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
