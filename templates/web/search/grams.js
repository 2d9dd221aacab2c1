// What the grams of a query, each with its weight, have in common with the entries (search/grams.py).
const checklistGrams = (data, { words, index }) => (weights, holds, whole = false) => {
  const { endsWithSpeech, pairs, spans } = words;
  const { entries, holdersOf, isCommon, levels, place, worth } = index;
  const { ranking } = data;
  const seen = new Map();
  const held = (gram) => {
    if (!seen.has(gram)) seen.set(gram, holdersOf(gram));
    return seen.get(gram);
  };
  const has = (entry, gram) => {
    const several = seen.get(gram);
    if (!several?.length) return seen.has(gram) && isCommon(gram);
    return several[place(several, (packed) => packed >> 8 < entry)] >> 8 === entry;
  };
  let total = 0;
  const scores = new Map();
  for (const [gram, weight] of weights) {
    const several = held(gram);
    const counts = worth(gram) * weight;
    if (whole || several.length || gram.length < 3) total += counts;
    for (const packed of several) {
      const entry = packed >> 8;
      scores.set(entry, (scores.get(entry) ?? 0) + (counts / ranking.LEVEL) * levels[packed & 255]);
    }
  }
  const likely = [...scores].sort((one, other) => other[1] - one[1]).slice(0, ranking.LOOKED_AT)
    .filter(([entry]) => holds(entries[entry])).slice(0, ranking.CANDIDATES)
    .map(([entry, score]) => [entry, score / total]);

  const explained = (entry, parts) => {
    let known = 0;
    let all = 0;
    for (const part of parts) {
      const marks = new Uint8Array(part.length);
      pairs(part).forEach((pair, at) => has(entry, pair) && marks.fill(1, at, at + 2));
      for (const [start, end, meaning] of spans(part)) if (has(entry, meaning)) marks.fill(1, start, end);
      known += marks.reduce((sum, mark) => sum + mark, 0);
      all += part.length;
    }
    return all ? known / all : 0;
  };
  const namesIt = (entry, spoken) => {
    const before = spoken.slice(0, Math.max(spoken.lastIndexOf(data.endings.text), 0));
    return before.length < 2 || endsWithSpeech(before) || has(entry, before.slice(-2));
  };
  return { likely, explained, namesIt };
};
