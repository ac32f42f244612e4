// The presenter's view: this slide, what the next click shows, notes, time. It is a mode of the page: a window of its own
// never leaves it, and where popups are blocked it takes the stage's place until S is pressed again.

const view = { on: Boolean(presenterSecret), at: -1, marks: [], size: 1, said: "" };
const parts = {};
const presents = () => modeNow() === "presenter";

// A part of the view that later changes find by its name.
const part = (name, tag, attributes = {}, ...children) =>
  (parts[name] = el(tag, { class: `pv-${name}`, ...attributes }, ...children));

const timer = (name, ...children) => part(name, "p", { role: "timer" }, ...children);
const figure = (name) => timer(name, el("span", {}, words[name]), el("b"));
const textButton = (name, run) => part(name, "button", { type: "button", onclick: run }, words[name]);

// The slide's title is the list of all, each with the time at which it is due. Afterwards keys move the slides again.
const jump = ({ target }) => {
  goTo(target.selectedIndex);
  target.blur();
};

const slideList = () => {
  let due = 0;
  const rows = state.slides.map((slide, index) => {
    const row = el("option", {}, `${index + 1} · ${titleOf(slide)}${view.total ? ` · ${clockTime(due)}` : ""}`);
    due += view.plans[index];
    return row;
  });
  return part("list", "select", { "aria-label": words.find, onchange: jump }, ...rows);
};

// Arrows scroll notes that have the focus, as far as they go; then they move on as everywhere.
const scrollNotes = (event) => {
  const { scrollTop, scrollHeight, clientHeight } = parts.notes;
  const more = { ArrowDown: scrollTop + clientHeight < scrollHeight - 1, ArrowUp: scrollTop > 0 }[event.key];
  if (more && !event.altKey && !event.shiftKey) event.stopPropagation();
};

const resizeNotes = (size) => {
  view.size = Math.min(2.5, Math.max(0.6, size));
  keep("localStorage", "talkdeck.notes", view.size);
  view.root.style.setProperty("--notes", view.size);
};

const buildView = () => {
  const { width, height } = document.querySelector("main").dataset;
  view.home = document.createComment("");
  view.root = el("div", { class: "pv" },
    el("header", {},
      barButton("previous", () => step(-1), icon("M15 5l-7 7 7 7")),
      part("place", "p"),
      barButton("next", () => step(1), icon("M9 5l7 7-7 7")),
      slideList(),
      part("clicks", "p", { role: "img" }),
      part("status", "p", { role: "status" }),
      presenterSecret ? "" : textButton("stage", togglePresenter),
      timer("clock")),
    part("now", "div"),
    el("div", { class: "pv-low" },
      // A picture of what comes, said in words above it: nothing in it can be reached.
      el("section", { class: "pv-next", "aria-label": words["next-slide"], onclick: () => step(1) },
        part("after", "p"), part("frame", "div", { inert: "", "aria-hidden": "true" })),
      el("section", { class: "pv-times", "aria-label": words.time },
        figure("elapsed"), figure("left"), part("track", "div"), timer("pace"), timer("slide"),
        el("p", { class: "pv-buttons" }, textButton("timer", toggleTimer), textButton("timer-reset", resetTimer)))),
    part("notes", "section", { "aria-label": words.notes, tabindex: 0, onkeydown: scrollNotes }));
  view.root.style.setProperty("--shape", width / height);
  const sized = new ResizeObserver((changed) => {
    for (const { target } of changed) target.style.setProperty("--fit", target.clientWidth / width);
  });
  sized.observe(parts.now);
  sized.observe(parts.frame);
  resizeNotes(Number(keep("localStorage", "talkdeck.notes")) || 1);
  document.body.append(view.root);
};

// The stage itself is the slide that shows, so that whatever runs on it runs here: it moves into the view and back.
const seat = () => {
  const main = document.querySelector("main");
  if (presents() === Boolean(view.root?.contains(main))) return;
  if (!presents()) return view.home.replaceWith(main);
  if (!view.root) buildView();
  main.replaceWith(view.home);
  parts.now.append(main);
  view.at = state.at;
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
  for (const each of [copy, ...copy.querySelectorAll("[id]")]) each.removeAttribute("id");
  copy.classList.add("now");
  build(copy, more ? state.click + 1 : 0);
  frame.append(copy);
};

