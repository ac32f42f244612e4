// What can be done and with which keys. Each module registers its own; the help lists them all.

const commands = [];

// `name` is also the key of its text in `words`, `group` that of its heading ("group.move"). Keys are named as
// KeyboardEvent.key, letters small, with "Alt+" and "Shift+" before where they are held: "n", "?", "Shift+ArrowLeft".
// `modes` says where the keys work; `button` is an icon's path (24 x 24) for the bar at the bottom.
const command = (name, keys, run, { group = "show", modes = "stage presenter", button = "" } = {}) => {
  commands.push({ name, keys, run, group, modes: modes.split(" "), button });
};

const readOptions = () => {
  try {
    return JSON.parse(document.querySelector("main").dataset.player ?? "{}");
  } catch {
    return {};
  }
};

const everywhere = "stage presenter overview read";
const aliases = { Space: " ", "Shift+Space": "Shift+ ", "Alt+Space": "Alt+ " };

// Keys that the talk gives to a command replace its own, and nobody else has them any more.
const remap = (keys) => {
  const given = new Set();
  for (const each of commands) {
    if (!Object.hasOwn(keys, each.name)) continue;
    each.keys = [keys[each.name]].flat().map((key) => aliases[key] ?? key);
    each.given = true;
    for (const key of each.keys) given.add(key);
  }
  for (const each of commands) if (!each.given) each.keys = each.keys.filter((key) => !given.has(key));
};

// The name of the key that was pressed. Shift counts with letters and named keys; "?" is "?" wherever it stands.
const keyName = ({ key, altKey, shiftKey }) => {
  const letter = key.length > 1 || key === " " || key.toLowerCase() !== key.toUpperCase();
  const plain = key.length > 1 ? key : key.toLowerCase();
  return (altKey ? "Alt+" : "") + (shiftKey && letter ? "Shift+" : "") + plain;
};

const commandOf = (name) => commands.find(({ keys, modes }) => keys.includes(name) && modes.includes(modeNow()));
