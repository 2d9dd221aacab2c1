// How a text is taken apart (chinese/words.py).
const checklistWords = (data, { simplify, reading }) => {
  const speech = data.speech.split(" ");
  const frame = new Set(data.frame.split(" "));
  const longestFrame = Math.max(...[...frame].map((word) => word.length));
  const ending = data.endings.text;

  const plain = (text) => simplify(text.normalize("NFKC").toLowerCase().replace(/[^\p{L}\p{N}]/gu, ""));
  const ascii = (text) => /^[\0-\x7f]*$/.test(text);
  const withoutSpeech = (text) => {
    for (const phrase of speech) text = text.replaceAll(phrase, " ");
    return text.split(" ").filter(Boolean);
  };

  // Where a text may end when the words of speech after that are taken away; first its end.
  const beforeSpeech = (text) => {
    const ends = [text.length];
    for (const end of ends)
      for (let before = Math.max(end - longestFrame, 0); before < end; before++)
        if (frame.has(text.slice(before, end)) && !ends.includes(before)) ends.push(before);
    return ends;
  };
  // What may be meant when words of speech stand before and after it; longest first.
  const framed = (text) => {
    if (text.length > data.words.FRAMED) return [];
    const starts = [0];
    for (const start of starts)
      for (let after = start + 1; after <= Math.min(start + longestFrame, text.length); after++)
        if (frame.has(text.slice(start, after)) && !starts.includes(after)) starts.push(after);
    const ends = beforeSpeech(text);
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
  // Whether a text asks for a certificate by a name, with only words of speech around it.
  const namesCertificate = (text) => [text, ...framed(text)].some((part) =>
    data.certificate.some((word) => part.endsWith(word)) && without(part, ending).length > 1
      && (part.length <= data.words.NAME || ascii(part)));
  // Whether a text speaks of proving something, so that a certificate is wanted.
  const asksForProof = (spoken) => data.proof.some((word) => spoken.includes(word));
  // Whether words that come near to a phrase can ask for the same.
  const sameMatter = (spoken, phrase, certificate) =>
    !data.matters.some((matter) => spoken.includes(matter) && !phrase.includes(matter))
      && (!certificate || asksForProof(spoken));

  const runs = (list, length) =>
    Array.from({ length: Math.max(list.length - length + 1, 0) }, (_, at) => list.slice(at, at + length));
  const pairs = (text) => runs(Array.from(text), 2).map((pair) => pair.join(""));
  // Many do not tell zh, ch, sh from z, c, s, nor n from l, nor ang, eng, ing from an, en, in.
  const heard = (syllable) => syllable.replace(/^([zcs])h/, "$1").replace(/^n/, "l").replace(/(?<=[aei]n)g$/, "");
  const soundsOf = (text) => [...text].map((char) => heard(reading(char)));
  const syllablePairs = (list) => runs(list.map(heard), 2).map((pair) => pair.join(" "));
  const initialRuns = (initials) => runs(initials, 3).map((run) => `=${run}`);
  const initialsOf = (list) => list.map((syllable) => syllable[0]).join("");

  const without = (text, ending) => (text.endsWith(ending) ? text.slice(0, -ending.length) : text);
  const stem = (text) => without(text, ending) || text;
  // With 证明 at the end, where two characters there were swapped.
  const mended = (text) =>
    text.replace(/明证$/, ending).replace(/^(..+)证(.)明$/u, `$1$2${ending}`);
  // The sounds of the stem of a name, and what is left of them without each one.
  const cuts = (sounds) => {
    const less = sounds.map((_, at) => [...sounds.slice(0, at), ...sounds.slice(at + 1)].join(""));
    return sounds.length < 3 ? [] : [sounds.join(""), ...new Set(less)];
  };

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

  return {
    plain, ascii, withoutSpeech, beforeSpeech, framed, endsWithSpeech, askedFor, namesCertificate, asksForProof, sameMatter, pairs, heard, soundsOf,
    syllablePairs, initialRuns, initialsOf, without, stem, mended, cuts, likeness,
  };
};
