// Read mode: the deck as one article, with its table of contents, its notes to unfold and a print of its own.
// The default on narrow screens; elsewhere by key. The address and the table of contents follow what is in sight.

const beside = matchMedia("(min-width: 1100px)");
// What is left of a sheet of paper between its margins, in CSS pixels: the narrower of A4 and letter.
const paperWidth = 660;
let toc;
let figureStyles;
const tocLinks = [];
const figures = [];

// Slides that continue one count as one: "(1/2)" behind the title goes.
const headOf = (slide) => titleOf(slide).replace(/\s*[（(]\d+\/\d+[）)]$/, "");

const entry = (slide) => el("a", { href: `#${encodeURIComponent(slide.id)}` }, headOf(slide));

// Parts with their slides below them; a slide that continues stands there once.
const contents = () => {
  const list = el("ol");
  let [part, title] = [list, ""];
  for (const slide of state.slides) {
    const again = headOf(slide) === title && tocLinks.at(-1);
    title = headOf(slide);
    tocLinks.push(again || entry(slide));
    if (again) continue;
    const item = el("li", {}, tocLinks.at(-1));
    const begins = slide.matches(".k-section, .k-closing");
    (begins ? list : part).append(item);
    if (begins) item.append((part = el("ol")));
  }
  for (const empty of all("ol:empty", list)) empty.remove();
  return list;
};

const unfoldNotes = ({ currentTarget }) => {
  const folds = all(".spoken");
  const open = !folds.every((each) => each.open);
  for (const each of folds) each.open = open;
  currentTarget.ariaPressed = open;
};

// Notes, folded. What the presenter's view needs stays where it is.
const spokenOf = (slide) => {
  const notes = one(":scope > .notes", slide);
  if (!notes) return;
  const said = [...notes.cloneNode(true).children];
  slide.append(el("details.spoken", {}, el("summary", {}, words.notes), ...said));
};

// A table is as wide as its words need, in a box of its own.
const boxTables = (slide) => {
  for (const table of all("table.b", slide)) {
    const box = el("div.scroll", {});
    table.before(box);
    box.append(table);
  }
};

// Where lines tie boxes together, places are what is meant: a figure holds the stage's own drawing, made smaller.
const drawFigure = (slide) => {
  if (!one(":scope > .shape > polyline", slide)) return;
  const apart = "h1, h2, aside, details, .ink, .r-title, .r-kicker, .r-time, .r-source, .r-caption, .r-footnote, .r-footer";
  const boxes = [...slide.children].filter((each) => !each.matches(`${apart}, .r-slide-number`));
  const plane = el("div.slide.now", {}, ...boxes.map((each) => each.cloneNode(true)));
  const figure = el("div.drawn-figure", { role: "group", label: words.figure });
  const shadow = figure.attachShadow({ mode: "open" });
  const inner = el("div", {}, plane);
  inner.style.cssText = "position:relative;overflow:hidden";
  plane.style.cssText = "transform-origin:0 0;background:none";
  shadow.append(inner);
  shadow.adoptedStyleSheets = figureStyles;
  boxes[0].before(figure);
  // A phone has no room for it, but the list that a cycle is.
  const list = boxes.some((each) => each.matches(".set"));
  figure.classList.toggle("listed", list);
  for (const each of boxes) each.classList.add("drawn", list ? "in-list" : "alone");
  const drawn = { figure, inner, plane };
  figures.push(drawn);
  new ResizeObserver(() => requestAnimationFrame(() => scaleFigure(drawn))).observe(figure);
};

// Cut to what is drawn and as wide as the column, but never so small that its words cannot be read.
const scaleFigure = ({ figure, inner, plane }) => {
  const room = html.dataset.print ? paperWidth : figure.clientWidth;
  plane.style.transform = "";
  const { left, top } = rectOf(plane);
  const rects = all(".b", plane).map((each) => rectOf(each));
  const x = Math.min(...rects.map((each) => each.left)) - left - 4;
  const y = Math.min(...rects.map((each) => each.top)) - top - 4;
  const width = Math.max(...rects.map((each) => each.right)) - left - x + 4;
  const height = Math.max(...rects.map((each) => each.bottom)) - top - y + 4;
  const scale = Math.min(1, Math.max(0.5, room / width));
  plane.style.transform = `scale(${scale}) translate(${-x}px, ${-y}px)`;
  inner.style.width = `${width * scale}px`;
  inner.style.height = `${height * scale}px`;
};

