// The presenter's view: this slide, what the next click shows, notes, time. It is a mode of the page: a window of its own
// never leaves it, and where popups are blocked it takes the stage's place until S is pressed again.

let presenting = presenterSecret;
let whyHere;
let viewAt = -1;
let viewRoot;
let stageHome;
let notesOf;
let notesSize;
const parts = {};

// A part of the view that later changes find by its name.
const part = (name, tag, attributes = {}, ...children) =>
  (parts[name] = el(`${tag}.pv-${name}`, attributes, ...children));

const timer = (name, ...children) => part(name, "p", { role: "timer" }, ...children);
const figure = (name) => timer(name, el("span", {}, words[name]), el("b"));
const textButton = (name, run) => (parts[name] = button(name, run, null, { class: `pv-${name}` }));

// The slide's title is the list of all, each with the time at which it is due. Afterwards keys move the slides again.
const jump = ({ target }) => {
  goTo(target.selectedIndex);
  target.blur();
};

const slideList = () => {
  let due = 0;
  const rows = state.slides.map((slide, index) => {
    const row = el("option", {}, `${index + 1} · ${titleOf(slide)}${planned ? ` · ${clockTime(due)}` : ""}`);
    due += plans[index];
    return row;
  });
  return part("list", "select", { label: words.find, onchange: jump }, ...rows);
};

// Arrows scroll notes that have the focus, as far as they go; then they move on as everywhere.
const scrollNotes = (event) => {
  const { scrollTop, scrollHeight, clientHeight } = parts.notes;
  const more = { ArrowDown: scrollTop + clientHeight < scrollHeight - 1, ArrowUp: scrollTop > 0 }[event.key];
  if (more && !event.altKey && !event.shiftKey) event.stopPropagation();
};

const resizeNotes = (size) => {
  notesSize = Math.min(2.5, Math.max(0.6, size));
  keep("localStorage", "talkdeck.notes", notesSize);
  setStyle(viewRoot, "--notes", notesSize);
};

const buildView = () => {
  const { width, height } = size();
  stageHome = document.createComment("");
  viewRoot = el("div.pv", {},
    el("header.player", {},
      stepBack(), part("place", "p"), stepOn(),
      slideList(),
      part("clicks", "p", { role: "img" }),
      part("status", "p", { role: "status" }),
      presenterSecret ? "" : textButton("stage", togglePresenter),
      timer("clock")),
    part("now", "div"),
    el("div.pv-low", {},
      // A picture of what comes, said in words above it: nothing in it can be reached.
      el("section.pv-next", { label: words["next-slide"], onclick: () => step(1) },
        part("after", "p"), part("frame", "div", { inert: "", "aria-hidden": "true" })),
      el("section.pv-times.player", { label: words.time },
        figure("elapsed"), figure("left"), part("track", "div"), timer("pace"), timer("slide"),
        el("p.pv-buttons", {}, textButton("timer", toggleTimer), textButton("timer-reset", resetTimer)))),
    part("notes", "section.player", { label: words.notes, tabindex: 0, onkeydown: scrollNotes }));
  setStyle(viewRoot, "--shape", width / height);
  const sized = new ResizeObserver((changed) => {
    for (const { target } of changed) setStyle(target, "--fit", target.clientWidth / width);
  });
  sized.observe(parts.now);
  sized.observe(parts.frame);
  resizeNotes(Number(keep("localStorage", "talkdeck.notes")) || 1);
  addToBody(viewRoot);
};

// The stage itself is the slide that shows, so that whatever runs on it runs here: it moves into the view and back.
const seat = () => {
  const main = mainPart();
  const [to, is] = [inMode("presenter"), Boolean(viewRoot?.contains(main))];
  if (to === is) return;
  if (is) return stageHome.replaceWith(main);
  if (!viewRoot) buildView();
  main.replaceWith(stageHome);
  parts.now.append(main);
  viewAt = state.at;
  drawView();
  tick();
};

