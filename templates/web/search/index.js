// The entries, what is said of each, and by which keys and grams they are found (search/store.py,
// postings.py). The program reads them from its index; a page makes them when it opens.
const checklistIndex = (data, words) => {
  const { ascii, cuts, heard, initialRuns, initialsOf, reading, spans, stem, syllablePairs, without } = words;
  const { ranking, postings, endings } = data;
  const meant = Uint16Array.from({ length: 1 << 16 }, (_, code) => code); // of a stand-in its character
  for (let at = 0; at < data.short.length; at += 2)
    meant[data.short.charCodeAt(at)] = data.short.charCodeAt(at + 1);
  const written = (text = "") => {
    const codes = new Uint16Array(text.length);
    for (let at = 0; at < codes.length; at++) codes[at] = meant[text.charCodeAt(at)];
    let found = "";
    for (let at = 0; at < codes.length; at += 4096) found += String.fromCharCode(...codes.subarray(at, at + 4096));
    return found;
  };
  const split = (text) => (text ? text.split(" ") : []);
  // Where a sorted list goes over from what is before to what is not.
  const place = (list, before) => {
    let low = 0;
    for (let high = list.length; low < high; ) {
      const middle = (low + high) >> 1;
      if (before(list[middle])) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  const push = (map, key, value) => {
    const several = map.get(key);
    if (several) several.push(value);
    else map.set(key, [value]);
  };

  const FIELDS = ["name", "aliases", "asks"];
  const HEARD = FIELDS.length << 6; // the sound of a name, beside the fields that a gram stands in
  const phrasesOf = []; // of each entry {entry, field, text}
  // → phrases; by heard and cut only names, as they are mistaken
  const keys = { text: new Map(), pinyin: new Map(), initials: new Map(), heard: new Map(), cut: new Map() };
  // Which entries have a gram: entry << 8 | heaviest field << 6 | how often, in rising order.
  // Characters are numbered, so that a character or a pair is a small number, which is fast.
  const holders = new Map();
  const numbers = new Uint16Array(1 << 16);
  let known = 0;
  const numberOf = (code) => (numbers[code] ||= ++known);
  const keyOf = (gram) => {
    if (gram.length > 2 || gram[0] === "@") return gram;
    const [first, second] = [numbers[gram.charCodeAt(0)], numbers[gram.charCodeAt(1)]];
    return gram.length === 1 ? first : first && second && (first << 14) + second;
  };
  const levels = Array.from({ length: HEARD + 1 }, (_, code) => {
    if (code === HEARD) return ranking.LEVEL;
    const level = data.weights[code >> 6] * (1 + postings.AGAIN * Math.log((code & 63) || 1));
    return Math.min(Math.round(ranking.LEVEL * level), 255);
  });

  const count = (key, code) => {
    const several = holders.get(key);
    if (!several) holders.set(key, [code + 1]);
    else {
      const last = several.length - 1;
      if (several[last] >> 8 !== code >> 8) several.push(code + 1);
      else if ((several[last] & 63) < postings.OFTEN) several[last] += 1;
    }
  };
  const enter = (entry, field, text) => {
    const phrase = { entry, field: FIELDS[field], text };
    const code = (entry << 8) | (field << 6);
    phrasesOf[entry].push(phrase);
    push(keys.text, text, phrase);
    for (let at = 0, before = 0; at < text.length; at++) {
      const number = numberOf(text.charCodeAt(at));
      count(number, code);
      if (before) count((before << 14) + number, code);
      before = number;
    }
    for (const [, , meaning] of spans(text)) count(meaning, code);
    return phrase;
  };
  const enterName = (entry, field, name) => {
    // 银行 is written 银行(hang): the syllable of a character that is not read as mostly
    const [text, ...own] = name.split(/\(([a-z]+)\)/).reduce(
      ([text, ...own], part, at) => (at % 2 ? [text, ...own, [text.length - 1, part]] : [text + part, ...own]), [""]);
    const phrase = enter(entry, field, text);
    const mostly = [...text].map(reading);
    const here = [...mostly];
    for (const [at, syllable] of own) here[at] = syllable;
    const initials = initialsOf(here);
    push(keys.initials, initials, phrase);
    const grams = initialRuns(initials);
    for (const read of own.length ? [here, mostly] : [here]) {
      push(keys.pinyin, read.join(""), phrase);
      const sounds = read.map(heard);
      push(keys.heard, sounds.join(""), phrase);
      for (const cut of cuts(sounds.slice(0, Array.from(stem(text)).length))) push(keys.cut, cut, phrase);
      grams.push(...syllablePairs(read));
    }
    return grams;
  };
  const entries = data.entries.map(([id, list, verdict, name, names, asks, start, end], number) => {
    phrasesOf.push([]);
    const sounds = split(written(names)).flatMap((name, at) => enterName(number, Math.min(at, 1), name));
    for (const text of split(written(asks))) enter(number, 2, text);
    for (const gram of new Set(sounds)) push(holders, gram, (number << 8) | HEARD);
    return { id, list, verdict, name, start: start ?? "", end: end || "9999-12-31" };
  });
  const isCertificate = (entry) => data.certificates.includes(entries[entry].list);

  const rarity = (many) => Math.log((entries.length + 1) / (many + 0.5));
  const common = new Map(); // keys of grams that say nothing, so many have them → worth
  for (const [key, several] of holders)
    if (several.length > postings.COMMON) {
      common.set(key, rarity(several.length));
      holders.set(key, []);
    }
  const holdersOf = (gram) => holders.get(keyOf(gram)) ?? [];
  const isCommon = (gram) => common.has(keyOf(gram));
  const worth = (gram) => common.get(keyOf(gram)) ?? rarity(holdersOf(gram).length);

  const match = (score, by, { entry, field, text }, sure = false) => ({ entry, score, by, field, text, sure });
  const SCRIPTS = ["text", "pinyin", "initials"];
  const keyed = (form, several) => several.flatMap((key) => keys[form].get(key) ?? []);
  const exact = (spoken) =>
    SCRIPTS.flatMap((form) =>
      keyed(form, [spoken]).map((phrase) =>
        match(data.exact[`${form} ${phrase.field}`], form, phrase,
          form !== "initials" || without(phrase.text, endings.text).length >= data.search.FEW_INITIALS)));

  const sorted = {};
  for (const form of SCRIPTS) sorted[form] = [...keys[form].keys()].sort();
  const beginning = (form, typed) => {
    const list = sorted[form];
    const found = [];
    for (let at = place(list, (key) => key < typed); list[at]?.startsWith(typed); at++) {
      if (found.length >= ranking.LOOKED_AT) break;
      for (const phrase of keys[form].get(list[at])) found.push([list[at], phrase]);
    }
    return found;
  };

  // The best match of each entry that holds, the best entry first.
  const best = (matches, holds) => {
    const found = new Map();
    for (const one of matches) {
      const other = found.get(one.entry);
      const better = other && (other.sure === one.sure ? other.score < one.score : one.sure);
      if (other ? better : holds(entries[one.entry])) found.set(one.entry, one);
    }
    return [...found.values()].sort((one, other) => other.sure - one.sure || other.score - one.score || one.entry - other.entry);
  };

  return {
    scripts: SCRIPTS, entries, phrasesOf, isCertificate, levels, place, holdersOf, isCommon, worth, match, keyed, exact, beginning, best,
  };
};
