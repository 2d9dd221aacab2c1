// What words have in common with everything that is said about the items (search/overlap.py).
const checklistOverlap = (data, { words, index, grams }) => {
  const { asksForProof, meanings, pairs, reading, sameMatter, stem, syllablePairs, withoutSpeech } = words;
  const { isCertificate, match, phrasesOf } = index;
  const { ranking } = data;

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
    const own = (text) => new Set([...text, ...pairs(text), ...meanings(text)]);
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

  const saidOf = (spoken, holds) => {
    const weights = new Map(meanings(spoken).map((meaning) => [meaning, ranking.MEANING]));
    const parts = withoutSpeech(spoken);
    const length = parts.join("").length;
    if (length < 2 && !weights.size) return [];
    for (const part of parts) {
      for (const char of part) weights.set(char, ranking.CHARACTER);
      for (const pair of pairs(part)) weights.set(pair, 1);
      for (const pair of syllablePairs([...part].map(reading))) weights.set(pair, ranking.SOUND);
    }
    const compared = grams(weights, holds);
    const [first, second] = compared.likely;
    const ahead = second ? first[1] / second[1] : ranking.FAR;
    const wanted = asksForProof(spoken);
    let answered = false;
    const found = [];
    for (const [entry, share] of compared.likely) {
      const explained = compared.explained(entry, parts);
      let sure = false;
      if (entry === first[0]) {
        const most = covered(entry, spoken);
        const firm = explained + most + ranking.AHEAD * Math.log(Math.min(ahead, ranking.FAR));
        const same = sameMatter(spoken, nearest(entry, spoken)[1]?.text ?? "", false);
        const isAsked = phrasesOf[entry].some(({ field }) => field === "asks");
        const lacking = !same ? 0 : isAsked ? ranking.UNSURE : ranking.UNASKED;
        answered = enough(share, length, firm + lacking);
        sure = enough(share, length, firm) && share >= ranking.SURE_SHARE && explained >= ranking.SURE_EXPLAINED
          && most >= (length <= ranking.NAME ? ranking.SURE_NAME : ranking.SURE_COVERED) && ahead >= ranking.SURE_AHEAD;
      }
      if (!answered || share < ranking.BEHIND * first[1]) continue;
      const [near, phrase] = nearest(entry, spoken);
      const liked = share * (isCertificate(entry) === wanted ? ranking.KIND : 1);
      const fit = ranking.SHARE * liked + ranking.KNOWN * (liked + explained) + ranking.COVERED * near;
      const score = ranking.CLEAR + ((ranking.SURE - ranking.CLEAR) * fit) / (fit + ranking.HALF);
      const why = phrase ?? phrasesOf[entry][0];
      sure &&= sameMatter(spoken, why.text, isCertificate(entry)) && compared.namesIt(entry, spoken);
      found.push(match(score, "words", why, sure));
    }
    return found;
  };
  return { saidOf };
};