// What is wider than the column can be reached, and so scrolled, by keyboard.
const measured = new ResizeObserver((entries) => {
  for (const { target } of entries) {
    if (!reading() || target.scrollWidth <= target.clientWidth + 1) {
      target.removeAttribute("tabindex");
      if (target.matches(".scroll")) target.removeAttribute("role");
      continue;
    }
    target.tabIndex = 0;
    if (!target.matches(".scroll")) continue;
    target.role = "region";
    target.ariaLabel = target.firstChild.ariaLabel ?? titleOf(target.closest("section"));
  }
});

// The slides' own style is put away while the article prints, and all of it stands on the light ground.
const printArticle = async () => {
  const pictures = all("main img");
  for (const picture of pictures) picture.loading = "eager";
  await Promise.allSettled(pictures.map((picture) => picture.decode()));
  const styles = sheets();
  const before = [styles.map(({ media }) => media), state.slides.map(({ className }) => className)];
  const dress = ([medias, classes]) => {
    styles.forEach((style, n) => (style.media = medias[n]));
    state.slides.forEach((slide, n) => (slide.className = classes[n]));
  };
  html.dataset.print = "article";
  dress([["not all", "all"], before[1].map((each) => each.replace(/\bg-[\w-]+/, "g-paper"))]);
  figures.forEach(scaleFigure);
  const restore = () => {
    delete html.dataset.print;
    dress(before);
    figures.forEach(scaleFigure);
  };
  addEventListener("afterprint", restore, { once: true });
  print();
};

const readBar = () => {
  const tool = (name, run) => button(name, run, null, { class: name });
  const tools = el("div.tools", {});
  if (one(".spoken")) {
    tools.append(tool("notes", unfoldNotes));
    tools.firstChild.ariaPressed = false;
  }
  if (hasDark) tools.append(tool("dark", toggleDark));
  tools.append(tool("print", printArticle), tool("stage", toggleRead));
  const fold = el("details", {}, el("summary", {}, words.contents), contents());
  fold.addEventListener("click", ({ target }) => {
    if (target.closest("a") && !beside.matches) fold.open = false;
  });
  const unfold = () => {
    fold.open = beside.matches;
  };
  beside.onchange = unfold;
  unfold();
  toc = el("nav.toc.g-paper", { label: words.contents }, fold, tools);
  document.body.prepend(toc);
};

const markHere = () => {
  const link = tocLinks[state.at];
  const before = one("[aria-current]", toc);
  if (link === before) return;
  before?.removeAttribute("aria-current");
  link.ariaCurrent = "true";
  if (beside.matches) bringNear(link);
};

// The slide at the top is the current one, for the address and for whatever mode comes next. At the end of the document
// no slide comes to the top any more: there it is the one that was asked for, else the last.
const inSight = () => {
  const tops = state.slides.map((slide) => rectOf(slide).top);
  const at = Math.max(0, tops.findLastIndex((top) => top <= innerHeight * 0.15));
  if (scrollY + innerHeight < html.scrollHeight - 2) return at;
  return state.at > at && tops[state.at] < innerHeight ? state.at : tops.length - 1;
};

// Slides get their true height when they come near, which moves those below. For a second after a link, the slide that
// it leads to is held at its place, unless the reader goes on.
const seek = ({ type }) => {
  sought = type === "popstate" && Date.now() + 1000;
};

const follow = () => {
  following = false;
  if (!reading() || !toc) return;
  if (Date.now() < sought) return slideNow().scrollIntoView();
  const at = inSight();
  if (at === state.at) return;
  Object.assign(state, { at, click: 0 });
  putInAddress(false);
  changed();
};

let following, sought;

const followSoon = () => {
  if (reading()) following ||= setTimeout(follow, 120);
};

const beginReading = () => {
  if (!reading() || toc || state.at < 0) return;
  figureStyles = [one("style"), sheets()[0]].map(({ textContent }) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(textContent);
    return sheet;
  });
  for (const slide of state.slides) {
    spokenOf(slide);
    boxTables(slide);
    drawFigure(slide);
  }
  readBar();
  for (const each of all(".scroll, .chart, pre, .r-math, .drawn-figure")) measured.observe(each);
  new ResizeObserver(followSoon).observe(mainPart());
};

const toggleRead = () => setMode(reading() ? "stage" : "read");

onMode((mode, before) => {
  if (state.at < 0) return;
  beginReading();
  if (mode === "read") for (const slide of state.slides) slide.inert = false;
  else if (before === "read") putOnStage();
  if (mode === "read") markHere();
});
onChange(() => {
  beginReading();
  if (reading()) markHere();
});
addEventListener("scroll", followSoon);
for (const type of ["popstate", "wheel", "touchmove", "keydown"]) addEventListener(type, seek);
command("read", "r", toggleRead, "view", everywhere);
command("print", "Shift+p", printArticle, "view", "read");
