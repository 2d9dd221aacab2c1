"use strict";
// The search of the pages. It ranks as `checklist query` does: the ways to an item are told in
// docs/search.md, the numbers and words come with the data from the program itself, and tests
// hold each function, and every answer, equal to the program's. Each file below is named like the
// Python whose functions it has. checklistSearch(data) gives a function of (query, holds), where
// holds(entry) says whether an entry may be an answer.
{% include "web/search/characters.js" %}
{% include "web/search/synonyms.js" %}
{% include "web/search/shapes.js" %}
{% include "web/search/keyboard.js" %}
{% include "web/search/words.js" %}
{% include "web/search/index.js" %}
{% include "web/search/names.js" %}
{% include "web/search/slips.js" %}
{% include "web/search/grams.js" %}
{% include "web/search/spelling.js" %}
{% include "web/search/overlap.js" %}
{% include "web/search/ranking.js" %}
{% include "web/search/answer.js" %}
const checklistChinese = (data) => {
  const characters = checklistCharacters(data);
  return {
    ...characters, ...checklistSynonyms(data), ...checklistShapes(data), ...checklistKeyboard(data),
    ...checklistWords(data, characters),
  };
};
const checklistSearch = (data) => {
  const words = checklistChinese(data);
  const index = checklistIndex(data, words);
  const grams = checklistGrams(data, { words, index });
  const names = checklistNames(data, { words, index });
  const slips = checklistSlips(data, { words, index, names });
  const spelling = checklistSpelling(data, { words, index, grams });
  const overlap = checklistOverlap(data, { words, index, grams });
  const ranked = checklistRanking(data, { words, index, names, slips, spelling, overlap });
  const answer = checklistAnswer(data, { words, index });
  const search = (query, holds = () => true) => answer(query, ranked(query, holds));
  search.beginning = (typed) => index.scripts.flatMap((form) => index.beginning(form, words.plain(typed)))
    .map(([, phrase]) => ({ ...phrase, entry: index.entries[phrase.entry] })).filter(({ field }) => field !== "asks");
  search.entries = index.entries;
  return search;
};
