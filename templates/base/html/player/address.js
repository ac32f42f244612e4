// The slide in the address: #id, so that a slide can be sent as a link and the browser's back and forward work.

const indexInAddress = (slides) => {
  let id = location.hash.slice(1);
  try {
    id = decodeURIComponent(id);
  } catch {
    // A hash that is no valid encoding is taken as it stands.
  }
  return Math.max(0, slides.findIndex((slide) => slide.id === id));
};

const putInAddress = (slide) => {
  try {
    history.pushState(null, "", "#" + slide.id);
  } catch {
    // Sandboxed frames forbid it, and Safari refuses more than a hundred within half a minute.
  }
};
