// Motion: how builds come in and how one slide follows another. None of it where the reader wants none.

const still = matchMedia("(prefers-reduced-motion: reduce)");
const moving = [];
let morphCount = 0;
let morphing;

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
  for (const motion of moving.splice(0)) motion.cancel();
  morphing?.skipTransition();
  for (const slide of all(".was")) {
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

// Boxes of two slides that are the same to a viewer: the same place in their outline nodes.
const placeIn = (slide) => (box) => box.dataset.node.replace(`${slide.dataset.node}.`, "");

const boxesOf = (slide) => all(".b[data-node]", slide);

// What both slides have moves and grows from its old place to its new one, the rest fades. The browser takes the old
// picture at its next frame, so the slide changes a moment later than the state.
const morph = (before, now) => {
  const old = new Set(boxesOf(before).map(placeIn(before)));
  const names = new Map();
  for (const place of boxesOf(now).map(placeIn(now)))
    if (old.has(place)) names.set(place, `box-${(morphCount += 1)}`);
  const nameBoxes = (slide) => {
    const place = placeIn(slide);
    for (const box of boxesOf(slide)) box.style.viewTransitionName = names.get(place(box)) ?? "";
  };
  // A later morph may have given them names of its own.
  const unnameBoxes = () => {
    const mine = [...names.values()];
    for (const { style } of boxesOf()) if (mine.includes(style.viewTransitionName)) style.viewTransitionName = "";
  };
  nameBoxes(before);
  morphing = document.startViewTransition(() => {
    unnameBoxes();
    putOnStage();
    nameBoxes(now);
  });
  morphing.ready.catch(() => {});
  morphing.finished.catch(() => {}).then(unnameBoxes);
};

// One slide follows another by the transition of the later of them, backwards where one goes back.
const change = (before, now, by) => {
  const kind = (by > 0 ? now : before)?.dataset.transition ?? "fade";
  if (!before || still.matches || kind === "none" || !inMode("stage")) return putOnStage();
  if (kind === "morph" && document.startViewTransition) return morph(before, now);
  putOnStage();
  before.classList.add("was");
  before.inert = true;
  if (kind === "push") play(before, { translate: ["0 0", `${-100 * by}% 0`] }, 420);
  const way = ways[kind] ?? ways.fade;
  play(now, way(kind === "wipe" ? -by : by), way === ways.fade ? 220 : 420).finished.then(endMotion, () => {});
};
