// The place in the address: #id of the slide, #id/2 after two builds. So a slide can be sent as a link, the browser's
// back and forward work, and reloading keeps the place.

const placeInAddress = (slides) => {
  let hash = location.hash.slice(1);
  try {
    hash = decodeURIComponent(hash);
  } catch {
    // A hash that is no valid encoding is taken as it stands.
  }
  const [, id, click] = /^(.*?)(?:\/(\d+))?$/s.exec(hash);
  const find = (name) => slides.findIndex((slide) => slide.id === name);
  const whole = find(hash);
  return whole < 0 ? { index: Math.max(0, find(id)), click: Number(click ?? 0) } : { index: whole, click: 0 };
};

// A slide is a place to come back to; a build is not.
const putInAddress = (isNew) => {
  const address = `#${slideNow().id}${state.click ? `/${state.click}` : ""}`;
  try {
    history[isNew ? "pushState" : "replaceState"](null, "", address);
  } catch {
    // Sandboxed frames forbid it, and Safari refuses more than a hundred within half a minute.
  }
};
