// Items by their names: within what is said around them, begun, heard (search/names.py).
const checklistNames = (data, { words, index }) => {
  const { ascii, askedFor, framed, otherwise, reading, soundsOf, stem, without } = words;
  const { beginning, entries, exact, keyed, match } = index;
  const { ranking, endings } = data;

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
  const asWritten = (part) => keyed("text", [part]).map((phrase) => match(ranking.SURE, "text", phrase, true));
  const misheard = (part, sounds) =>
    [...keyed("heard", [sounds.join("")]), ...keyed("text", otherwise(part))]
      .map((phrase) => match(ranking.SURE - ranking.LATER, "words", phrase, names(part, phrase.text)));
  const mentioned = (spoken, holds) => {
    const sounds = soundsOf(spoken);
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

  const begun = (spoken, holds, sounds = "") => {
    const typed = sounds || spoken;
    if (sounds && typed.length < 4) return [];
    const rests = ascii(spoken) ? [] : data.cut[sounds ? 1 : 0];
    const found = [];
    for (const form of sounds ? ["pinyin"] : ["text", "pinyin", "initials"]) {
      for (const [text, phrase] of beginning(form, typed)) {
        if (phrase.field === "asks" || rests.includes(text.slice(typed.length))) continue;
        const whole = text === typed || text === typed + endings[form];
        const share = spoken.length / (sounds ? phrase.text : text).length;
        const score = whole ? ranking.WHOLE : ranking.BEGUN + ranking.REST * Math.min(share, 1);
        const few = stem(phrase.text).length < (form === "initials" ? data.search.FEW_INITIALS : ranking.WHOLE_NAME);
        const sure = ascii(spoken)
          ? !few && typed.length >= Math.max(ranking.OPENING * without(text, endings[form]).length, data.search.FEW_INITIALS) : names(spoken, phrase.text);
        found.push(match(phrase.field === "name" ? score : score - ranking.LATER, form, phrase, sure));
      }
    }
    if (new Set(found.filter((one) => holds(entries[one.entry])).map((one) => one.entry)).size > 1)
      for (const one of found) one.sure &&= one.score >= ranking.WHOLE - ranking.LATER;
    return found;
  };

  return { names, around, mentioned, begun };
};
