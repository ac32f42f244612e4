// Drawing upon slides: strokes are SVG paths in the slide's own coordinates, kept per slide as long as the window is open.

const penColours = ["red", "blue", "amber", "green"];
let penOn = false;
let penColour = "red";
let penStroke;
let penLast;
let strokes = {};
let penTools;
const inkKey = `talkdeck ink ${location.pathname}`;

const strokesOf = (slide) => (strokes[slide.id] ??= []);

const keepInk = () => keep("sessionStorage", inkKey, JSON.stringify(strokes));

// The drawing of a slide, made when it is first needed.
const inkOf = (slide) => {
  const found = one(":scope > .ink", slide);
  if (found) return found;
  const { width, height } = size();
  const ink = svg("svg", {
    viewBox: `0 0 ${width} ${height}`,
    class: "ink",
    "aria-hidden": true,
    onpointerdown: beginStroke,
    onpointermove: drawStroke,
    onpointerup: endStroke,
    onpointercancel: endStroke,
    onclick: (event) => event.preventDefault(),
  });
  slide.append(ink);
  return ink;
};

const addPath = (ink, [colour, d]) => {
  const path = svg("path", { class: colour, d });
  ink.append(path);
  return path;
};

const showInk = (slide) => {
  const ink = inkOf(slide);
  ink.replaceChildren();
  for (const stroke of strokesOf(slide)) addPath(ink, stroke);
};

const spot = ({ clientX, clientY }, ink) => {
  const { left, top, width } = rectOf(ink);
  const scale = ink.viewBox.baseVal.width / width;
  return [clientX - left, clientY - top].map((each) => Math.round(each * scale * 10) / 10);
};

const beginStroke = (event) => {
  if (!penOn || !event.isPrimary || event.button !== 0) return;
  const ink = event.currentTarget;
  ink.setPointerCapture(event.pointerId);
  penLast = spot(event, ink);
  // A line to its own beginning is a dot, since its ends are round.
  penStroke = addPath(ink, [penColour, `M${penLast}L${penLast}`]);
};

// Curves whose corners are the points passed, from middle to middle.
const drawStroke = (event) => {
  if (!penStroke || !event.isPrimary) return;
  let course = penStroke.getAttribute("d");
  for (const each of event.getCoalescedEvents?.() ?? [event]) {
    const [x, y] = spot(each, event.currentTarget);
    const [x0, y0] = penLast;
    if (Math.hypot(x - x0, y - y0) < 2) continue;
    course += `Q${x0} ${y0} ${(x0 + x) / 2} ${(y0 + y) / 2}`;
    penLast = [x, y];
  }
  penStroke.setAttribute("d", course);
};

const endStroke = (event) => {
  if (!penStroke || !event.isPrimary) return;
  const course = `${penStroke.getAttribute("d")}L${penLast}`;
  penStroke.setAttribute("d", course);
  strokesOf(slideNow()).push([penStroke.getAttribute("class"), course]);
  penStroke = null;
  keepInk();
};

const rub = (all) => {
  const slide = slideNow();
  strokesOf(slide).splice(all ? 0 : -1);
  showInk(slide);
  keepInk();
};

const penKey = (event) => {
  const undo = event.key.toLowerCase() === "z" && (event.ctrlKey || event.metaKey);
  if (!penOn || (!undo && event.key !== "Escape")) return;
  swallow(event);
  if (undo) rub(false);
  else togglePen();
};

const chooseColour = (colour) => {
  penColour = colour;
  for (const each of all("[class]", penTools)) each.ariaPressed = each.className === colour;
};

const penBar = () =>
  el("div.player.pen-bar", { role: "toolbar", label: words.pen },
    ...penColours.map((colour) => button(colour, () => chooseColour(colour), "", { class: colour })),
    button("undo", () => rub(false), "↶"),
    button("clear", () => rub(true), "⌫"),
    button("close", togglePen, "✕"));

const togglePen = () => {
  if (!penOn && !inMode("stage")) return;
  penOn = html.classList.toggle("pen");
  penTools ??= penBar();
  if (penOn) {
    addToBody(penTools);
    chooseColour(penColour);
    inkOf(slideNow());
  } else penTools.remove();
};

// What was drawn before the page was loaded again.
const bringInk = () => {
  try {
    strokes = JSON.parse(keep("sessionStorage", inkKey)) ?? {};
  } catch {
    strokes = {};
  }
  for (const slide of state.slides) if (strokes[slide.id]?.length) showInk(slide);
};

onStart(bringInk);
onChange(() => {
  if (penOn) inkOf(slideNow());
});
onMode((mode) => penOn && mode !== "stage" && togglePen());
addEventListener("keydown", penKey, true);
command("pen", "c x", togglePen, "show", "stage");
