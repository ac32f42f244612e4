// The keyboard. Keys with modifiers and keys inside controls belong to the browser.

const steps = {
  ArrowRight: 1, ArrowDown: 1, PageDown: 1, " ": 1,
  ArrowLeft: -1, ArrowUp: -1, PageUp: -1,
};
const controls = "input, textarea, select, button, summary, audio, video, [contenteditable]";
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
  const asked = document.fullscreenElement ? document.exitFullscreen() : document.documentElement.requestFullscreen?.();
  asked?.catch(() => {});
};

// What a key does; undefined where it does nothing.
const actionOf = (event) => {
  const { key } = event;
  if (/^[0-9]$/.test(key)) return () => typeDigit(key);
  if (key === "Enter") {
    const number = Number(typed.digits);
    return typed.digits ? () => (clearTyped(), goTo(number - 1)) : () => step(1);
  }
  if (key === "Escape" && typed.digits) return clearTyped;
  if (key === " " && event.shiftKey) return () => step(-1);
  if (event.shiftKey) return undefined;
  if (key === "Home") return () => goTo(0);
  if (key === "End") return () => goTo(state.slides.length - 1);
  if (key === "f" || key === "F") return toggleFullscreen;
  return key in steps ? () => step(steps[key]) : undefined;
};

const onKey = (event) => {
  if (!wide.matches || event.defaultPrevented || event.isComposing) return;
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const on = event.target instanceof Element ? event.target : document.body;
  if (on.closest(controls) || (event.key === "Enter" && on.closest("a"))) return;
  const action = actionOf(event);
  if (!action) return;
  event.preventDefault();
  action();
};
