// The overview: all slides as a grid. They are the slides themselves, scaled; a browser draws only those in sight. Above
// each stands a button, and what is in the slides is out of reach.

let tiles;
let across;
let modeBefore;

const layOutGrid = () => {
  const [edge, gap] = [32, 20];
  const room = html.clientWidth - 2 * edge;
  across = Math.max(2, Math.round(room / 280));
  setStyle(html, "--across", across);
  setStyle(html, "--small", (room - gap * (across - 1)) / across / size().width);
};

const reach = (index) => {
  const buttons = tiles.children;
  const to = Math.min(Math.max(index, 0), buttons.length - 1);
  const [from, now] = [one('[tabindex="0"]', tiles), buttons[to]];
  if (from) from.tabIndex = -1;
  now.tabIndex = 0;
  now.focus({ preventScroll: true });
  bringNear(now);
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
  el("button", { type: "button", tabindex: -1, "aria-current": index === state.at, onclick: () => chooseSlide(index) },
    el("span", {}, el("b", {}, index + 1), ` ${titleOf(slide)}`));

const toggleOverview = () => setMode(inMode("overview") ? modeBefore : "overview");

onMode((mode, before) => {
  if (mode === "overview") {
    modeBefore = before;
    mainPart().inert = true;
    tiles = el("nav.grid.player.g-paper", { label: words.overview, onkeydown: onGridKey },
      ...state.slides.map(tile));
    addToBody(tiles);
    layOutGrid();
    reach(state.at);
    tiles.children[state.at].scrollIntoView({ block: "center" });
  } else if (before === "overview") {
    tiles.remove();
    mainPart().inert = false;
    scrollTo(0, 0);
  }
});
command("overview", "o Escape", toggleOverview, "view", "stage presenter overview", "M4 4h6v6H4zM14 4h6v6h-6zM4 14h6v6H4zM14 14h6v6h-6z");
