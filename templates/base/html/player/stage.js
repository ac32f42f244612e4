// The stage: one slide is shown, scaled to the window, with as many of its builds as clicks. On narrow screens the
// document stays an article.

const html = document.documentElement;
const wide = matchMedia("(min-width: 640px)");
const state = { slides: [], at: -1, click: 0 };
const options = {};
const listeners = { start: [], change: [], mode: [] };

// `run()` once the slides are there, before the first is shown; `run(state)` after every change of slide or build;
// `run(mode, before)` after every change of mode.
const onStart = (run) => listeners.start.push(run);
const onChange = (run) => listeners.change.push(run);
const onMode = (run) => listeners.mode.push(run);

const modeNow = () => html.dataset.mode;
const inMode = (mode) => modeNow() === mode;
const reading = () => inMode("read");
const slideNow = () => state.slides[state.at];
const setStyle = (element, name, value) => element.style.setProperty(name, value);
const size = () => html.dataset;

const changed = () => {
  for (const run of listeners.change) run(state);
};

const sheets = () => ["stage.css", "article.css"].map((id) => document.getElementById(id));

// Runs before the body is read, so that a wide screen never shows the article first.
const setMode = (mode) => {
  const before = modeNow();
  if (mode === before) return;
  html.dataset.mode = mode;
  const [stage, article] = sheets();
  stage.media = reading() ? "print" : "print, screen";
  article.media = reading() ? "screen" : "not all";
  for (const run of listeners.mode) run(mode, before);
};

const fit = () => {
  const { width, height } = size();
  setStyle(html, "--scale", Math.min(innerWidth / width, innerHeight / height));
};

const titleOf = (slide) => (one("h1, h2", slide)?.textContent ?? slide.getAttribute("aria-label") ?? "").trim();

const say = (text) => {
  one("#said").textContent = text;
};

// Pictures are lazy, so that a deck of hundreds opens at once; those a key or two away are made ready to show.
const readyPictures = (slide) => {
  for (const picture of all("img[loading=lazy]", slide)) picture.loading = "eager";
};

// How many clicks a slide takes until it is complete.
const clicksOf = (slide) =>
  Math.max(0, ...all("[data-build], [data-build-out]", slide).flatMap(({ dataset }) =>
    [dataset.build ?? 0, ...(dataset.buildOut?.split(" ") ?? [])]));

// Sets a slide, or a copy of it, to what it shows after `click` clicks.
const build = (slide, click) => {
  for (const each of all("[data-build]", slide)) each.classList.toggle("later", each.dataset.build > click);
  for (const each of all("[data-build-out]", slide))
    each.classList.toggle("past", each.dataset.buildOut.split(" ").filter((n) => n <= click).length % 2 > 0);
};

// Which of a slide's boxes come in with the clicks after `from` up to `to`.
const comingIn = (slide, from, to) =>
  all("[data-build]", slide).filter(({ dataset }) => dataset.build > from && dataset.build <= to);

// Puts the slide of `state` on the stage, whichever was there.
const putOnStage = () => {
  const { slides, at, click } = state;
  const now = slides[at];
  for (const each of all("main > .now")) each.classList.remove("now");
  build(now, click);
  now.classList.add("now");
  now.inert = false;
  now.setAttribute("aria-roledescription", words.slide);
  document.body.className = [...now.classList].find((each) => each.startsWith("g-")) ?? "";
};

// Shows the slide at `index` after `click` clicks (Infinity: complete); returns whether anything changed.
const show = (index, click = 0) => {
  const { slides, at, click: clicked } = state;
  const next = Math.min(Math.max(index, 0), slides.length - 1);
  if (next < 0) return false;
  const [before, now] = [slides[at], slides[next]];
  const to = Math.min(Math.max(click, 0), clicksOf(now));
  if (next === at && to === clicked) return false;
  const held = before !== now && !reading() && before?.contains(document.activeElement);
  Object.assign(state, { at: next, click: to });
  endMotion();
  if (before === now) {
    putOnStage();
    const come = comingIn(now, clicked, to);
    bringIn(come);
    say(come.map((each) => each.textContent.trim()).join(" ").slice(0, 300));
  } else {
    change(before, now, Math.sign(next - at));
    if (before && !reading()) say(`${next + 1} / ${slides.length}: ${titleOf(now)}`);
  }
  slides.slice(Math.max(0, next - 1), next + 3).forEach(readyPictures);
  // Whoever stood on a link of the last slide goes on at the top of this one, not at the document's.
  if (held) {
    now.tabIndex = -1;
    now.focus({ preventScroll: true });
  }
  changed();
  return true;
};

const goTo = (index, click = 0) => {
  const { at } = state;
  const changed = show(index, click);
  if (changed) putInAddress(state.at !== at);
  return changed;
};

// By slides, past all builds; a slide that one goes back to is complete. False at either end.
const skip = (by) => state.at + by in state.slides && goTo(state.at + by, by < 0 ? Infinity : 0);

// By builds, and on to the next slide after the last of them.
const step = (by) => {
  const { slides, at, click } = state;
  const to = click + by;
  return to >= 0 && to <= clicksOf(slides[at]) ? goTo(at, to) : skip(by);
};
