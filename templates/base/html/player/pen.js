// Drawing upon slides: strokes are SVG paths in the slide's own coordinates, kept per slide as long as the window is open.

const penSpace = "http://www.w3.org/2000/svg";
const penColours = ["red", "blue", "amber", "green"];
const pen = { on: false, colour: penColours[0], stroke: null, last: [0, 0], kept: {}, bar: null };
const inkKey = `talkdeck ink ${location.pathname}`;

const strokesOf = (slide) => (pen.kept[slide.id] ??= []);

const keepInk = () => keep("sessionStorage", inkKey, JSON.stringify(pen.kept));

// The drawing of a slide, made when it is first needed.
const inkOf = (slide) => {
  let ink = slide.querySelector(":scope > .ink");
  if (ink) return ink;
  ink = document.createElementNS(penSpace, "svg");
  const { width, height } = document.querySelector("main").dataset;
  ink.setAttribute("viewBox", `0 0 ${width} ${height}`);
  ink.setAttribute("class", "ink");
  ink.setAttribute("aria-hidden", "true");
  ink.addEventListener("pointerdown", beginStroke);
  ink.addEventListener("pointermove", drawStroke);
  for (const end of ["pointerup", "pointercancel"]) ink.addEventListener(end, endStroke);
  ink.addEventListener("click", (event) => event.preventDefault());
  slide.append(ink);
  return ink;
};

const addPath = (ink, [colour, course]) => {
  const path = document.createElementNS(penSpace, "path");
  path.setAttribute("class", colour);
  path.setAttribute("d", course);
  ink.append(path);
  return path;
};

const showInk = (slide) => {
  const ink = inkOf(slide);
  ink.replaceChildren();
  for (const stroke of strokesOf(slide)) addPath(ink, stroke);
};

const spot = ({ clientX, clientY }, ink) => {
  const { left, top, width } = ink.getBoundingClientRect();
  const scale = ink.viewBox.baseVal.width / width;
  return [clientX - left, clientY - top].map((each) => Math.round(each * scale * 10) / 10);
};

const beginStroke = (event) => {
  if (!pen.on || !event.isPrimary || event.button !== 0) return;
  const ink = event.currentTarget;
  ink.setPointerCapture(event.pointerId);
  pen.last = spot(event, ink);
  // A line to its own beginning is a dot, since its ends are round.
  pen.stroke = addPath(ink, [pen.colour, `M${pen.last}L${pen.last}`]);
};

// Curves whose corners are the points passed, from middle to middle.
const drawStroke = (event) => {
  if (!pen.stroke || !event.isPrimary) return;
  let course = pen.stroke.getAttribute("d");
  for (const each of event.getCoalescedEvents?.() ?? [event]) {
    const [x, y] = spot(each, event.currentTarget);
    const [x0, y0] = pen.last;
    if (Math.hypot(x - x0, y - y0) < 2) continue;
    course += `Q${x0} ${y0} ${(x0 + x) / 2} ${(y0 + y) / 2}`;
    pen.last = [x, y];
  }
  pen.stroke.setAttribute("d", course);
};

const endStroke = (event) => {
  if (!pen.stroke || !event.isPrimary) return;
  const course = `${pen.stroke.getAttribute("d")}L${pen.last}`;
  pen.stroke.setAttribute("d", course);
  strokesOf(state.slides[state.at]).push([pen.stroke.getAttribute("class"), course]);
  pen.stroke = null;
  keepInk();
};

const rub = (all) => {
  const slide = state.slides[state.at];
  strokesOf(slide).splice(all ? 0 : -1);
  showInk(slide);
  keepInk();
};

const penKey = (event) => {
  const undo = pen.on && event.key.toLowerCase() === "z" && (event.ctrlKey || event.metaKey);
  if (!undo && !(pen.on && event.key === "Escape")) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  if (undo) rub(false);
  else togglePen();
};

const penButton = (name, sign, run) =>
  el("button", { class: name, type: "button", title: words[name], "aria-label": words[name], onclick: run }, sign);

const chooseColour = (colour) => {
  pen.colour = colour;
  for (const each of pen.bar.children) {
    if (penColours.includes(each.className)) each.ariaPressed = String(each.className === colour);
  }
};

const penBar = () =>
  el(
    "div",
    { class: "player pen-bar", role: "toolbar", "aria-label": words.pen },
    ...penColours.map((colour) => penButton(colour, "", () => chooseColour(colour))),
    penButton("undo", "↶", () => rub(false)),
    penButton("clear", "⌫", () => rub(true)),
    penButton("close", "✕", togglePen),
  );

const togglePen = () => {
  if (!pen.on && !onStage()) return;
  pen.on = html.classList.toggle("pen");
  pen.bar ??= penBar();
  if (pen.on) {
    document.body.append(pen.bar);
    chooseColour(pen.colour);
    inkOf(state.slides[state.at]);
  } else {
    pen.bar.remove();
  }
};

// What was drawn before the page was loaded again.
const bringInk = () => {
  try {
    pen.kept = JSON.parse(keep("sessionStorage", inkKey)) ?? {};
  } catch {
    pen.kept = {};
  }
  for (const slide of state.slides) if (pen.kept[slide.id]?.length) showInk(slide);
};

onStart(bringInk);
onChange(() => {
  if (pen.on) inkOf(state.slides[state.at]);
});
onMode((mode) => pen.on && mode !== "stage" && togglePen());
addEventListener("keydown", penKey, true);
command("pen", ["c", "x"], togglePen, { modes: "stage" });
