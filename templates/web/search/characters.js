// Characters: how they are read and simplified, and letters as syllables (chinese/characters.py).
const checklistCharacters = (data) => {
  const usual = new Map();
  const syllables = new Set();
  for (const line of data.readings.split(" ")) {
    const [, syllable, characters] = line.match(/^([a-z]+)(.*)$/);
    syllables.add(syllable);
    for (const char of characters) usual.set(char, syllable);
  }
  const simple = new Map();
  for (let at = 0; at < data.simplified.length; at += 2)
    simple.set(data.simplified[at], data.simplified[at + 1]);

  const simplify = (text) => text.replace(/[^\0-\x7f]/g, (char) => simple.get(char) ?? char);
  const reading = (char) => usual.get(char) ?? simple.get(char) ?? char;

  // Letters cut into the fewest syllables, in each way; what belongs to none stands alone.
  const spell = (letters) => {
    const ways = [[0, [[]]]];
    for (let end = 1; end <= letters.length; end++) {
      let [least, here] = [data.words.ODD * end + 1, []];
      for (let start = Math.max(0, end - 6); start < end; start++) {
        const part = letters.slice(start, end);
        if (!syllables.has(part) && part.length > 1) continue;
        const parts = ways[start][0] + (syllables.has(part) ? 1 : data.words.ODD);
        if (parts < least) [least, here] = [parts, []];
        if (parts === least) here.push(...ways[start][1].map((cut) => [...cut, part]));
      }
      ways.push([least, here.slice(0, data.words.WAYS)]);
    }
    return ways.at(-1)[1];
  };
  return { simplify, reading, spell };
};
