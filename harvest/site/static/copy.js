// Copies the text that a button names. Without this script the text is there to select, and no button.
"use strict";
for (const button of document.querySelectorAll("button[data-copies]")) {
  const text = document.getElementById(button.dataset.copies);
  const said = button.textContent;
  button.hidden = false;
  button.addEventListener("click", async () => {
    getSelection().selectAllChildren(text);
    try {
      await navigator.clipboard.writeText(text.textContent);
    } catch {
      document.execCommand("copy"); // where the page did not come by https
    }
    button.textContent = "Copied";
    setTimeout(() => { button.textContent = said; }, 2000);
  });
}
