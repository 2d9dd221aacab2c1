"use strict";
// What every page but the first can do: ask there, and print.
{
  const ask = document.getElementById("_ask");
  const form = ask.querySelector("form");
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const asked = document.getElementById("_query").value.trim();
    if (asked) location.href = `${form.getAttribute("action")}#${new URLSearchParams({ q: asked })}`;
  });
  addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || document.activeElement.matches("input")) return;
    event.preventDefault();
    document.getElementById("_query").focus();
  });
  for (const button of document.querySelectorAll(".print")) button.addEventListener("click", () => print());
  ask.hidden = false;
  document.documentElement.classList.add("live");
  try { // a browser may keep nothing for pages of a drive
    document.documentElement.classList.toggle("large", localStorage.getItem("checklist-large") === "yes");
  } catch {}
}
