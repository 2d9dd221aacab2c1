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
  form.addEventListener("keydown", (event) => {
    // Enter ends what an input method composes, which some browsers tell by 229 alone.
    if (event.key === "Enter" && (event.isComposing || event.keyCode === 229)) event.preventDefault();
  });
  addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || document.activeElement.matches("input")) return;
    event.preventDefault();
    document.getElementById("_query").focus();
  });
  for (const button of document.querySelectorAll(".print")) button.addEventListener("click", () => print());
  ask.hidden = false;
}
