// How sure an answer is, what it is, and what may be meant (search/answer.py).
const checklistAnswer = (data, { words, index }) => (query, found) => {
  const ranked = found.map((one) => ({ ...one, entry: index.entries[one.entry] }));
  const sure = ranked.filter((one) => one.sure);
  const behind = sure[0]?.score >= data.answer.SURE ? sure[0].score : sure[0]?.score - data.answer.AHEAD;
  const matches = sure.filter((one) => one.score >= behind);
  const near = ranked.filter((one) => !matches.includes(one));
  const level = matches.length === 1 ? "sure" : matches.length ? "several" : near.length ? "near" : "none";
  const verdicts = new Set(matches.slice(0, 3).map((one) => one.entry.verdict).filter(Boolean));
  const verdict = verdicts.size === 1 && verdicts.has(matches[0].entry.verdict) ? matches[0].entry.verdict
    : level === "none" && words.namesCertificate(words.plain(query)) ? "not_listed" : null;
  return { level, verdict, matches, near };
};
