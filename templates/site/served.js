"use strict";
// Says when the page no longer shows the lists as they stand, or nobody answers for them.
{
  const told = document.getElementById("_behind");
  const here = document.currentScript.dataset.up;
  const opened = new Date().toLocaleString("zh-CN", { dateStyle: "medium", timeStyle: "short" });
  let first = null;
  const say = (text) => {
    told.hidden = !text;
    if (told.textContent !== text) told.textContent = text;
  };
  const look = async () => {
    try {
      const answer = await fetch(`${here}api/v1/edition`, { cache: "no-store" });
      const tag = answer.headers.get("ETag");
      if (!answer.ok) return say("清单现在读不了，这一页还是原来的内容；请告诉管清单的人");
      first ??= tag;
      say(tag === first ? "" : "清单改过了，这一页还是原来的内容：请刷新");
    } catch {
      say(`连不上了，这一页是 ${opened} 的内容，之后的改动看不到`);
    }
  };
  look();
  setInterval(look, 30_000);
}
