// The presenter's clock: time used, time left of the talk's duration, and the pace, slide by slide.
// Kept in `talk` (link.js) as moments and spans in milliseconds, so that both windows know it and either may be reloaded.

// Milliseconds planned for each slide and for all.
let plans;
let planned;

const elapsed = () => talk.spent + (talk.since && Date.now() - talk.since);

const toggleTimer = () => {
  takeTurn(talk.since ? { spent: elapsed(), since: 0 } : { since: Date.now() });
  tick();
};

const resetTimer = () => {
  takeTurn({ spent: 0, came: 0, since: talk.since && Date.now() });
  tick();
};

// Time runs from leaving the first slide, if nobody started it before.
const arriveAt = (from) => {
  talk.came = elapsed();
  if (from === 0 && !talk.since && !talk.spent) talk.since = Date.now();
  moreToTell = true;
};

// 65000 is 1:05; hours only where there are any.
const clockTime = (milliseconds) => {
  const seconds = Math.floor(milliseconds / 1000);
  const two = (value) => String(value % 60).padStart(2, "0");
  const minutes = Math.floor(seconds / 60);
  return minutes < 60 ? `${minutes}:${two(seconds)}` : `${Math.floor(minutes / 60)}:${two(minutes)}:${two(seconds)}`;
};

// A slide has its own pace, else an even share of what the others leave of the duration.
// Without a duration the talk is as long as its paces, and slides without one take as long as the others on average.
const planTimes = () => {
  const paces = state.slides.map(({ dataset }) => Number(dataset.pace ?? NaN) * 1000);
  const given = paces.filter((pace) => pace >= 0);
  const sum = given.reduce((total, pace) => total + pace, 0);
  const whole = (options.duration ?? 0) * 60_000;
  const share = whole ? Math.max(0, whole - sum) / (paces.length - given.length) : sum / given.length;
  plans = paces.map((pace) => (pace >= 0 ? pace : share || 0));
  planned = whole || plans.reduce((total, pace) => total + pace, 0);
};

const write = (element, text = "", tone = "") => {
  if (element.textContent !== text) element.textContent = text;
  element.dataset.tone = tone;
};

const showTimes = () => {
  const { clock, elapsed: used, timer: run, slide, left, track, pace } = parts;
  const spent = elapsed();
  const plan = plans[state.at];
  write(clock, new Date().toTimeString().slice(0, 5));
  write(used.lastChild, clockTime(spent), talk.since ? "" : "paused");
  write(run, words[talk.since ? "timer-pause" : "timer"]);
  write(slide, phrase("on-slide", clockTime(spent - talk.came) + (plan ? ` / ${clockTime(plan)}` : "")));
  for (const each of [left, track, pace]) each.hidden = !planned;
  if (!planned) return;
  // Whole seconds are subtracted, so that both figures change at once and 0:00 is the end.
  const rest = planned - Math.floor(spent / 1000) * 1000;
  write(left.firstChild, words[rest < 0 ? "over" : "left"]);
  write(left.lastChild, clockTime(Math.abs(rest)), rest < 0 ? "late" : rest < planned / 10 ? "soon" : "");
  // On time is whoever is on the slide that is due; else what is missing to the end of this one, or to its beginning.
  const begin = plans.slice(0, state.at).reduce((sum, each) => sum + each, 0);
  const end = begin + plan;
  const [word, by] = spent < begin ? ["ahead", begin - spent] : spent > end ? ["behind", spent - end] : ["on-time", 0];
  write(pace, spent ? phrase(word, clockTime(by)) : "", word);
  track.style.setProperty("--used", spent / planned);
  track.style.setProperty("--due", end / planned);
};
