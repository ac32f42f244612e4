// Mouse, fingers, wheel: a click on the left third goes back, elsewhere on; a swipe and a turn of the wheel go their way.
// Two fingers zoom, which is the browser's; in a zoomed slide one finger moves it about.

const zoomed = () => (visualViewport?.scale ?? 1) > 1.01;

const onClick = (event) => {
  if (!onStage() || event.defaultPrevented || event.button !== 0) return;
  if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
  if (event.target.closest(`a, dialog, .player, ${controls}`) || getSelection().type === "Range") return;
  step(event.clientX < innerWidth / 3 ? -1 : 1);
};

const touch = { x: 0, y: 0, fingers: 0 };

const onTouchStart = (event) => {
  const { clientX, clientY } = event.touches[0];
  Object.assign(touch, { x: clientX, y: clientY, fingers: Math.max(event.touches.length, touch.fingers) });
};

const onTouchEnd = (event) => {
  if (event.touches.length) return;
  const { x, y, fingers } = touch;
  touch.fingers = 0;
  if (!onStage() || fingers > 1 || zoomed() || event.target.closest(`.ink, dialog, .player, ${controls}`)) return;
  const { clientX, clientY } = event.changedTouches[0];
  const across = clientX - x;
  if (Math.abs(across) > 40 && Math.abs(across) > 1.5 * Math.abs(clientY - y)) step(across < 0 ? 1 : -1);
};

const wheel = { sum: 0, spent: false, timer: 0 };

const stillWheel = () => {
  Object.assign(wheel, { sum: 0, spent: false });
};

// A gesture is one step, however far the fingers glide on: it ends when the wheel has been quiet for a moment.
const onWheel = (event) => {
  if (!onStage() || event.ctrlKey || zoomed() || event.target.closest("dialog, .player")) return;
  clearTimeout(wheel.timer);
  wheel.timer = setTimeout(stillWheel, 180);
  const { deltaX, deltaY, deltaMode } = event;
  wheel.sum += (Math.abs(deltaX) > Math.abs(deltaY) ? deltaX : deltaY) * (deltaMode ? 40 : 1);
  if (wheel.spent || Math.abs(wheel.sum) < 40) return;
  wheel.spent = true;
  step(Math.sign(wheel.sum));
};

addEventListener("wheel", onWheel, { passive: true });
