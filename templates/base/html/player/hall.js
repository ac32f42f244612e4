// The hall: a black or white screen, the laser pointer, a cursor that rests, a screen that stays awake, slides that go on
// by themselves.

const onStage = () => modeNow() === "stage";
const helds = ["Shift", "Control", "Alt", "Meta"];

state.veil = "";

// Black or white over the slide; "" takes it away. The other window follows, so that it counts as a change.
const setVeil = (colour = "") => {
  if (colour === state.veil) return;
  state.veil = colour;
  if (colour) html.dataset.veil = colour;
  else delete html.dataset.veil;
  say(colour ? words[colour] : titleOf(state.slides[state.at]));
  for (const run of listeners.change) run(state);
};

// Whatever is pressed takes the veil away, and does nothing else.
const unveil = (event) => {
  if (!state.veil || helds.includes(event.key) || event.ctrlKey || event.metaKey) return;
  if (event.type === "click" && !onStage()) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  setVeil();
};

const dot = el("div", { class: "dot", "aria-hidden": "true" });

const point = ({ clientX, clientY }) => {
  dot.style.translate = `${clientX}px ${clientY}px`;
};

const toggleLaser = () => {
  if (html.classList.toggle("laser")) document.body.append(dot);
  else dot.remove();
};

const idle = { timer: 0, place: "" };

const doze = () => html.classList.add("idle");

const stir = (event) => {
  // Browsers report a move when a slide changes below a mouse that lies still.
  const place = `${event.clientX} ${event.clientY}`;
  if (place === idle.place) return;
  idle.place = place;
  point(event);
  html.classList.remove("idle");
  clearTimeout(idle.timer);
  idle.timer = setTimeout(doze, 3000);
};

// The screen stays awake in full screen, the browser's own too. A lock is lost whenever the page is hidden.
const full = matchMedia("(display-mode: fullscreen)");
const awake = { lock: null };

const keepAwake = async () => {
  const wanted = (document.fullscreenElement || full.matches) && !document.hidden;
  try {
    await awake.lock?.release();
    awake.lock = wanted ? await navigator.wakeLock?.request("screen") : null;
  } catch {
    // Refused: the battery is low, or a frame may not.
  }
};

// Slides go on by themselves where the outline says so, until somebody takes over.
const auto = { timer: 0, on: true, sign: null };

const secondsOf = (slide) => Number(slide.dataset.advance ?? options.advance) || 0;

const wind = () => {
  clearTimeout(auto.timer);
  const slide = state.slides[state.at];
  const seconds = auto.on && onStage() ? secondsOf(slide) : 0;
  if (seconds) auto.timer = setTimeout(goOn, seconds * 1000);
};

// The talk begins anew after its end where it may; a hidden, veiled or covered slide waits.
const goOn = () => {
  if (state.veil || document.hidden || document.querySelector("dialog:modal")) return wind();
  if (step(1) === false && options.loop) goTo(0);
};

const runAlone = (on) => {
  if (!state.slides.some(secondsOf)) return;
  auto.on = on;
  auto.sign ??= el("button", { class: "player hall-paused", type: "button", onclick: () => runAlone(true) });
  auto.sign.textContent = words.paused;
  if (on) auto.sign.remove();
  else document.body.append(auto.sign);
  wind();
};

const takeOver = (event) => {
  const own = helds.includes(event.key) || commandOf(keyName(event))?.name === "alone";
  if (auto.on && onStage() && !own) runAlone(false);
};

onChange(wind);
onMode(() => state.at >= 0 && wind());
addEventListener("keydown", unveil, true);
addEventListener("click", unveil, true);
addEventListener("keydown", takeOver, true);
addEventListener("pointermove", stir, { passive: true });
for (const sign of ["fullscreenchange", "visibilitychange"]) document.addEventListener(sign, keepAwake);
full.addEventListener("change", keepAwake);
command("black", ["b", ".", "v", "/"], () => setVeil("black"));
command("white", ["w", ";", ","], () => setVeil("white"));
command("laser", ["Shift+l"], toggleLaser, { modes: "stage" });
command("alone", ["a"], () => runAlone(!auto.on), { modes: "stage" });
