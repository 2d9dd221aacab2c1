{
  const results = document.getElementById("_results");
  const extras = document.querySelectorAll(".extra");
  const lists = [...document.querySelectorAll(".list:not(.extra)")];
  const read = () => JSON.parse(document.getElementById("_data").textContent);
  const home = new Map(); // of each item among the results: where it stands in the book
  let narrowed = false;

  checklistFinder(read, (matches, entries) => {
    for (const [article, mark] of home) {
      article.querySelector(".why")?.remove();
      mark.replaceWith(article);
    }
    home.clear();
    for (const { entry, ...how } of matches ?? []) {
      const article = document.getElementById(entry.id);
      const mark = document.createComment(entry.id);
      article.replaceWith(mark);
      home.set(article, mark);
      article.hidden = false;
      const why = document.createElement("p");
      why.className = "why";
      why.textContent = checklistReason(how);
      if (why.textContent) article.querySelector(".marks").after(why);
      results.append(article);
    }
    results.hidden = !matches?.length;
    for (const extra of extras) extra.hidden = entries !== null;
    if (!matches && (entries || narrowed)) {
      const shown = entries && new Set(entries.map((entry) => entry.id));
      for (const article of document.querySelectorAll("article")) article.hidden = !!shown && !shown.has(article.id);
      narrowed = entries !== null;
    }
    for (const list of lists) list.hidden = matches !== null || !list.querySelector("article:not([hidden])");
  }, ({ id }) => `#${id}`);

  addEventListener("click", ({ target }) => {
    if (!target.matches(".print")) return;
    const printed = [target.closest("article"), target.closest("main > *")];
    const mark = (on) => {
      document.documentElement.classList.toggle("one", on);
      for (const one of printed) one.classList.toggle("printed", on);
    };
    mark(true);
    addEventListener("afterprint", () => mark(false), { once: true });
    print();
  });
}
