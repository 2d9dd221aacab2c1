{
  const results = document.getElementById("_results");
  const { lists, verdicts, answers } = checklistData;
  const element = (name, className, text) => {
    const made = document.createElement(name);
    made.className = className;
    made.textContent = text;
    return made;
  };
  const address = ({ id }) => `items/${id}.html`;
  // The telephone numbers of a text, as links that call them.
  const called = (text) => text.split(/((?:0\d{2,3}-)?\d{3,8})/).map((part, at) => {
    if (at % 2 === 0) return part;
    const link = element("a", "", part);
    link.href = `tel:${part}`;
    return link;
  });
  const row = ([heading, lines, numbered, remark]) => {
    const made = document.createElement("div");
    const told = document.createElement("dd");
    const line = (tag) => (text) => {
      const one = document.createElement(tag);
      one.append(...(heading.includes("电话") ? called(text) : [text]));
      return one;
    };
    const list = document.createElement(numbered ? "ol" : "ul");
    list.append(...lines.map(line("li")));
    told.append(lines.length > 1 ? list : line("p")(lines[0]));
    if (remark) told.append(element("p", "remark", `（${remark}）`));
    made.append(element("dt", "", heading), told);
    return made;
  };
  const card = (entry, how) => {
    const { id, name, list, verdict } = entry;
    const [inferred, rows] = answers[id];
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
    if (inferred) marks.append(element("span", "inferred", "推定"));
    marks.append(element("span", "of", lists[list]));
    article.append(heading, marks);
    if (!how) return article;
    const copy = element("button", "copy", "复制");
    copy.type = "button";
    copy.ariaLive = "polite";
    marks.append(copy);
    if (checklistReason(how)) article.append(element("p", "why", checklistReason(how)));
    const answer = document.createElement("dl");
    answer.append(...rows.map(row));
    article.append(answer);
    return article;
  };

  checklistFinder(() => checklistData, (matches, entries) => {
    for (const article of results.querySelectorAll("article")) article.remove();
    const shown = matches?.map(({ entry, ...how }) => card(entry, how)) ?? entries?.map((entry) => card(entry)) ?? [];
    results.append(...shown);
    results.hidden = !shown.length;
    for (const extra of document.querySelectorAll(".extra")) extra.hidden = entries !== null;
  }, address);
}
