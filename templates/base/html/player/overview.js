// The overview: all slides as a grid. They are the slides themselves, scaled; only those in sight are drawn. Above each
// stands a button, and what is in the slides is out of reach.

let tiles;
let across;
let modeBefore;

// A row more than is in sight; `content-visibility: auto` draws four windows more, which takes twice as long.
const inSightOnly = new IntersectionObserver(
  (entries) => {
    for (const { target, isIntersecting } of entries)
      setStyle(target, "content-visibility", isIntersecting ? "visible" : "");
  },
  { rootMargin: "10%" },
);

// Worked out while the stage stands, which has been laid out; 18 pixels are kept for a scroll bar.
const layOutGrid = () => {
  const [edge, gap] = [32, 20];
  const room = html.clientWidth - 2 * edge - 18;
  across = Math.max(2, Math.round(room / 280));
  setStyle(html, "--across", across);
  setStyle(html, "--small", (room - gap * (across - 1)) / across / size().width);
};

const reach = (index, block = "nearest") => {
  const buttons = tiles.children;
  const to = Math.min(Math.max(index, 0), buttons.length - 1);
  const [from, now] = [one('[tabindex="0"]', tiles), buttons[to]];
  if (from) from.tabIndex = -1;
  now.tabIndex = 0;
  now.focus({ preventScroll: true });
  now.scrollIntoView({ block, behavior: "instant" });
};

const onGridKey = (event) => {
  if (held(event)) return;
  const by = {
    ArrowRight: 1, ArrowLeft: -1, ArrowDown: across, ArrowUp: -across,
    PageDown: 3 * across, PageUp: -3 * across, Home: -Infinity, End: Infinity,
  }[event.key];
  if (!by) return;
  event.preventDefault();
  const to = [...tiles.children].indexOf(document.activeElement) + by;
  // Down from the last row but one reaches the last slide; up and down else keep their column.
  if (Math.abs(by) !== across || to in tiles.children || by > 0) reach(to);
};

const chooseSlide = (index) => {
  if (index !== state.at) goTo(index);
  setMode(modeBefore);
};

const tile = (slide, index) =>
  el("button", { tabindex: -1, "aria-current": index === state.at, onclick: () => chooseSlide(index) },
    el("span", {}, el("b", {}, index + 1), ` ${titleOf(slide)}`));

const toggleOverview = () => {
  if (inMode("overview")) return setMode(modeBefore);
  layOutGrid();
  setMode("overview");
};

onMode((mode, before) => {
  if (mode === "overview") {
    modeBefore = before;
    mainPart().inert = true;
    tiles = el("nav.grid.player.g-paper", { label: words.overview, onkeydown: onGridKey },
      ...state.slides.map(tile));
    addToBody(tiles);
    for (const slide of state.slides) inSightOnly.observe(slide);
    reach(state.at, "center");
  } else if (before === "overview") {
    tiles.remove();
    inSightOnly.disconnect();
    mainPart().inert = false;
    scrollTo(0, 0);
  }
});
command("overview", "o Escape", toggleOverview, "view", "stage presenter overview", "M4 4h6v6H4zM14 4h6v6h-6zM4 14h6v6H4zM14 14h6v6h-6z");
