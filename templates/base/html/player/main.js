// Begins: sheets at once, the rest when the slides are there.

const start = () => {
  state.slides = [...document.querySelectorAll("main > section")];
  if (!state.slides.length) return;
  fit();
  show(indexInAddress(state.slides));
  new ResizeObserver(fit).observe(document.documentElement);
  wide.addEventListener("change", changeView);
  addEventListener("popstate", () => show(indexInAddress(state.slides)));
  addEventListener("keydown", onKey);
  addEventListener("click", onClick);
  addEventListener("animationend", leave);
  addEventListener("touchstart", onTouchStart, { passive: true });
  addEventListener("touchend", onTouchEnd, { passive: true });
};

chooseSheets();
addEventListener("DOMContentLoaded", start);
