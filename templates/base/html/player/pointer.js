// Mouse and fingers: a click on the left third goes back, elsewhere on; a swipe goes its way.

const onClick = (event) => {
  if (modeNow() !== "stage" || event.defaultPrevented || event.button !== 0) return;
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
  // Two fingers zoom, and in a zoomed slide one finger moves it about.
  if (modeNow() !== "stage" || fingers > 1 || (visualViewport?.scale ?? 1) > 1.01) return;
  const { clientX, clientY } = event.changedTouches[0];
  const across = clientX - x;
  if (Math.abs(across) > 40 && Math.abs(across) > 1.5 * Math.abs(clientY - y)) step(across < 0 ? 1 : -1);
};
