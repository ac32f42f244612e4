// The overview: all slides as a grid. They are the slides themselves, scaled; a browser draws only those in sight. Above
// each stands a button, and what is in the slides is out of reach.

const grid = { nav: null, across: 1, from: "stage" };

const layOutGrid = () => {
  if (modeNow() !== "overview") return;
  const { width } = document.querySelector("main").dataset;
  const [edge, gap] = [32, 20];
  const room = html.clientWidth - 2 * edge;
  grid.across = Math.max(2, Math.round(room / 280));
  html.style.setProperty("--across", grid.across);
  html.style.setProperty("--small", (room - gap * (grid.across - 1)) / grid.across / width);
};

const reach = (index) => {
  const buttons = grid.nav.children;
  const to = Math.min(Math.max(index, 0), buttons.length - 1);
  for (const each of grid.nav.querySelectorAll('[tabindex="0"]')) each.tabIndex = -1;
  buttons[to].tabIndex = 0;
  buttons[to].focus({ preventScroll: true });
  buttons[to].scrollIntoView({ block: "nearest" });
};

const onGridKey = (event) => {
  if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const { across, nav } = grid;
  const by = {
    ArrowRight: 1, ArrowLeft: -1, ArrowDown: across, ArrowUp: -across,
    PageDown: 3 * across, PageUp: -3 * across, Home: -Infinity, End: Infinity,
  }[event.key];
  if (!by) return;
  event.preventDefault();
  const at = [...nav.children].indexOf(document.activeElement);
  // Down from the last row but one reaches the last slide; up and down else keep their column.
  if (Math.abs(by) !== across || at + by in nav.children || by > 0) reach(at + by);
};

const chooseSlide = (index) => {
  show(index, index === state.at ? state.click : 0) && putInAddress(true);
  setMode(grid.from);
};

const tile = (slide, index) =>
  el("button", { type: "button", tabindex: -1, onclick: () => chooseSlide(index) },
    el("span", {}, el("b", {}, String(index + 1)), ` ${titleOf(slide)}`));

const toggleOverview = () => {
  if (modeNow() === "overview") return setMode(grid.from);
  grid.nav = el("nav", { class: "grid player g-paper", "aria-label": words.overview, onkeydown: onGridKey },
    ...state.slides.map(tile));
  document.body.append(grid.nav);
  setMode("overview");
};

onMode((mode, before) => {
  if (mode !== "overview" && before !== "overview") return;
  const main = document.querySelector("main");
  main.inert = mode === "overview";
  if (!main.inert) {
    grid.nav.remove();
    return scrollTo(0, 0);
  }
  grid.from = before;
  layOutGrid();
  [...grid.nav.children].forEach((each, index) => each.toggleAttribute("aria-current", index === state.at));
  reach(state.at);
  grid.nav.children[state.at].scrollIntoView({ block: "center" });
});
command("overview", ["o", "Escape"], toggleOverview, {
  group: "view",
  modes: "stage presenter overview",
  button: "M4 4h6v6H4zM14 4h6v6h-6zM4 14h6v6H4zM14 14h6v6h-6z",
});
