// Shows the large picture of a slide in a dialog. Without it the links lead to the pictures themselves.
(() => {
"use strict";
const dialog = document.getElementById("large");
const picture = dialog.querySelector("img");
const title = document.getElementById("large-title");
const deck = dialog.querySelector("a");
let shots = [];
let at = 0;

const show = (index) => {
  at = Math.min(Math.max(index, 0), shots.length - 1);
  const link = shots[at];
  const small = link.querySelector("img");
  picture.src = link.href;
  picture.width = small.width * 3;
  picture.height = small.height * 3;
  picture.alt = small.alt;
  title.textContent = small.alt;
  title.lang = dialog.lang = link.closest("[lang]").lang;
  deck.href = link.dataset.place;
  dialog.querySelector("[data-step='-1']").disabled = at === 0;
  dialog.querySelector("[data-step='1']").disabled = at === shots.length - 1;
};

addEventListener("click", (event) => {
  const link = event.target.closest("a.shot");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  shots = [...link.closest("section").querySelectorAll("a.shot")];
  show(shots.indexOf(link));
  dialog.showModal();
});
dialog.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (button?.dataset.step) show(at + Number(button.dataset.step));
  else if (button || event.target === dialog) dialog.close();
});
dialog.addEventListener("keydown", (event) => {
  const by = { ArrowLeft: -1, ArrowRight: 1, PageUp: -1, PageDown: 1 }[event.key];
  if (!by || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  show(at + by);
});
dialog.addEventListener("close", () => {
  // Back to the slide that was seen last, unfolded if need be.
  const details = shots[at].closest("details");
  if (details) details.open = true;
  shots[at].focus();
  picture.removeAttribute("src");
});
})();
