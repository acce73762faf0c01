// Unfolds all parts of the page at once, and folds them again. Without this script each is opened by itself.
"use strict";
const unfolds = document.querySelector("button[data-unfolds]");
const parts = document.querySelectorAll(".fold > details");
unfolds.hidden = parts.length === 0;
unfolds.addEventListener("click", () => {
  const open = unfolds.getAttribute("aria-pressed") !== "true";
  for (const part of parts) part.open = open;
  unfolds.setAttribute("aria-pressed", open);
});
