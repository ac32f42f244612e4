// The presenter's view: this slide, what the next click shows, notes, time. It is a mode of the page: a window of its own
// never leaves it, and where popups are blocked it takes the stage's place until S is pressed again.

const view = { on: Boolean(presenterSecret), root: null, home: null, at: -1, parts: {}, plans: [], size: 1, marks: [], said: "" };

// A part of the view that later changes find by its name.
const part = (name, tag, attributes = {}, ...children) =>
  (view.parts[name] = el(tag, { class: `pv-${name}`, ...attributes }, ...children));

const pvButton = (name, run) => el("button", { type: "button", class: `pv-${name}`, onclick: run }, words[name]);

const arrow = (name, by, path) =>
  el("button", { type: "button", class: "pv-arrow", "aria-label": words[name], onclick: () => step(by) }, icon(path));

const toList = (index) => {
  view.list.close();
  goTo(index);
};

// Where the talk may be led to, with the time at which each slide is due.
const openList = () => {
  view.list ??= dialog("slide-list", el("ol"));
  view.list.classList.add("pv-list");
  let due = 0;
  const rows = state.slides.map((slide, index) => {
    const time = view.total ? el("span", { class: "pv-due" }, clockTime(due)) : "";
    due += view.plans[index];
    const here = index === state.at && "true";
    const go = el("button", { type: "button", "aria-current": here, autofocus: here, onclick: () => toList(index) });
    go.append(el("b", {}, String(index + 1)), el("span", {}, titleOf(slide)), time);
    return el("li", { class: slide.classList.contains("k-section") && "pv-section" }, go);
  });
  view.list.querySelector("ol").replaceChildren(...rows);
  view.list.showModal();
  view.list.querySelector("[aria-current]").scrollIntoView({ block: "center" });
};

// Arrows scroll notes that have the focus, as far as they go; then they move on as everywhere.
const scrollNotes = (event) => {
  const { scrollTop, scrollHeight, clientHeight } = view.parts.notes;
  const more = { ArrowDown: scrollTop + clientHeight < scrollHeight - 1, ArrowUp: scrollTop > 0 }[event.key];
  if (more && !event.altKey && !event.shiftKey) event.stopPropagation();
};

const buildView = () => {
  const { width, height } = document.querySelector("main").dataset;
  const timer = (name, ...children) => part(name, "p", { role: "timer" }, ...children);
  const figure = (name) => timer(name, part(`${name}-label`, "span", {}, words[name]), part(`${name}-time`, "span"));
  part("timer", "button", { type: "button", onclick: toggleTimer });
  const bar = el("header", { class: "pv-bar" }, arrow("previous", -1, "M15 5l-7 7 7 7"), part("place", "p"), arrow("next", 1, "M9 5l7 7-7 7"));
  bar.append(part("title", "p"), part("clicks", "p", { role: "img" }));
  bar.append(part("status", "p", { role: "status" }), pvButton("slide-list", openList));
  if (!presenterSecret) bar.append(pvButton("back-to-stage", togglePresenter));
  bar.append(timer("clock"));
  // A picture of what comes, said in words above it: nothing in it can be reached.
  part("frame", "div", { inert: "", "aria-hidden": "true" });
  const next = el("section", { class: "pv-next", "aria-label": words["next-slide"], onclick: () => step(1) }, part("after", "p"), view.parts.frame);
  const times = el("section", { class: "pv-times", "aria-label": words.time }, figure("elapsed"), figure("left"), part("track", "div"), timer("pace"));
  times.append(timer("slide"), el("p", { class: "pv-buttons" }, view.parts.timer, pvButton("timer-reset", resetTimer)));
  part("notes", "section", { "aria-label": words.notes, tabindex: 0, onkeydown: scrollNotes });
  view.root = el("div", { class: "pv" }, bar, part("now", "div"));
  view.root.append(el("div", { class: "pv-low" }, next, times), view.parts.notes);
  view.root.style.setProperty("--pv-shape", width / height);
  const sized = new ResizeObserver(() => {
    for (const name of ["now", "frame"])
      view.root.style.setProperty(`--pv-${name}`, view.parts[name].clientWidth / width);
  });
  for (const name of ["now", "frame"]) sized.observe(view.parts[name]);
  resizeNotes(Number(keep("localStorage", "talkdeck.notes")) || 1);
  document.body.append(view.root);
};

const resizeNotes = (size) => {
  view.size = Math.min(2.5, Math.max(0.6, size));
  keep("localStorage", "talkdeck.notes", view.size);
  view.root?.style.setProperty("--pv-size", view.size);
};

