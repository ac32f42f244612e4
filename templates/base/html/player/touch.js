// Mouse, fingers, wheel: a click on the left third goes back, elsewhere on; a swipe and a turn of the wheel go their way.
// Two fingers zoom, which is the browser's; in a zoomed slide one finger moves it about.

const zoomed = () => (visualViewport?.scale ?? 1) > 1.01;

const onClick = (event) => {
  if (!inMode("stage") || event.defaultPrevented || event.button || held(event)) return;
  if (within(event, `a, dialog, .player, ${controls}`) || getSelection().type === "Range") return;
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
  if (!inMode("stage") || fingers > 1 || zoomed() || within(event, `.ink, dialog, .player, ${controls}`)) return;
  const { clientX, clientY } = event.changedTouches[0];
  const across = clientX - x;
  if (Math.abs(across) > 40 && Math.abs(across) > 1.5 * Math.abs(clientY - y)) step(across < 0 ? 1 : -1);
};

let turned = 0;

const stillWheel = delayed(() => {
  turned = 0;
});

// A gesture is one step, however far the fingers glide on: it ends when the wheel has been quiet for a moment.
const onWheel = (event) => {
  if (!inMode("stage") || event.ctrlKey || zoomed() || within(event, "dialog, .player")) return;
  stillWheel(180);
  // What is spent is infinite, and stays so.
  if (!isFinite(turned)) return;
  const { deltaX, deltaY, deltaMode } = event;
  turned += (Math.abs(deltaX) > Math.abs(deltaY) ? deltaX : deltaY) * (deltaMode ? 40 : 1);
  if (Math.abs(turned) < 40) return;
  step(Math.sign(turned));
  turned = Infinity;
};

addEventListener("wheel", onWheel);
