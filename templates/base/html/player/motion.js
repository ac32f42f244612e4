// Motion: how builds come in and how one slide follows another. None of it where the reader wants none.

const still = matchMedia("(prefers-reduced-motion: reduce)");
const moving = [];
const morphs = { count: 0, running: null };

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
  morphs.running?.skipTransition();
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

// Boxes of two slides that are the same to a viewer: the same place in their outline nodes.
const placeIn = (slide) => (box) => box.dataset.node.replace(`${slide.dataset.node}.`, "");

const nameBoxes = (slide, names) => {
  const place = placeIn(slide);
  for (const box of slide.querySelectorAll(".b[data-node]")) {
    const name = names.get(place(box));
    if (name) box.style.viewTransitionName = name;
  }
};

const unnameBoxes = (names) => {
  const mine = new Set(names.values());
  for (const box of document.querySelectorAll(".b[data-node]"))
    if (mine.has(box.style.viewTransitionName)) box.style.viewTransitionName = "";
};

// What both slides have moves and grows from its old place to its new one, the rest fades. The browser takes the old
// picture at its next frame, so the slide changes a moment later than the state.
const morph = (before, now) => {
  const old = new Set([...before.querySelectorAll(".b[data-node]")].map(placeIn(before)));
  const both = [...now.querySelectorAll(".b[data-node]")].map(placeIn(now)).filter((place) => old.has(place));
  const names = new Map(both.map((place) => [place, `box-${(morphs.count += 1)}`]));
  nameBoxes(before, names);
  const running = document.startViewTransition(() => {
    unnameBoxes(names);
    putOnStage();
    nameBoxes(now, names);
  });
  morphs.running = running;
  running.ready.catch(() => {});
  running.finished.catch(() => {}).then(() => unnameBoxes(names));
};

// One slide follows another by the transition of the later of them, backwards where one goes back.
const change = (before, now, by) => {
  const kind = (by > 0 ? now : before)?.dataset.transition ?? "fade";
  if (!before || still.matches || kind === "none" || modeNow() !== "stage") return putOnStage();
  if (kind === "morph" && document.startViewTransition) return morph(before, now);
  putOnStage();
  before.classList.add("was");
  before.inert = true;
  if (kind === "push") play(before, { translate: ["0 0", `${-100 * by}% 0`] }, 420);
  const way = ways[kind] ?? ways.fade;
  play(now, way(kind === "wipe" ? -by : by), way === ways.fade ? 220 : 420).finished.then(endMotion, () => {});
};
