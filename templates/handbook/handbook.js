"use strict";
(() => {
  const items = Object.entries(JSON.parse(document.getElementById("_keys").textContent)).map(
    ([id, keys]) => ({
      article: document.getElementById(id),
      keys: keys.map(([text, sounds]) => ({ text, syllables: sounds.split(" ") })),
    }),
  );
  const box = document.getElementById("_query");
  const count = document.getElementById("_count");
  const none = document.getElementById("_none");
  const asked = document.getElementById("_asked");
  const extras = document.querySelectorAll(".extra");
  const lists = [...document.querySelectorAll(".list:not(.extra)")];

  const plain = (text) =>
    text.normalize("NFKC").toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");
  const sounds = ({ syllables }, word) =>
    syllables.some((_, start) => {
      const rest = syllables.slice(start);
      return rest.join("").startsWith(word) || rest.map((one) => one[0]).join("").startsWith(word);
    });
  const fits = (item, word) =>
    item.keys.some(
      (key) => key.text.includes(word) || (/^[a-z0-9]+$/.test(word) && sounds(key, word)),
    );

  const show = () => {
    const words = box.value.split(/\s+/).map(plain).filter(Boolean);
    // pinyin is often typed with spaces: the words may also be one
    const whole = words.join("");
    let found = 0;
    for (const item of items) {
      const hit = fits(item, whole) || words.every((word) => fits(item, word));
      item.article.hidden = !hit;
      found += hit;
    }
    for (const extra of extras) extra.hidden = words.length > 0;
    for (const list of lists) list.hidden = words.length > 0 && !list.querySelector("article:not([hidden])");
    none.hidden = found > 0;
    asked.textContent = box.value.trim();
    count.textContent = words.length === 0 ? `共 ${items.length} 项`
      : found ? `找到 ${found} 项` : "没有找到，见下面的答复";
  };
  const clear = () => {
    box.value = "";
    show();
  };
  const go = () => {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (target && target.closest("[hidden]")) {
      clear();
      target.scrollIntoView();
    }
  };

  box.addEventListener("input", show);
  box.addEventListener("keydown", (event) => {
    if (event.key === "Escape") clear();
  });
  addEventListener("hashchange", go);
  document.getElementById("_search").hidden = false;
  show();
})();
