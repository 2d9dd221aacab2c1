// The box above the items: what is typed and chosen is searched, kept in the address
// (#q=…&list=…&verdict=…), and shown. `read` gives the data of the search when it is first
// needed. `show` draws the matches, which are null when nothing is asked, and the entries that
// the filters let through, which are null when nothing is asked or chosen. What only may be meant
// is a list of links, each with what to ask the resident; `address` gives that of an entry.
//
// Half a word is no question. While somebody types, what is found is drawn at once, and names that
// begin so are offered; that nothing was found is said, and the live region speaks, only after a
// pause or Enter, and never while an input method composes, as some phones do with every word.
// What stays the same is not drawn again, so that a link keeps the focus, and a click its target.
const checklistFinder = (read, show, address) => {
  const element = (id) => document.getElementById(id);
  const [box, status, none, near, dispute] = ["_query", "_count", "_none", "_near", "_dispute"].map(element);
  const filters = ["list", "verdict"].map((name) => [name, element(`_${name}`)]).filter(([, select]) => select);
  const links = () => [...document.querySelectorAll("#_results article :is(h2, h3) a, #_near li a")];
  const [MOST, NEAR, BEGUN] = [20, 3, 8];
  const PAUSE = 700; // milliseconds
  let search;
  let pause;
  let composing = false;
  let drawn = "";
  const ready = () => (search ??= checklistSearch(read()));

  const today = () => {
    const now = new Date();
    return [now.getFullYear(), now.getMonth() + 1, now.getDate()]
      .map((part) => String(part).padStart(2, "0")).join("-");
  };
  const passes = (entry) => filters.every(([name, { value }]) => !value || entry[name] === value);

  const update = (settled = true) => {
    clearTimeout(pause);
    const asked = box.value.trim();
    if (!asked && !filters.some(([, { value }]) => value)) {
      none.hidden = near.hidden = dispute.hidden = true;
      status.textContent = `共 ${status.dataset.total} 项`;
      drawn = "";
      show(null, null);
      return;
    }
    settled ||= !asked;
    const day = today();
    const holds = (entry) => passes(entry) && entry.start <= day && day <= entry.end;
    const short = [...asked].length < 2;
    const answer = !settled && composing ? { level: "none", verdict: null, matches: [], near: [] }
      : ready()(asked, holds);
    const chosen = ready().entries.filter(passes);
    const maybe = asked ? answer.near.slice(0, Math.max(NEAR - answer.matches.length, 0)) : [];
    const names = asked && answer.level === "none" ? begun(asked, holds) : [];
    const missed = asked && settled && !composing && answer.level === "none" && !(short && names.length);
    none.hidden = !missed;
    element("_asked").textContent = asked;
    const rule = element("_rule");
    if (rule) rule.hidden = answer.verdict !== "not_listed";
    dispute.hidden = !asked || answer.verdict !== "refuse" || !dispute.textContent.trim();
    near.hidden = !maybe.length && !names.length;
    element("_maybe").textContent = names.length ? "接着写，或者从这些名称里选"
      : answer.level === "near" ? "可能是下面的一项，请先问清" : "也可能是";
    const said = !asked ? (chosen.length ? `共 ${chosen.length} 项` : "没有这样的事项") : {
      sure: "找到 1 项",
      several: `有 ${answer.matches.length} 项都合适，请问清是哪一项`,
      near: "没有完全对上的，请先问清",
      none: missed ? "没有找到，请换个说法" : `有 ${names.length} 个相近的名称，请接着写，或者选一项`,
    }[answer.level];
    status.textContent = settled && !composing ? said : "";
    const matches = answer.matches.slice(0, MOST);
    const ids = [matches, maybe, names].map((list) => list.map(({ entry }) => entry.id));
    const now = JSON.stringify([asked, ids, filters.map(([, { value }]) => value)]);
    if (now !== drawn) {
      near.querySelector("ol").replaceChildren(...maybe.map(question), ...names.map(name));
      show(asked ? matches : null, chosen);
      drawn = now;
    }
    if (!settled) pause = setTimeout(update, PAUSE);
  };
  // The items with a name or alias that begins so, in characters, pinyin or initials, the shortest
  // first; then those that have these characters in their name.
  const begun = (asked, holds) => {
    const typed = asked.replace(/[\s']/g, ""); // si'wang, as an input method composes it
    const found = new Map();
    const within = ready().entries.filter((entry) => entry.name.includes(typed)).map((entry) => ({ entry, text: entry.name }));
    const names = ready().beginning(typed).sort((one, other) => one.text.length - other.text.length);
    for (const one of [...names, ...within])
      if (holds(one.entry) && !found.has(one.entry)) found.set(one.entry, one);
    return [...found.values()].slice(0, BEGUN);
  };
  const linked = (entry) => {
    const link = document.createElement("a");
    link.href = address(entry);
    link.textContent = entry.name;
    return link;
  };
  // By its own name: how residents call it and ask for it is for the search, and not published.
  const name = ({ entry }) => {
    const item = document.createElement("li");
    item.append(linked(entry));
    return item;
  };
  // What may be meant, and what the clerk asks to know it; the verdict stays behind the link.
  const question = ({ entry }) => {
    const item = document.createElement("li");
    const act = !entry.verdict || entry.verdict === "elsewhere" ? "办" : "开";
    item.append(linked(entry), document.createElement("br"), `问：是不是要${act}“${entry.name}”？`);
    return item;
  };
  const remember = () => {
    const state = [["q", box.value.trim()], ...filters.map(([name, { value }]) => [name, value])].filter(([, value]) => value);
    const address = location.pathname + location.search + (state.length ? `#${new URLSearchParams(state)}` : "");
    history.replaceState(null, "", address);
  };
  // The search that the address asks for, or false when it names an item or nothing.
  const recall = () => {
    const state = new URLSearchParams(location.hash.slice(1));
    const asks = ["q", "list", "verdict"].some((name) => state.has(name));
    box.value = (asks && state.get("q")) || "";
    for (const [name, select] of filters) {
      select.value = (asks && state.get(name)) || "";
      if (select.selectedIndex < 0) select.value = "";
    }
    update();
    return asks;
  };
  const changed = (settled) => {
    update(settled);
    remember();
  };
  const typing = (event) => {
    composing = event.isComposing && event.type !== "compositionend";
    if (composing) update(false);
    else changed(false);
  };
  const clear = () => {
    box.value = "";
    for (const [, select] of filters) select.value = "";
    changed(true);
  };

  for (const type of ["input", "compositionend"]) box.addEventListener(type, typing);
  for (const [, select] of filters) select.addEventListener("change", () => changed(true));
  addEventListener("hashchange", () => {
    if (!recall()) element(location.hash.slice(1))?.scrollIntoView();
  });
  addEventListener("keydown", (event) => {
    // A key of an input method, which some browsers tell by 229 alone.
    if (event.isComposing || event.keyCode === 229) return;
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const here = document.activeElement;
    if (event.key === "/" && !here.matches("input, select, textarea")) {
      box.focus();
      box.select();
    } else if (event.key === "Escape") {
      clear();
      box.focus();
    } else if (["ArrowDown", "ArrowUp", "Enter"].includes(event.key)) {
      if (here === box && event.key === "Enter") update();
      const all = links();
      const at = all.indexOf(here);
      const next = event.key === "ArrowUp" ? at - 1 : at + 1;
      if (at < 0 && (here !== box || next < 0)) return; // elsewhere the keys do as always
      if (at >= 0 && event.key === "Enter") return;
      (next < 0 ? box : all[next])?.focus();
    } else return;
    event.preventDefault();
  });

  for (const id of ["_search", "_tools"]) if (element(id)) element(id).hidden = false;
  recall();
  (window.requestIdleCallback ?? setTimeout)(ready); // so that the first letter need not wait
};
// Why an entry was found, as the desk says it.
const checklistReason = ({ by, field, text }) => {
  if (by === "text" && field === "name") return "";
  const said = { name: "名称", aliases: "又称", asks: "常见问法" }[field];
  const how = { pinyin: "（拼音）", initials: "（拼音首字母）", words: "（用词相近）", text: "" }[by];
  return `找到原因：${said}“${text}”${how}`;
};
