// The keyboard. Keys inside controls and with Ctrl or Meta belong to the browser.

const controls = "input, textarea, select, button, summary, audio, video, [contenteditable]";
const typing = "input, textarea, select, audio, video, [contenteditable]";
const typed = { digits: "", timer: 0 };

const clearTyped = () => {
  typed.digits = "";
};

const typeDigit = (digit) => {
  clearTimeout(typed.timer);
  typed.digits = (typed.digits + digit).slice(-4);
  typed.timer = setTimeout(clearTyped, 3000);
};

const toggleFullscreen = () => {
  const asked = document.fullscreenElement ? document.exitFullscreen() : html.requestFullscreen?.();
  asked?.catch(() => {});
};

command("next", ["n", " ", "PageDown", "ArrowRight", "ArrowDown", "l", "j", "Enter"], () => step(1), { group: "move" });
command("previous", ["p", "Shift+ ", "PageUp", "ArrowLeft", "ArrowUp", "h", "k"], () => step(-1), { group: "move" });
command("skip-next", ["Alt+ArrowRight", "Alt+ArrowDown"], () => skip(1), { group: "move" });
command("skip-previous", ["Alt+ArrowLeft", "Alt+ArrowUp"], () => skip(-1), { group: "move" });
command("first", ["Home", "Shift+ArrowLeft", "Shift+ArrowUp"], () => goTo(0), { group: "move" });
command("last", ["End", "Shift+ArrowRight", "Shift+ArrowDown"], () => goTo(state.slides.length - 1, 0), {
  group: "move",
});
command("fullscreen", ["f"], toggleFullscreen, {
  group: "view",
  modes: everywhere,
  button: "M4 9V4h5M20 9V4h-5M4 15v5h5M20 15v5h-5",
});

// A number and Enter lead to the slide of that number. Returns whether the key was part of one.
const typesNumber = (name) => {
  if (/^\d$/.test(name)) return typeDigit(name), true;
  if (!typed.digits || (name !== "Enter" && name !== "Escape")) return false;
  const number = Number(typed.digits);
  clearTyped();
  if (name === "Enter") goTo(number - 1);
  return true;
};

const onKey = (event) => {
  if (event.defaultPrevented || event.isComposing || event.ctrlKey || event.metaKey) return;
  if (document.querySelector("dialog:modal")) return;
  const on = event.target instanceof Element ? event.target : document.body;
  const name = keyName(event);
  if (on.closest(typing) || (/^(Enter| )$/.test(name) && on.closest("a, button, summary"))) return;
  if (!/^(stage|presenter)$/.test(modeNow()) || !typesNumber(name)) {
    const found = commandOf(name);
    if (!found) return;
    found.run();
  }
  event.preventDefault();
};
