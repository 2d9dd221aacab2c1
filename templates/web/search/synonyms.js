// Everyday words that mean the same (chinese/synonyms.py).
const checklistSynonyms = (data) => {
  const everyday = new Map(); // word → meanings
  const reach = new Uint8Array(1 << 16); // of each character how long the words that it begins are
  for (const line of data.everyday.split("\n")) {
    const same = line.split(" ");
    for (const word of same) {
      everyday.set(word, [...(everyday.get(word) ?? []), `@${same[0]}`]);
      reach[word.charCodeAt(0)] = Math.max(reach[word.charCodeAt(0)], word.length);
    }
  }

  const spans = (text) => {
    const found = [];
    for (let start = 0; start < text.length; start++) {
      const last = Math.min(start + reach[text.charCodeAt(start)], text.length);
      for (let end = start + 1; end <= last; end++)
        for (const meaning of everyday.get(text.slice(start, end)) ?? []) found.push([start, end, meaning]);
    }
    return found;
  };
  const meanings = (text) => [...new Set(spans(text).map(([, , meaning]) => meaning))];
  return { spans, meanings };
};
