// What can be done and with which keys. Each module registers its own; the help lists them all.

const commands = [];

// What is said of keys, as it is compared: a space is called "Space".
const keysIn = (said) => [said].flat().map((key) => String(key).replace(/Space$/, " "));

// `name` is also the key of its text in `words`, `group` that of its heading ("group.move"). Keys are named as
// KeyboardEvent.key, letters small, with "Alt+" and "Shift+" before where they are held: "n ? Shift+ArrowLeft Space".
// `modes` says where the keys work; `path` is that of an icon (24 x 24) for the bar at the bottom.
const command = (name, keys, run, group = "show", modes = "stage presenter", path = "") =>
  commands.push({ name, keys: keysIn(keys.split(" ")), run, group, modes, path });

const readOptions = () => {
  try {
    return JSON.parse(mainPart().dataset.player);
  } catch {
    return {};
  }
};

const everywhere = "stage presenter overview read";

// Keys that the talk gives to a command replace its own, and nobody else has them any more.
const remap = (keys) => {
  const given = keysIn(Object.values(keys).flat());
  for (const each of commands) {
    const mine = keys[each.name];
    each.keys = mine ? keysIn(mine) : each.keys.filter((key) => !given.includes(key));
  }
};

// The name of the key that was pressed. Shift counts with letters and named keys; "?" is "?" wherever it stands.
const keyName = ({ key, altKey, shiftKey }) => {
  const small = key.toLowerCase();
  const letter = key.length > 1 || key === " " || small !== key.toUpperCase();
  return (altKey ? "Alt+" : "") + (shiftKey && letter ? "Shift+" : "") + (key.length > 1 ? key : small);
};

const commandOf = (name) => commands.find(({ keys, modes }) => keys.includes(name) && modes.includes(modeNow()));