// The stage itself is the slide that shows, so that whatever runs on it runs here: it moves into the view and back.
const seat = () => {
  const main = document.querySelector("main");
  const shown = modeNow() === "presenter";
  if (!main || shown === Boolean(view.root?.contains(main))) return;
  if (shown) {
    if (!view.root) buildView();
    view.home ??= document.createComment("");
    main.replaceWith(view.home);
    view.parts.now.append(main);
    view.at = state.at;
    drawView();
    tick();
  } else view.home.replaceWith(main);
};

const showNext = (slide) => {
  const { slides, at, click } = state;
  const more = click < clicksOf(slide);
  const next = more ? slide : slides[at + 1];
  view.parts.after.textContent = more ? words["next-click"] : next ? `${words["next-slide"]} · ${titleOf(next)}` : words.end;
  view.parts.frame.replaceChildren();
  if (!next) return;
  readyPictures(next);
  const copy = next.cloneNode(true);
  for (const each of [copy, ...copy.querySelectorAll("[id]")]) each.removeAttribute("id");
  copy.classList.add("now");
  build(copy, more ? click + 1 : 0);
  view.parts.frame.append(copy);
};

// A click mark counts for the paragraphs up to the next one; those before the first belong to the slide's beginning.
const writeNotes = (slide) => {
  let mark = 0;
  const rows = [...slide.querySelectorAll(":scope > .notes > p")].map((paragraph) => {
    const copy = paragraph.cloneNode(true);
    const { click } = paragraph.dataset;
    if (click) {
      mark = Number(click);
      const label = words["to-click"].replace("{}", click);
      copy.prepend(el("button", { type: "button", "aria-label": label, onclick: () => goTo(state.at, Number(click)) }, click));
    }
    return { copy, mark };
  });
  view.marks = mark ? rows : [];
  view.parts.notes.replaceChildren(...(rows.length ? rows.map(({ copy }) => copy) : [el("p", { class: "pv-none" }, words["no-notes"])]));
  view.parts.notes.scrollTop = 0;
};

const markNotes = (click) => {
  const now = Math.max(0, ...view.marks.map(({ mark }) => mark).filter((mark) => mark <= click));
  for (const { copy, mark } of view.marks) {
    copy.classList.toggle("pv-past", mark < now);
    if (mark === now) copy.setAttribute("aria-current", "step");
    else copy.removeAttribute("aria-current");
  }
  const first = view.marks.find(({ mark }) => mark === now && mark > 0);
  first?.copy.scrollIntoView({ block: "center", behavior: still.matches ? "auto" : "smooth" });
};

const drawView = () => {
  const { slides, at, click } = state;
  if (modeNow() !== "presenter" || !view.root || at < 0) return;
  const [slide, { place, title, clicks }] = [slides[at], view.parts];
  const all = clicksOf(slide);
  place.textContent = `${at + 1} / ${slides.length}`;
  title.textContent = titleOf(slide);
  clicks.textContent = all > 12 ? `${click} / ${all}` : "●".repeat(click) + "○".repeat(all - click);
  clicks.ariaLabel = words.clicks.replace("{}", `${click} / ${all}`);
  clicks.hidden = !all;
  if (view.slide !== slide) writeNotes(slide);
  view.slide = slide;
  markNotes(click);
  showNext(slide);
};

const followTalk = ({ at }) => {
  if (modeNow() !== "presenter") return;
  if (view.at >= 0 && view.at !== at) arriveAt(view.at);
  view.at = at;
  drawView();
  showTimes();
};

const tick = () => {
  if (presenterSecret) {
    tell(true);
    link.missed += 1;
  }
  if (!view.root || modeNow() !== "presenter") return;
  write(view.parts.status, link.missed > 4 ? words["no-contact"] : (words[state.veil] ?? view.said));
  showTimes();
};

const presentHere = (said = "") => {
  view.on = !view.on;
  view.said = said;
  setMode(view.on ? "presenter" : "stage");
};

const togglePresenter = () => {
  if (presenterSecret) opener?.focus();
  else if (view.on) presentHere();
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

onChange(followTalk);
command("presenter", ["s"], togglePresenter, { group: "view", modes: everywhere, button: "M3 5h18v11H3zM12 16v4M8 20h8M7 9h5M7 12h8" });
command("presenter-here", ["Shift+s"], () => presenterSecret || presentHere(), { group: "view", modes: everywhere });
command("timer", ["t"], toggleTimer, { group: "presenter", modes: "presenter" });
command("timer-reset", ["Shift+t"], resetTimer, { group: "presenter", modes: "presenter" });
command("notes-larger", ["+", "="], () => resizeNotes(view.size * 1.12), { group: "presenter", modes: "presenter" });
command("notes-smaller", ["-"], () => resizeNotes(view.size / 1.12), { group: "presenter", modes: "presenter" });
command("slide-list", ["i"], openList, { group: "presenter", modes: "presenter" });
