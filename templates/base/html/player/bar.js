// What the stage shows of itself: a line for how far the talk is, and, while the mouse moves, buttons and the number.

const bar = { line: null, number: null };

const barButton = (name, run, content, attributes = {}) =>
  el("button", { type: "button", "aria-label": words[name], title: words[name], onclick: run, ...attributes }, content);

const makeBar = () => {
  bar.line = el("div", { class: "player line", "aria-hidden": "true" });
  bar.number = barButton("find", openFind, "", { class: "number" });
  bar.number.removeAttribute("aria-label");
  const nav = el("nav", { class: "player bar g-paper", "aria-label": words.bar },
    barButton("previous", () => step(-1), icon("M15 5l-7 7 7 7")),
    bar.number,
    barButton("next", () => step(1), icon("M9 5l7 7-7 7")),
    ...commands.filter(({ button }) => button).map(({ name, run, button }) => barButton(name, run, icon(button))));
  document.body.append(bar.line, nav);
  html.classList.add("idle");
};

onStart(makeBar);
onChange(({ slides, at }) => {
  bar.line.style.setProperty("--done", slides.length > 1 ? at / (slides.length - 1) : 1);
  bar.number.textContent = `${at + 1} / ${slides.length}`;
});
