// The hall: a black or white screen, the laser pointer, a cursor that rests, a screen that stays awake, slides that go on
// by themselves.

const helds = ["Shift", "Control", "Alt", "Meta"];

state.veil = "";

// Black or white over the slide; "" takes it away. The other window follows, so that it counts as a change.
const setVeil = (colour = "") => {
  if (colour === state.veil) return;
  state.veil = colour;
  if (colour) html.dataset.veil = colour;
  else delete html.dataset.veil;
  say(words[colour] ?? titleOf(slideNow()));
  changed();
};

// Whatever is pressed takes the veil away, and does nothing else.
const unveil = (event) => {
  if (!state.veil || helds.includes(event.key) || event.ctrlKey || event.metaKey) return;
  if (event.type === "click" && !inMode("stage")) return;
  swallow(event);
  setVeil();
};

const dot = el("div.dot", { "aria-hidden": true });

const toggleLaser = () => {
  if (html.classList.toggle("laser")) addToBody(dot);
  else dot.remove();
};

const doze = delayed(() => html.classList.add("idle"));
let mousePlace;

const stir = ({ clientX, clientY }) => {
  // Browsers report a move when a slide changes below a mouse that lies still.
  const place = `${clientX}px ${clientY}px`;
  if (place === mousePlace) return;
  dot.style.translate = mousePlace = place;
  html.classList.remove("idle");
  doze(3000);
};

// The screen stays awake in full screen, the browser's own too. A lock is lost whenever the page is hidden.
const full = matchMedia("(display-mode: fullscreen)");
let wakeLock;

const keepAwake = async () => {
  const wanted = (document.fullscreenElement || full.matches) && !document.hidden;
  try {
    await wakeLock?.release();
    wakeLock = wanted ? await navigator.wakeLock?.request("screen") : null;
  } catch {
    // Refused: the battery is low, or a frame may not.
  }
};

// Slides go on by themselves where the outline says so, until somebody takes over.
let runsAlone = true;
let pausedSign;

const secondsOf = (slide) => Number(slide.dataset.advance ?? options.advance) || 0;

// The talk begins anew after its end where it may; a hidden, veiled or covered slide waits.
const goOn = delayed(() => {
  if (state.veil || document.hidden || one("dialog:modal")) wind();
  else if (step(1) === false && options.loop) goTo(0);
});

const wind = () => {
  if (state.at >= 0) goOn(runsAlone && inMode("stage") && secondsOf(slideNow()) * 1000);
};

const runAlone = (on) => {
  if (!state.slides.some(secondsOf)) return;
  runsAlone = on;
  pausedSign ??= el("button.player.hall-paused", { onclick: () => runAlone(true) }, words.paused);
  if (on) pausedSign.remove();
  else addToBody(pausedSign);
  wind();
};

const takeOver = (event) => {
  const own = helds.includes(event.key) || commandOf(keyName(event))?.name === "alone";
  if (runsAlone && inMode("stage") && !own) runAlone(false);
};

onChange(wind);
onMode(wind);
addEventListener("keydown", unveil, true);
addEventListener("click", unveil, true);
addEventListener("keydown", takeOver, true);
addEventListener("pointermove", stir);
for (const sign of ["fullscreenchange", "visibilitychange"]) addEventListener(sign, keepAwake);
full.onchange = keepAwake;
command("black", "b . v /", () => setVeil("black"));
command("white", "w ; ,", () => setVeil("white"));
command("laser", "Shift+l", toggleLaser, "show", "stage");
command("alone", "a", () => runAlone(!runsAlone), "show", "stage");