const showNext = (slide) => {
  const { after, frame } = parts;
  const more = state.click < clicksOf(slide);
  const next = more ? slide : state.slides[state.at + 1];
  after.textContent = more ? words["next-click"] : next ? `${words["next-slide"]} · ${titleOf(next)}` : words.end;
  frame.replaceChildren();
  if (!next) return;
  const copy = next.cloneNode(true);
  for (const each of [copy, ...all("[id]", copy)]) each.removeAttribute("id");
  copy.classList.add("now");
  build(copy, more ? state.click + 1 : 0);
  frame.append(copy);
};

// A click mark counts for the paragraphs up to the next one; those before the first belong to the slide's beginning.
const writeNotes = (slide) => {
  let mark = 0;
  const rows = all(":scope > .notes > p", slide).map((paragraph) => {
    const copy = paragraph.cloneNode(true);
    const { click } = copy.dataset;
    if (click) {
      mark = Number(click);
      const run = () => goTo(state.at, Number(click));
      copy.prepend(el("button", { label: phrase("to-click", click), onclick: run }, click));
    }
    copy.mark = mark;
    return copy;
  });
  notesOf = slide;
  const { notes } = parts;
  notes.replaceChildren(...(rows.length ? rows : [el("p.done", {}, words["no-notes"])]));
  notes.scrollTop = 0;
};

const markNotes = () => {
  const { notes } = parts;
  const rows = [...notes.children];
  const now = rows.findLast(({ mark }) => mark <= state.click)?.mark;
  if (!rows.at(-1).mark) return;
  for (const row of rows) {
    row.className = row.mark < now ? "done" : "";
    row.ariaCurrent = row.mark === (now ?? 0) ? "step" : null;
  }
  const first = now && rows.find(({ mark }) => mark === now);
  if (first) notes.scrollTo({ top: first.offsetTop - notes.clientHeight / 3, behavior: still.matches ? "auto" : "smooth" });
};

const drawView = () => {
  const { slides, at, click } = state;
  if (at < 0) return;
  const [slide, { place, list, clicks }] = [slides[at], parts];
  const most = clicksOf(slide);
  place.textContent = `${at + 1} / ${slides.length}`;
  list.selectedIndex = at;
  clicks.textContent = "●".repeat(click) + "○".repeat(most - click);
  clicks.ariaLabel = phrase("clicks", `${click} / ${most}`);
  clicks.hidden = !most;
  if (notesOf !== slide) writeNotes(slide);
  markNotes();
  showNext(slide);
};

const tick = () => {
  if (presenterSecret) tell(true);
  if (!inMode("presenter")) return;
  write(parts.status, missed > 4 ? words["no-contact"] : (words[state.veil] ?? whyHere));
  showTimes();
};

const presentHere = (said) => {
  presenting = !presenting;
  whyHere = said;
  setMode(presenting ? "presenter" : "stage");
};

const togglePresenter = () => {
  if (presenting && !presenterSecret) presentHere();
  else if (!openPresenter()) presentHere(words["popup-blocked"]);
};

// Whichever mode ends, such as the overview's, this one comes back, not the stage; narrow windows would become the article.
onMode((mode) => {
  if (!state.slides.length) return;
  if (presenting && (mode === "stage" || (mode === "read" && !wide.matches))) queueMicrotask(() => setMode("presenter"));
  seat();
});

onStart(() => {
  startLink();
  planTimes();
  if (presenting) setMode("presenter");
  setInterval(tick, 500);
});

onChange(({ at }) => {
  if (!inMode("presenter")) return;
  if (viewAt >= 0 && viewAt !== at) arriveAt(viewAt);
  viewAt = at;
  drawView();
  tick();
});

command("presenter", "s", togglePresenter, "view", everywhere, "M3 5h18v11H3zM12 16v4M8 20h8");
command("presenter-here", "Shift+s", () => presenterSecret || presentHere(), "view", everywhere);
command("timer-toggle", "t", toggleTimer, "presenter", "presenter");
command("timer-reset", "Shift+t", resetTimer, "presenter", "presenter");
command("notes-larger", "+ =", () => resizeNotes(notesSize * 1.12), "presenter", "presenter");
command("notes-smaller", "-", () => resizeNotes(notesSize / 1.12), "presenter", "presenter");
