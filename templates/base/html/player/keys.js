// The keyboard. Keys inside controls and with Ctrl or Meta belong to the browser.

const typing = "input, textarea, select, audio, video, [contenteditable]";
const controls = `${typing}, button, summary`;
let digits = "";

const clearTyped = () => {
  digits = "";
};

const forgetTyped = delayed(clearTyped);

const toggleFullscreen = () =>
  (document.fullscreenElement ? document.exitFullscreen() : html.requestFullscreen?.())?.catch(() => {});

command("next", "n Space PageDown ArrowRight ArrowDown l j Enter", () => step(1), "move");
command("previous", "p Shift+Space PageUp ArrowLeft ArrowUp h k", () => step(-1), "move");
command("skip-next", "Alt+ArrowRight Alt+ArrowDown", () => skip(1), "move");
command("skip-previous", "Alt+ArrowLeft Alt+ArrowUp", () => skip(-1), "move");
command("first", "Home Shift+ArrowLeft Shift+ArrowUp", () => goTo(0), "move");
command("last", "End Shift+ArrowRight Shift+ArrowDown", () => goTo(state.slides.length - 1, 0), "move");
command("fullscreen", "f", toggleFullscreen, "view", everywhere, "M4 9V4h5M20 9V4h-5M4 15v5h5M20 15v5h-5");

// A number and Enter lead to the slide of that number. Returns whether the key was part of one.
const typesNumber = (name) => {
  if (/^\d$/.test(name)) {
    digits = (digits + name).slice(-4);
    forgetTyped(3000);
    return true;
  }
  if (!digits || (name !== "Enter" && name !== "Escape")) return false;
  if (name === "Enter") goTo(digits - 1);
  clearTyped();
  return true;
};

const held = ({ altKey, ctrlKey, metaKey, shiftKey }) => altKey || ctrlKey || metaKey || shiftKey;

// Whether an event comes from such an element; those of the document itself come from none.
const within = ({ target }, selector) => target.closest?.(selector);

const onKey = (event) => {
  if (event.defaultPrevented || event.isComposing || event.ctrlKey || event.metaKey) return;
  if (one("dialog:modal")) return;
  const name = keyName(event);
  if (within(event, typing) || (/^(Enter| )$/.test(name) && within(event, "a, button, summary"))) return;
  if (!/^(stage|presenter)$/.test(modeNow()) || !typesNumber(name)) {
    const found = commandOf(name);
    if (!found) return;
    found.run();
  }
  event.preventDefault();
};
