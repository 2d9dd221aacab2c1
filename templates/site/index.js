{
  const results = document.getElementById("_results");
  const { lists, verdicts } = checklistData;
  const element = (name, className, text) => {
    const made = document.createElement(name);
    made.className = className;
    made.textContent = text;
    return made;
  };
  const address = ({ id }) => `items/${id}.html`;
  const card = (entry, why) => {
    const { name, list, verdict } = entry;
    const article = document.createElement("article");
    const heading = element("h3", "", "");
    const link = element("a", "", name);
    link.href = address(entry);
    heading.append(link);
    const marks = element("p", "marks", "");
    if (verdict) {
      const [mark, word] = verdicts[verdict];
      const badge = element("span", `badge ${verdict}`, word);
      const sign = element("span", "", mark);
      sign.ariaHidden = "true";
      badge.prepend(sign);
      marks.append(badge);
    }
    marks.append(element("span", "of", lists[list]));
    article.append(heading, marks);
    if (why) article.append(element("p", "why", why));
    return article;
  };

  checklistFinder(() => checklistData, (matches, entries) => {
    for (const article of results.querySelectorAll("article")) article.remove();
    const shown = matches?.map(({ entry, ...how }) => card(entry, checklistReason(how))) ?? entries?.map((entry) => card(entry)) ?? [];
    results.append(...shown);
    results.hidden = !shown.length;
    for (const extra of document.querySelectorAll(".extra")) extra.hidden = entries !== null;
  }, address);
}