// A click mark counts for the paragraphs up to the next one; those before the first belong to the slide's beginning.
const writeNotes = (slide) => {
  let mark = 0;
  const rows = [...slide.querySelectorAll(":scope > .notes > p")].map((paragraph) => {
    const copy = paragraph.cloneNode(true);
    const { click } = paragraph.dataset;
    if (click) {
      mark = Number(click);
      const run = () => goTo(state.at, Number(click));
      copy.prepend(el("button", { type: "button", "aria-label": words["to-click"].replace("{}", click), onclick: run }, click));
    }
    return { copy, mark };
  });
  view.slide = slide;
  view.marks = mark ? rows : [];
  parts.notes.replaceChildren(...rows.map(({ copy }) => copy));
  if (!rows.length) parts.notes.append(el("p", { class: "done" }, words["no-notes"]));
  parts.notes.scrollTop = 0;
};

const markNotes = () => {
  const now = Math.max(0, ...view.marks.map(({ mark }) => mark).filter((mark) => mark <= state.click));
  for (const { copy, mark } of view.marks) {
    copy.className = mark < now ? "done" : "";
    copy.ariaCurrent = mark === now ? "step" : null;
  }
  const first = view.marks.find(({ mark }) => mark && mark === now);
  const { notes } = parts;
  if (first) notes.scrollTo({ top: first.copy.offsetTop - notes.clientHeight / 3, behavior: still.matches ? "auto" : "smooth" });
};

const drawView = () => {
  const { slides, at, click } = state;
  if (at < 0) return;
  const [slide, { place, list, clicks }] = [slides[at], parts];
  const all = clicksOf(slide);
  place.textContent = `${at + 1} / ${slides.length}`;
  list.selectedIndex = at;
  clicks.textContent = "●".repeat(click) + "○".repeat(all - click);
  clicks.ariaLabel = words.clicks.replace("{}", `${click} / ${all}`);
  clicks.hidden = !all;
  if (view.slide !== slide) writeNotes(slide);
  markNotes();
  showNext(slide);
};

const tick = () => {
  if (presenterSecret) tell(true);
  if (!presents()) return;
  write(parts.status, link.missed > 4 ? words["no-contact"] : (words[state.veil] ?? view.said));
  showTimes();
};

const presentHere = (said) => {
  view.on = !view.on;
  view.said = said;
  setMode(view.on ? "presenter" : "stage");
};

const togglePresenter = () => {
  if (view.on && !presenterSecret) presentHere();
  else if (!openPresenter()) presentHere(words["popup-blocked"]);
};

// Whichever mode ends, such as the overview's, this one comes back, not the stage; narrow windows would become the article.
onMode((mode) => {
  if (!state.slides.length) return;
  if (view.on && (mode === "stage" || (mode === "read" && !wide.matches))) queueMicrotask(() => setMode("presenter"));
  seat();
});

onStart(() => {
  startLink();
  planTimes();
  if (view.on) setMode("presenter");
  setInterval(tick, 500);
});

onChange(({ at }) => {
  if (!presents()) return;
  if (view.at >= 0 && view.at !== at) arriveAt(view.at);
  view.at = at;
  drawView();
  tick();
});

const mine = { group: "presenter", modes: "presenter" };
command("presenter", ["s"], togglePresenter, { group: "view", modes: everywhere, button: "M3 5h18v11H3zM12 16v4M8 20h8" });
command("presenter-here", ["Shift+s"], () => presenterSecret || presentHere(), { group: "view", modes: everywhere });
command("timer-toggle", ["t"], toggleTimer, mine);
command("timer-reset", ["Shift+t"], resetTimer, mine);
command("notes-larger", ["+", "="], () => resizeNotes(view.size * 1.12), mine);
command("notes-smaller", ["-"], () => resizeNotes(view.size / 1.12), mine);
