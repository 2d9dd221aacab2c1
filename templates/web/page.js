"use strict";
// What every page can do: show large type, which is kept, and copy an answer.
{
  const root = document.documentElement;
  const large = document.getElementById("_large");
  const enlarge = (on) => {
    root.classList.toggle("large", on);
    large.setAttribute("aria-pressed", on);
  };
  try { // a browser may keep nothing for pages of a drive
    enlarge(localStorage.getItem("checklist-large") === "yes");
  } catch {}
  large.addEventListener("click", () => {
    const on = large.getAttribute("aria-pressed") !== "true";
    enlarge(on);
    try {
      localStorage.setItem("checklist-large", on ? "yes" : "no");
    } catch {}
  });

  const words = (node) => node.textContent.replace(/\s+/g, " ").trim();
  const lines = (row) => [...row.querySelectorAll("p, li, tbody tr")].map((line) => {
    if (line.matches("tr")) return [...line.cells].map(words).filter(Boolean).join("，");
    const number = line.matches("ol > li") ? `${[...line.parentNode.children].indexOf(line) + 1}. ` : "";
    return number + words(line);
  });
  // The item as text: verdict and name, then each row; where it was seen is left out.
  const answer = (article) => {
    const verdict = article.querySelector(".marks .badge");
    const head = `${verdict ? `【${words(verdict.lastChild)}】` : ""}${words(article.querySelector("h1, h3"))}`;
    const rows = [...article.querySelectorAll("dl > div:not(.sources, .aliases)")].map((row) => {
      const [first, ...more] = lines(row);
      return [`${words(row.querySelector("dt"))}：${more.length ? `\n${first}` : first}`, ...more].join("\n");
    });
    return [head, ...rows].join("\n");
  };
  const copy = async (text) => {
    try {
      await navigator.clipboard.writeText(text);
    } catch { // a page that came over http from another machine has no clipboard of that kind
      const given = (event) => {
        event.clipboardData.setData("text/plain", text);
        event.preventDefault();
      };
      document.addEventListener("copy", given, { once: true });
      return document.execCommand("copy");
    }
    return true;
  };
  document.addEventListener("click", async ({ target }) => {
    if (!target.matches("button.copy")) return;
    const done = await copy(answer(target.closest("article")));
    target.textContent = done ? "已复制" : "没能复制，请选中再复制";
    setTimeout(() => (target.textContent = "复制"), 2000);
  });

  root.classList.add("live");
}
