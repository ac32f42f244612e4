// What the stage shows of itself: a line for how far the talk is, and, while the mouse moves, buttons and the number.

const progress = el("div.player.line", { "aria-hidden": true });
let numberButton;

onStart(() => {
  numberButton = el("button", { title: words.find, class: "number", onclick: openFind });
  addToBody(progress, el("nav.player.bar.g-paper", { label: words.bar },
    stepBack(), numberButton, stepOn(),
    ...commands.filter(({ path }) => path).map(({ name, run, path }) => button(name, run, icon(path)))));
  html.classList.add("idle");
});
onChange(({ slides, at }) => {
  setStyle(progress, "--done", slides.length > 1 ? at / (slides.length - 1) : 1);
  numberButton.textContent = `${at + 1} / ${slides.length}`;
});
