// The stage: one slide is shown, scaled to the window. On narrow screens the document stays an article.

const wide = matchMedia("(min-width: 640px)");
const state = { slides: [], at: -1 };

// Runs before the body is read, so that a wide screen never shows the article first.
const chooseSheets = () => {
  document.getElementById("stage.css").media = "print, screen and (min-width: 640px)";
  document.getElementById("article.css").media = "screen and (max-width: 639.98px)";
};

const fit = () => {
  const { width, height } = document.querySelector("main").dataset;
  const scale = Math.min(document.documentElement.clientWidth / width, innerHeight / height);
  document.documentElement.style.setProperty("--scale", scale);
};

const titleOf = (slide) => (slide.querySelector("h1, h2")?.textContent ?? slide.getAttribute("aria-label") ?? "").trim();

const say = (slide) => {
  document.getElementById("said").textContent = `${state.at + 1} / ${state.slides.length}: ${titleOf(slide)}`;
};

// Pictures are lazy, so that a deck of hundreds opens at once; those a key or two away are made ready to show.
const readyPictures = (slide) => {
  for (const picture of slide?.querySelectorAll("img[loading=lazy]") ?? []) picture.loading = "eager";
};

// Shows the slide at `index`; returns whether another one came up.
const show = (index) => {
  const { slides, at } = state;
  const next = Math.min(Math.max(index, 0), slides.length - 1);
  if (next === at || next < 0) return false;
  for (const slide of document.querySelectorAll(".was")) slide.classList.remove("was");
  const [before, now] = [slides[at], slides[next]];
  const held = before?.contains(document.activeElement);
  state.at = next;
  before?.classList.remove("now", "fresh");
  now.classList.add("now");
  if (before) {
    before.classList.add("was");
    before.inert = true;
    now.classList.add("fresh");
    if (wide.matches) say(now);
  }
  now.inert = false;
  document.body.className = [...now.classList].find((each) => each.startsWith("g-")) ?? "";
  for (const near of [0, 1, -1, 2]) readyPictures(slides[next + near]);
  // Whoever stood on a link of the last slide goes on at the top of this one, not at the document's.
  if (held) {
    now.tabIndex = -1;
    now.focus({ preventScroll: true });
  }
  return true;
};

const goTo = (index) => {
  if (show(index)) putInAddress(state.slides[state.at]);
};

const step = (by) => goTo(state.at + by);

const leave = (event) => {
  if (event.animationName !== "appear") return;
  for (const slide of document.querySelectorAll(".was")) slide.classList.remove("was");
};

// Across the border between stage and article the reader stays at the slide.
const changeView = () => {
  for (const slide of state.slides) slide.inert = false;
  if (wide.matches) fit();
  else state.slides[state.at].scrollIntoView();
};
