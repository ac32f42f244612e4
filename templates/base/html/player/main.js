// Begins: sheets at once, the rest when the slides are there.

// Pictures of slides, for a page or a file, are taken with nothing of the player upon them.
if (new URLSearchParams(location.search).has("still")) html.dataset.still = "";

const showAddressed = () => {
  const { index, click } = placeInAddress(state.slides);
  show(index, click);
};

const chooseMode = () => {
  if (!wide.matches) setMode("read");
  else if (reading()) setMode("stage");
};

// A preview has put slides in the place of others: `at` is what became of the one that shows.
const showReplaced = ({ detail: { at } }) => {
  const { click } = state;
  Object.assign(state, { slides: all("main > section"), at: -1 });
  show(at, click);
  putInAddress(false);
};

const start = () => {
  state.slides = all("main > section");
  if (!state.slides.length) return;
  Object.assign(options, readOptions());
  remap(options.keys ?? {});
  for (const run of listeners.start) run();
  delete html.dataset.early;
  showAddressed();
  new ResizeObserver(fit).observe(html);
  wide.onchange = chooseMode;
  addEventListener("popstate", showAddressed);
  addEventListener("talkdeck:replaced", showReplaced);
  addEventListener("keydown", onKey);
  addEventListener("click", onClick);
  addEventListener("touchstart", onTouchStart);
  addEventListener("touchend", onTouchEnd);
};

setMode(wide.matches ? "stage" : "read");
// The first slide shows while the rest is read, where the address asks for no other.
if (!location.hash) html.dataset.early = "";
fit();

// Across the border between stage and article the reader stays at the slide.
onMode((mode) => {
  if (mode === "read") slideNow()?.scrollIntoView();
  else fit();
});

addEventListener("DOMContentLoaded", start);
