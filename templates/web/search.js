"use strict";
// The search of the pages. It ranks as `checklist query` does: the ways to an item are told in
// docs/search.md, the numbers and words come with the data from the program itself, and a
// test asks both the same questions. checklistSearch(data) gives a function of
// (query, holds), where holds(entry) says whether an entry may be an answer.
const checklistSearch = (data) => {
  const { ranking, spelling, postings, endings } = data;
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

  // ---- words: how a text is taken apart (chinese/words.py, chinese/synonyms.py)

  const usual = new Map();
  const syllables = new Set();
  for (const line of split(data.readings)) {
    const [, syllable, characters] = line.match(/^([a-z]+)(.*)$/);
    syllables.add(syllable);
    for (const char of characters) usual.set(char, syllable);
  }
  const simple = new Map();
  for (let at = 0; at < data.simplified.length; at += 2)
    simple.set(data.simplified[at], data.simplified[at + 1]);
  const everyday = new Map(); // word → meanings
  const reach = new Uint8Array(1 << 16); // of each character how long the words that it begins are
  for (const line of data.everyday.split("\n")) {
    const same = split(line);
    for (const word of same) {
      push(everyday, word, `@${same[0]}`);
      reach[word.charCodeAt(0)] = Math.max(reach[word.charCodeAt(0)], word.length);
    }
  }
  const speech = split(data.speech);
  const frame = new Set(split(data.frame));

  const reading = (char) => usual.get(char) ?? simple.get(char) ?? char;
  const plain = (text) =>
    text.normalize("NFKC").toLowerCase().replace(/[^\p{L}\p{N}]/gu, "")
      .replace(/[^\0-\x7f]/g, (char) => simple.get(char) ?? char);
  const withoutSpeech = (text) => {
    for (const phrase of speech) text = text.replaceAll(phrase, " ");
    return text.split(" ").filter(Boolean);
  };
  const runs = (list, length) =>
    Array.from({ length: Math.max(list.length - length + 1, 0) }, (_, at) => list.slice(at, at + length));
  const pairs = (text) => runs(text, 2);
  // Many do not tell zh, ch, sh from z, c, s, nor n from l, nor ang, eng, ing from an, en, in.
  const asHeard = (syllable) => syllable.replace(/^([zcs])h/, "$1").replace(/^n/, "l").replace(/(?<=[aei]n)g$/, "");
  const heard = (text) => [...text].map((char) => asHeard(reading(char)));
  const syllablePairs = (list) => runs(list.map(asHeard), 2).map((pair) => pair.join(" "));
  const initialRuns = (initials) => runs(initials, 3).map((run) => `=${run}`);
  const initialsOf = (list) => list.map((syllable) => syllable[0]).join("");
  const cut = (text, ending = endings.text) => (text.endsWith(ending) ? text.slice(0, -ending.length) : text);
  const stem = (text) => cut(text) || text;

  // With 证明 at the end, where two characters there were swapped.
  const mended = (text) =>
    text.replace(/明证$/, endings.text).replace(/^(..+)证(.)明$/u, `$1$2${endings.text}`);

  const spans = (text) => {
    const found = [];
    for (let start = 0; start < text.length; start++) {
      const last = Math.min(start + reach[text.charCodeAt(start)], text.length);
      for (let end = start + 1; end <= last; end++)
        for (const meaning of everyday.get(text.slice(start, end)) ?? []) found.push([start, end, meaning]);
    }
    return found;
  };

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
  // What may be meant when words of speech stand before and after it; longest first.
  const longestFrame = Math.max(...[...frame].map((word) => word.length));
  const framed = (text) => {
    if (text.length > data.words.FRAMED) return [];
    const [starts, ends] = [[0], [text.length]];
    for (const start of starts)
      for (let after = start + 1; after <= Math.min(start + longestFrame, text.length); after++)
        if (frame.has(text.slice(start, after)) && !starts.includes(after)) starts.push(after);
    for (const end of ends)
      for (let before = Math.max(end - longestFrame, 0); before < end; before++)
        if (frame.has(text.slice(before, end)) && !ends.includes(before)) ends.push(before);
    const found = new Set(starts.flatMap((start) =>
      ends.filter((end) => end - start > 1).map((end) => text.slice(start, end))));
    found.delete(text);
    return [...found].sort((one, other) => other.length - one.length || (one < other ? -1 : 1));
  };

  const endsWithSpeech = (text) => [...frame].some((word) => text.endsWith(word));
  // Whether a name that stands between these is asked for, and no part of another word.
  const askedFor = (before, after) =>
    !data.notAsked.some((word) => before.endsWith(word)) && !data.had.some((word) => after.startsWith(word))
      && (!before || endsWithSpeech(before));
  // Whether words that come near to a phrase can ask for the same.
  const sameMatter = (spoken, phrase, certificate) =>
    !data.matters.some((matter) => spoken.includes(matter) && !phrase.includes(matter))
      && (!certificate || data.proof.some((word) => spoken.includes(word)));

  // The stem of a name, and what is left of it without each of its characters.
  const cuts = (stem) => (stem.length < 3 ? []
    : [...new Set([stem, ...Array.from(stem, (_, at) => stem.slice(0, at) + stem.slice(at + 1))])]);
  const alike = new Map(); // character → those that look like it
  for (const line of data.shapes.split("\n")) {
    const same = split(line);
    for (const char of same)
      for (const other of same)
        if (other !== char && !alike.get(char)?.includes(other)) push(alike, char, other);
  }
  const otherwise = (text) => Array.from(text).flatMap((char, at) =>
    (alike.get(char) ?? []).map((other) => text.slice(0, at) + other + text.slice(at + 1)));

  const distance = (one, other) => {
    let before = [];
    let row = Array.from({ length: other.length + 1 }, (_, at) => at);
    for (let i = 1; i <= one.length; i++) {
      const last = row;
      row = [i];
      for (let j = 1; j <= other.length; j++) {
        let best = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (one[i - 1] !== other[j - 1]));
        if (i > 1 && j > 1 && one[i - 1] === other[j - 2] && other[j - 1] === one[i - 2])
          best = Math.min(best, before[j - 2] + 1);
        row.push(best);
      }
      before = last;
    }
    return row.at(-1);
  };
  const likeness = (one, other) => {
    const longer = Math.max(one.length, other.length);
    const slips = 1 + (longer > 6) + (longer > 10);
    if (Math.min(one.length, other.length) < 3 || Math.abs(one.length - other.length) > slips) return 0;
    const wrong = distance(one, other);
    return wrong <= slips ? 1 - wrong / longer : 0;
  };

  // ---- the index: names, ways of asking, and which grams are said of which entry

  const FIELDS = ["name", "aliases", "asks"];
  const HEARD = FIELDS.length << 6; // the sound of a name, beside the fields that a gram stands in
  const phrasesOf = []; // of each entry {entry, field, text}
  const keys = { text: new Map(), pinyin: new Map(), initials: new Map() }; // → phrases
  const slips = { heard: new Map(), cut: new Map() }; // likewise, of names as they are mistaken
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
  const holdersOf = (gram) => holders.get(keyOf(gram)) ?? [];
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
    for (const cut of cuts(stem(text))) push(slips.cut, cut, phrase);
    const grams = initialRuns(initials);
    for (const read of own.length ? [here, mostly] : [here]) {
      push(keys.pinyin, read.join(""), phrase);
      push(slips.heard, read.map(asHeard).join(""), phrase);
      grams.push(...syllablePairs(read));
    }
    return grams;
  };
  const entries = data.entries.map(([id, list, verdict, name, names, asks, start, end], number) => {
    phrasesOf.push([]);
    const heard = split(written(names)).flatMap((name, at) => enterName(number, Math.min(at, 1), name));
    for (const text of split(written(asks))) enter(number, 2, text);
    for (const gram of new Set(heard)) push(holders, gram, (number << 8) | HEARD);
    return { id, list, verdict, name, start: start ?? "", end: end || "9999-12-31" };
  });

  const worth = (many) => Math.log((entries.length + 1) / (many + 0.5));
  const common = new Map(); // keys of grams that say nothing, so many have them → worth
  for (const [key, several] of holders)
    if (several.length > postings.COMMON) {
      common.set(key, worth(several.length));
      holders.set(key, []);
    }

  const sorted = {};
  for (const form of Object.keys(keys)) sorted[form] = [...keys[form].keys()].sort();
  const beginning = (form, typed) => {
    const list = sorted[form];
    const found = [];
    for (let at = place(list, (key) => key < typed); list[at]?.startsWith(typed); at++) {
      if (found.length >= ranking.LOOKED_AT) break;
      for (const phrase of keys[form].get(list[at])) found.push([list[at], phrase]);
    }
    return found;
  };

  // ---- the ranking (search/store.py, names.py, overlap.py, ranking.py)

  const match = (score, by, { entry, field, text }, sure = false) => ({ entry, score, by, field, text, sure });

  const exact = (spoken) =>
    Object.keys(keys).flatMap((form) =>
      (keys[form].get(spoken) ?? []).map((phrase) =>
        match(data.exact[`${form} ${phrase.field}`], form, phrase,
          form !== "initials" || cut(phrase.text).length >= data.search.FEW_INITIALS)));

  const ascii = (text) => /^[\0-\x7f]*$/.test(text);

  // Whether what was typed can only be this name, but for its ending or for what sounds alike.
  const names = (typed, name) => {
    const [one, other] = [stem(typed), stem(name)];
    let right = 0;
    for (let at = 0; at < other.length; at++) right += one[at] === other[at];
    return other.length >= ranking.WHOLE_NAME && right >= ranking.RIGHTLY * other.length;
  };

  const around = (spoken, holds) => {
    for (const part of framed(spoken))
      for (const said of [part, part + endings.text, [...part].map(reading).join("")]) {
        const found = exact(said)
          .filter((one) => holds(entries[one.entry]) && (said === part || one.field !== "asks"))
          .map((one) => ({
            ...one, score: one.score - ranking.LATER, sure: one.sure && (said === part || names(part, one.text)),
          }));
        if (found.length) return found;
      }
    return [];
  };

  // Of a story the names that it tells, where they end with 证明; the longest at each place. Where
  // none stands as it is written, one that sounds or looks like it.
  const asWritten = (part) => (keys.text.get(part) ?? []).map((phrase) => match(ranking.SURE, "text", phrase, true));
  const misheard = (part, sounds) =>
    [...(slips.heard.get(sounds.join("")) ?? []), ...otherwise(part).flatMap((said) => keys.text.get(said) ?? [])]
      .map((phrase) => match(ranking.SURE - ranking.LATER, "words", phrase, names(part, phrase.text)));
  const mentioned = (spoken, holds) => {
    const sounds = heard(spoken);
    const found = [];
    for (let end = 2; end <= spoken.length; end++) {
      if (sounds.slice(end - 2, end).join("") !== data.heardEnding) continue;
      const named = (ways) => {
        for (let start = Math.max(end - ranking.LONGEST_NAME, 0); start < end - 3; start++) {
          const several = ways(spoken.slice(start, end), sounds.slice(start, end))
            .filter((one) => one.field !== "asks" && holds(entries[one.entry]));
          if (!several.length) continue;
          const asked = askedFor(spoken.slice(0, start), spoken.slice(end));
          return several.map((one) => ({ ...one, sure: one.sure && asked, score: one.score - (asked ? 0 : ranking.WITHIN) }));
        }
      };
      found.push(...(named(asWritten) ?? named(misheard) ?? []));
    }
    return found;
  };

  // Names that sound like the words, or differ by a character; also within speech.
  const slipped = (spoken) => {
    const found = [];
    for (const part of [spoken, ...framed(spoken)]) {
      const sounds = heard(part).join("");
      for (const said of [sounds, sounds + data.heardEnding])
        for (const phrase of slips.heard.get(said) ?? [])
          found.push(match(ranking.HEARD, "pinyin", phrase, names(part, phrase.text)));
      for (const said of otherwise(part))
        for (const whole of [said, said + endings.text])
          for (const phrase of keys.text.get(whole) ?? [])
            if (phrase.field !== "asks") found.push(match(ranking.LOOKS, "words", phrase, names(part, phrase.text)));
      const typed = sounds.endsWith(data.heardEnding) ? part.slice(0, -endings.text.length) : stem(part);
      for (const cut of cuts(typed))
        for (const phrase of slips.cut.get(cut) ?? []) {
          const right = likeness(typed, stem(phrase.text));
          if (!right) continue;
          const sure = misspelt(typed, stem(phrase.text));
          found.push(match((sure ? ranking.SLIPPED : ranking.OTHER) + ranking.RIGHT * right, "words", phrase, sure));
        }
    }
    return found;
  };

  const begun = (spoken, holds, sounds = "") => {
    const typed = sounds || spoken;
    if (typed.length < (sounds ? 4 : 2)) return [];
    const rests = ascii(spoken) ? [] : data.cut[sounds ? 1 : 0];
    const found = [];
    for (const form of sounds ? ["pinyin"] : ["text", "pinyin", "initials"]) {
      if (form === "initials" && typed.length < 3) continue;
      for (const [text, phrase] of beginning(form, typed)) {
        if (phrase.field === "asks" || rests.includes(text.slice(typed.length))) continue;
        const whole = text === typed || text === typed + endings[form];
        const share = spoken.length / (sounds ? phrase.text : text).length;
        const score = whole ? ranking.WHOLE : ranking.BEGUN + ranking.REST * Math.min(share, 1);
        const few = stem(phrase.text).length < (form === "initials" ? data.search.FEW_INITIALS : ranking.WHOLE_NAME);
        const sure = ascii(spoken)
          ? !few && typed.length >= ranking.OPENING * cut(text, endings[form]).length : names(spoken, phrase.text);
        found.push(match(phrase.field === "name" ? score : score - ranking.LATER, form, phrase, sure));
      }
    }
    if (new Set(found.filter((one) => holds(entries[one.entry])).map((one) => one.entry)).size > 1)
      for (const one of found) one.sure &&= one.score >= ranking.WHOLE - ranking.LATER;
    return found;
  };

  // What the grams of a query, each with its weight, have in common with the entries.
  const compared = (weights, holds, whole = false) => {
    const seen = new Map();
    const held = (gram) => {
      if (!seen.has(gram)) seen.set(gram, holdersOf(gram));
      return seen.get(gram);
    };
    const has = (entry, gram) => {
      const several = seen.get(gram);
      if (!several?.length) return seen.has(gram) && common.has(keyOf(gram));
      return several[place(several, (packed) => packed >> 8 < entry)] >> 8 === entry;
    };
    let total = 0;
    const scores = new Map();
    for (const [gram, weight] of weights) {
      const several = held(gram);
      const counts = (common.get(keyOf(gram)) ?? worth(several.length)) * weight;
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
    const slipped = (spoken, text) => {
      const right = new Set(pairs(text));
      const differing = pairs(spoken).filter((pair) => !right.has(pair));
      const named = differing.filter((pair) => !common.has(keyOf(pair))).map((pair) => new Set(
        held(pair).filter((packed) => levels[packed & 255] >= ranking.PROMINENT * ranking.LEVEL).map((packed) => packed >> 8)));
      if (!named.length) return !differing.length;
      return ![...named[0]].some((entry) => named.every((several) => several.has(entry)));
    };
    const namesIt = (entry, spoken) => {
      const before = spoken.slice(0, Math.max(spoken.lastIndexOf(endings.text), 0));
      return before.length < 2 || endsWithSpeech(before) || has(entry, before.slice(-2));
    };
    return { likely, explained, slipped, namesIt };
  };

  const spelled = (letters, holds) => {
    const cuts = spell(letters);
    const odd = cuts[0].filter((part) => part.length === 1).length;
    if (odd > spelling.ODD * letters.length || cuts[0].length < 2) return byInitials(letters, holds);
    const found = [];
    for (const cut of cuts) {
      const grams = new Map(syllablePairs(cut).map((gram) => [gram, 1]));
      for (const [entry, share] of compared(grams, holds, true).likely) {
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
    for (const [entry] of compared(new Map(initialRuns(letters).map((gram) => [gram, 1])), holds).likely)
      for (const phrase of phrasesOf[entry]) {
        const initials = initialsOf([...phrase.text].map(reading));
        if (phrase.field !== "asks" && initials.includes(letters))
          found.push(match(spelling.SPELLED + (spelling.ALIKE * letters.length) / initials.length, "initials", phrase));
      }
    return found;
  };

  // Whether a slip says nothing: characters that sound alike, two that changed places, one said
  // twice or left out.
  const misspelt = (typed, name) => {
    if (name.length < ranking.WHOLE_NAME) return false;
    const sorted = (text) => [...text].sort().join("");
    if (typed.length === name.length)
      return sorted(typed) === sorted(name) || [...typed].every((char, at) => asHeard(reading(char)) === asHeard(reading(name[at])));
    const [shorter, longer] = typed.length < name.length ? [typed, name] : [name, typed];
    if (longer.length !== shorter.length + 1) return false;
    if (![...longer].some((_, at) => longer.slice(0, at) + longer.slice(at + 1) === shorter)) return false;
    return typed.length < name.length || [...typed].every((char) => name.includes(char));
  };

  // Of equals the greatest text comes first, as in the program.
  const slip = (entry, names, grams) => {
    let best = [0];
    const better = (right, short, name, phrase) => {
      const [now, before] = [[right, short, name, phrase.field, phrase.text], [...best.slice(0, 3), best[3]?.field, best[3]?.text]];
      const at = now.findIndex((part, at) => part !== before[at]);
      if (right > 0 && at >= 0 && (before[at] === undefined || now[at] > before[at])) best = [right, short, name, phrase];
    };
    for (const phrase of phrasesOf[entry]) {
      if (phrase.field === "asks") continue;
      const name = stem(phrase.text);
      for (const short of names.keys()) {
        if (Math.abs(short.length - name.length) <= data.words.SLIPS) better(likeness(short, name), short, name, phrase);
        if (ranking.WHOLE_NAME <= short.length && short.length < name.length) {
          const begun = name.slice(0, short.length);
          better(likeness(short, begun) - ranking.LATER, short, begun, phrase);
        }
      }
    }
    const [right, short, name, phrase] = best;
    if (right <= 0 || !grams.slipped(names.get(short), phrase.text)) return null;
    const sure = name.length >= ranking.OPENING * stem(phrase.text).length && misspelt(short, name);
    return match(ranking.SLIPPED + ranking.RIGHT * right, "words", phrase, sure);
  };

  const nearest = (entry, spoken) => {
    const asked = new Set([...spoken, ...pairs(spoken)]);
    let best = [0, 0, null];
    for (const phrase of phrasesOf[entry]) {
      const own = new Set([...phrase.text, ...pairs(phrase.text)]);
      let both = 0;
      for (const gram of own) both += asked.has(gram);
      if (both > best[0]) best = [both, both / own.size, phrase];
    }
    return best.slice(1);
  };

  const covered = (entry, spoken) => {
    const own = (text) => new Set([...text, ...pairs(text), ...spans(text).map(([, , meaning]) => meaning)]);
    const asked = own(spoken);
    let most = 0;
    for (const { field, text } of phrasesOf[entry]) {
      const short = field === "asks" ? text : stem(text);
      const here = new Set(short);
      if (2 * [...here].filter((char) => asked.has(char)).length <= most * here.size) continue;
      const grams = own(short);
      let both = 0;
      for (const gram of grams) both += asked.has(gram);
      most = Math.max(most, both / grams.size);
    }
    return most;
  };

  const enough = (share, length, firm) =>
    length <= ranking.NAME ? share + firm >= ranking.NAMED
      : Math.log(share * Math.min(length, ranking.STORY)) + firm >= ranking.TOLD;

  const said = (spoken, holds) => {
    const weights = new Map(spans(spoken).map(([, , meaning]) => [meaning, ranking.MEANING]));
    const parts = withoutSpeech(spoken);
    const length = parts.join("").length;
    if (length < 2 && !weights.size) return [];
    for (const part of parts) {
      for (const char of part) weights.set(char, ranking.CHARACTER);
      for (const pair of pairs(part)) weights.set(pair, 1);
      for (const pair of syllablePairs([...part].map(reading))) weights.set(pair, ranking.SOUND);
    }
    const grams = compared(weights, holds);
    const [first, second] = grams.likely;
    const ahead = second ? first[1] / second[1] : ranking.FAR;
    let answered = false;
    const names = new Map([...framed(spoken).reverse(), spoken]
      .filter((text) => text.length <= ranking.LONGEST_NAME).map((text) => [stem(text), text]));
    const found = [];
    for (const [entry, share] of grams.likely) {
      const slipping = slip(entry, names, grams);
      if (slipping) {
        found.push(slipping);
        continue;
      }
      const explained = grams.explained(entry, parts);
      let sure = false;
      if (entry === first[0]) {
        const most = covered(entry, spoken);
        const firm = explained + most + ranking.AHEAD * Math.log(Math.min(ahead, ranking.FAR));
        answered = enough(share, length, firm);
        sure = answered && share >= ranking.SURE_SHARE && explained >= ranking.SURE_EXPLAINED
          && most >= (length <= ranking.NAME ? ranking.SURE_NAME : ranking.SURE_COVERED) && ahead >= ranking.SURE_AHEAD;
      }
      if (!answered || share < ranking.BEHIND * first[1]) continue;
      const [near, phrase] = nearest(entry, spoken);
      const fit = ranking.SHARE * share + ranking.KNOWN * (share + explained) + ranking.COVERED * near;
      const score = ranking.CLEAR + ((ranking.SURE - ranking.CLEAR) * fit) / (fit + ranking.HALF);
      const why = phrase ?? phrasesOf[entry][0];
      sure &&= sameMatter(spoken, why.text, data.certificates.includes(entries[entry].list)) && grams.namesIt(entry, spoken);
      found.push(match(score, "words", why, sure));
    }
    return found;
  };

  const likely = (spoken, holds) => {
    const opening = begun(spoken, holds);
    const first = opening.length ? opening : around(spoken, holds);
    first.push(...mentioned(spoken, holds));
    if (ascii(spoken)) return [...first, ...spelled(spoken, holds)];
    const sounds = [...spoken].map(reading).join("");
    return [
      ...first,
      ...slipped(spoken),
      ...begun(spoken, holds, sounds),
      ...(/[\0-\x7f]/.test(spoken) ? spelled(sounds, holds) : []),
      ...said(spoken, holds),
    ];
  };

  const best = (matches, holds) => {
    const found = new Map();
    for (const one of matches) {
      const other = found.get(one.entry);
      const better = other && (other.sure === one.sure ? other.score < one.score : one.sure);
      if (other ? better : holds(entries[one.entry])) found.set(one.entry, one);
    }
    return [...found.values()].sort((one, other) => other.sure - one.sure || other.score - one.score || one.entry - other.entry);
  };

  // ---- the answer (search/answer.py): how sure it is, what is, and what may be meant

  const answer = (query, found) => {
    const sure = found.filter((one) => one.sure);
    const behind = sure[0]?.score >= data.answer.SURE ? sure[0].score : sure[0]?.score - data.answer.AHEAD;
    const matches = sure.filter((one) => one.score >= behind);
    const near = found.filter((one) => !matches.includes(one));
    const level = matches.length === 1 ? "sure" : matches.length ? "several" : near.length ? "near" : "none";
    const verdicts = new Set(matches.slice(0, 3).map((one) => one.entry.verdict).filter(Boolean));
    const asked = data.asked.some((word) => query.toLowerCase().includes(word));
    const verdict = verdicts.size === 1 && verdicts.has(matches[0].entry.verdict) ? matches[0].entry.verdict
      : level === "none" && asked ? "not_listed" : null;
    return { level, verdict, matches, near };
  };

  const search = (query, holds = () => true) => {
    const spoken = plain(query);
    let found = best(exact(spoken), holds);
    if (!found.length) found = best(exact(mended(spoken)), holds);
    if (!found.length && spoken) {
      found = best(likely(spoken, holds), holds);
      // 身份证 is a document, and not the beginning of 身份证明.
      if (data.cut[ascii(spoken) ? 1 : 0].some((rest) => exact(spoken + rest).length))
        found = found.map((one) => ({ ...one, sure: false }));
    }
    return answer(query, found.map((one) => ({ ...one, entry: entries[one.entry] })));
  };
  search.beginning = (typed) => Object.keys(keys).flatMap((form) => beginning(form, plain(typed)))
    .map(([, phrase]) => ({ ...phrase, entry: entries[phrase.entry] })).filter(({ field }) => field !== "asks");
  search.entries = entries;
  return search;
};
