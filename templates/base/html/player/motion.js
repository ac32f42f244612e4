// Motion: how builds come in and how one slide follows another. None of it where the reader wants none.

const still = matchMedia("(prefers-reduced-motion: reduce)");
const moving = [];

// The keyframes of what comes in; `by` is 1 onward and -1 back.
const ways = {
  fade: () => ({ opacity: [0, 1] }),
  rise: () => ({ opacity: [0, 1], translate: ["0 28px", "0 0"] }),
  wipe: (by) => ({ clipPath: [by > 0 ? "inset(-9px 100% -9px -40px)" : "inset(-9px -9px -9px 100%)", "inset(-9px -9px -9px -40px)"] }),
  push: (by) => ({ translate: [`${100 * by}% 0`, "0 0"] }),
};

const play = (element, frames, duration) => {
  const motion = element.animate(frames, { duration, easing: "ease-out" });
  moving.push(motion);
  return motion;
};

// Ends what still moves: whoever presses on wants the next thing at once.
const endMotion = () => {
  for (const motion of moving.splice(0)) motion.finish?.();
  for (const slide of document.querySelectorAll(".was")) {
    slide.classList.remove("was");
    slide.inert = false;
  }
};

const bringIn = (elements) => {
  if (still.matches) return;
  for (const each of elements) {
    const way = ways[each.dataset.effect];
    if (way) play(each, way(1), 320);
  }
};

const leaveBehind = (before) => {
  before.classList.add("was");
  before.inert = true;
};

// One slide follows another by the transition of the later of them, backwards where one goes back.
const change = (before, now, by) => {
  const kind = (by > 0 ? now : before)?.dataset.transition ?? "fade";
  if (!before || still.matches || kind === "none" || modeNow() !== "stage") return putOnStage();
  putOnStage();
  leaveBehind(before);
  if (kind === "push") play(before, { translate: ["0 0", `${-100 * by}% 0`] }, 420);
  const way = ways[kind] ?? ways.fade;
  play(now, way(kind === "wipe" ? -by : by), kind === "fade" ? 220 : 420).finished.then(endMotion, () => {});
};
