// Begins: sheets at once, the rest when the slides are there.

const showAddressed = () => {
  const { index, click } = placeInAddress(state.slides);
  show(index, click);
};

const chooseMode = () => {
  if (!wide.matches) setMode("read");
  else if (modeNow() === "read") setMode("stage");
};

// A preview has put slides in the place of others: `at` is what became of the one that shows.
const showReplaced = ({ detail: { at } }) => {
  const { click } = state;
  Object.assign(state, { slides: [...document.querySelectorAll("main > section")], at: -1 });
  show(at, click);
  putInAddress(false);
};

const start = () => {
  state.slides = [...document.querySelectorAll("main > section")];
  if (!state.slides.length) return;
  Object.assign(options, readOptions());
  remap(options.keys ?? {});
  for (const run of listeners.start) run();
  showAddressed();
  fit();
  new ResizeObserver(fit).observe(html);
  wide.addEventListener("change", chooseMode);
  addEventListener("popstate", showAddressed);
  addEventListener("talkdeck:replaced", showReplaced);
  addEventListener("keydown", onKey);
  addEventListener("click", onClick);
  addEventListener("touchstart", onTouchStart, { passive: true });
  addEventListener("touchend", onTouchEnd, { passive: true });
};

setMode(wide.matches ? "stage" : "read");

// Across the border between stage and article the reader stays at the slide.
onMode((mode) => {
  if (mode === "read") state.slides[state.at]?.scrollIntoView();
  else fit();
});

addEventListener("DOMContentLoaded", start);
