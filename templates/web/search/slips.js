// Items by a name with a slip: heard, of a like shape, with a key beside, left out, or swapped
// (search/slips.py).
const checklistSlips = (data, { words, index, names: { names } }) => {
  const {
    alike, beforeSpeech, cuts, endsWithSpeech, framed, heard, isOneKeyOff, oneKeyOff, otherwise, reading, soundsOf, stem,
  } = words;
  const { keyed, match } = index;
  const { slips, endings, ranking, heardEnding } = data;

  // How far apart two characters are, from 0 to 1.
  const apart = (one, other) => {
    if (one === other) return 0;
    const [first, second] = [reading(one), reading(other)];
    if (heard(first) === heard(second)) return slips.SOUND;
    if (alike(one).includes(other)) return slips.SHAPE;
    return isOneKeyOff(first, second) ? slips.KEY : 1;
  };
  const distance = (typed, name) => {
    let before = [];
    let row = Array.from({ length: name.length + 1 }, (_, at) => at);
    for (let i = 1; i <= typed.length; i++) {
      const last = row;
      row = [i];
      for (let j = 1; j <= name.length; j++) {
        let best = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + apart(typed[i - 1], name[j - 1]));
        if (i > 1 && j > 1 && typed[i - 1] === name[j - 2] && name[j - 1] === typed[i - 2])
          best = Math.min(best, before[j - 2] + 1);
        row.push(best);
      }
      before = last;
    }
    return row.at(-1);
  };
  // Whether a slip says nothing: characters that sound alike, two that changed places, one said
  // twice or left out, but none that makes the opposite.
  const misspelt = (typed, name) => {
    if (name.length < ranking.WHOLE_NAME || [...data.denied].some((char) => typed.includes(char) !== name.includes(char)))
      return false;
    const sorted = (text) => [...text].sort().join("");
    if (typed.length === name.length)
      return sorted(typed) === sorted(name) || [...typed].every((char, at) => heard(reading(char)) === heard(reading(name[at])));
    const [shorter, longer] = typed.length < name.length ? [typed, name] : [name, typed];
    if (longer.length !== shorter.length + 1) return false;
    if (![...longer].some((_, at) => longer.slice(0, at) + longer.slice(at + 1) === shorter)) return false;
    return typed.length < name.length || [...typed].every((char) => name.includes(char));
  };

  const like = (part) => {
    const sounds = soundsOf(part).join("");
    const looks = otherwise(part);
    return [
      ...keyed("heard", [sounds, sounds + heardEnding])
        .map((phrase) => match(slips.HEARD, "pinyin", phrase, names(part, phrase.text))),
      ...keyed("text", [...looks, ...looks.map((one) => one + endings.text)]).filter(({ field }) => field !== "asks")
        .map((phrase) => match(slips.LOOKS, "words", phrase, names(part, phrase.text))),
    ];
  };
  const ended = (sounds) => sounds.slice(-2).join("") === heardEnding;
  // Names of two characters and 证明: a wrong key, swapped, or one too many.
  const short = (parts) => {
    const keys = { pinyin: [], text: [], heard: [] };
    for (const part of parts) {
      const sounds = soundsOf(part);
      const isEnded = part.length > 2 && ended(sounds);
      const typed = isEnded ? part.slice(0, -2) : part;
      if (typed.length === 2) {
        const letters = oneKeyOff([...typed].map(reading).join(""));
        keys.pinyin.push(...letters, ...letters.map((one) => one + endings.pinyin));
        keys.text.push(typed[1] + typed[0] + endings.text);
      } else if (typed.length === 3 && isEnded)
        keys.heard.push(...cuts(sounds.slice(0, 3)).slice(1).map((cut) => cut + heardEnding));
    }
    return Object.entries(keys).flatMap(([form, wanted]) => keyed(form, wanted))
      .filter(({ text }) => stem(text).length === 2)
      .map((phrase) => match(slips.OTHER + slips.RIGHT * slips.SHORT, "words", phrase));
  };
  // Names from which one of the parts differs by little; a name as it stands is no slip.
  const differing = (parts, within = false) => {
    const byCut = new Map();
    const asked = new Map();
    for (const [part, isAsked] of parts) {
      const sounds = soundsOf(part);
      const typed = ended(sounds) ? part.slice(0, -2) : part;
      asked.set(typed, isAsked || (asked.get(typed) ?? false));
      for (const cut of cuts(sounds.slice(0, typed.length))) byCut.set(cut, [...(byCut.get(cut) ?? []), typed]);
    }
    const found = [];
    for (const [cut, several] of byCut)
      for (const phrase of keyed("cut", [cut])) {
        const name = stem(phrase.text);
        const [, nearest, anywhere] = slips.APART.find(([length]) => name.length <= length);
        for (const typed of several) {
          const far = distance(typed, name);
          if (far > (asked.get(typed) ? nearest : anywhere) || (within && !far)) continue;
          const sure = !within && misspelt(typed, name);
          const score = sure ? slips.SLIPPED : within && asked.get(typed) ? slips.ASKED : slips.OTHER;
          found.push(match(score + slips.RIGHT * (1 - far / Math.max(typed.length, name.length)), "words", phrase, sure));
        }
      }
    return found;
  };
  // Each part of what was said, and whether it is asked for: words of speech stand before it, and
  // after it, or it ends with 证明 as it is heard.
  const partsOf = (spoken) => {
    const sounds = soundsOf(spoken);
    const ends = new Set(beforeSpeech(spoken));
    for (let at = 2; at < spoken.length; at++) if (ended(sounds.slice(0, at))) ends.add(at);
    const parts = new Map();
    for (let start = 0; start < spoken.length - 2; start++) {
      const begins = !start || endsWithSpeech(spoken.slice(0, start));
      for (let end = start + 3; end <= Math.min(start + slips.LONGEST, spoken.length); end++)
        parts.set(spoken.slice(start, end), begins && ends.has(end));
    }
    return parts;
  };

  const slipped = (spoken) => {
    const parts = [spoken, ...framed(spoken)];
    return [...parts.flatMap(like), ...short(parts), ...differing(parts.map((part) => [part, true]))];
  };
  const slippedWithin = (spoken) => {
    if (spoken.length > slips.ANYWHERE) return [];
    const within = partsOf(spoken);
    return [...short([...within.keys()].filter(({ length }) => length === 4 || length === 5)), ...differing(within, true)];
  };
  return { slipped, slippedWithin, distance, misspelt };
};
