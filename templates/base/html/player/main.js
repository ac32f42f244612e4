// Begins: sheets at once, the rest when the slides are there.

const showAddressed = () => {
  const { index, click } = placeInAddress(state.slides);
  show(index, click);
};

const chooseMode = () => {
  if (!wide.matches) setMode("read");
  else if (modeNow() === "read") setMode("stage");
};

const start = () => {
  state.slides = [...document.querySelectorAll("main > section")];
  if (!state.slides.length) return;
  Object.assign(options, readOptions());
  remap(options.keys);
  for (const run of listeners.start) run();
  showAddressed();
  fit();
  new ResizeObserver(fit).observe(html);
  wide.addEventListener("change", chooseMode);
  addEventListener("popstate", showAddressed);
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
