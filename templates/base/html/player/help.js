// The help: every command with its keys, by groups, as they are in this talk. A row does what it says.

const caps = {
  ArrowLeft: "←", ArrowRight: "→", ArrowUp: "↑", ArrowDown: "↓", Escape: "Esc", " ": words.space,
  PageDown: "Page ↓", PageUp: "Page ↑", Home: "Home", End: "End",
};

const keyCaps = (name) => {
  const [, held, key] = /^((?:Alt\+|Shift\+)*)(.+)$/s.exec(name);
  const parts = [...held.split("+").slice(0, -1), caps[key] ?? (key.length > 1 ? key : key.toUpperCase())];
  return el("kbd", {}, parts.join(" "));
};

const guide = { box: null, rows: [], none: null };

const helpRow = ({ name, keys, run, modes }) => {
  const act = () => {
    guide.box.close();
    if (modes.includes(modeNow())) run();
  };
  const row = el("button", { type: "button", onclick: act },
    el("span", {}, words[name] ?? name), el("span", { class: "keys" }, ...keys.map(keyCaps)));
  guide.rows.push(row);
  return row;
};

const narrow = (event) => {
  const terms = folded(plainText(event.target.value)).split(" ");
  for (const row of guide.rows) row.hidden = !terms.every((term) => folded(row.textContent).includes(term));
  for (const group of guide.box.querySelectorAll("section")) group.hidden = !group.querySelector("button:not([hidden])");
  guide.none.textContent = guide.rows.every((row) => row.hidden) ? words.nothing : "";
};

const openHelp = () => {
  guide.box?.remove();
  guide.rows = [];
  const groups = new Map();
  for (const each of commands) groups.set(each.group, [...(groups.get(each.group) ?? []), each]);
  const input = el("input", {
    type: "search", autofocus: "", autocomplete: "off", "aria-label": words.filter, placeholder: words.filter,
    oninput: narrow,
  });
  guide.none = el("p", { role: "status" });
  const sections = [...groups].map(([group, members]) =>
    el("section", {}, el("h3", {}, words[`group.${group}`] ?? group), ...members.map(helpRow)));
  guide.box = dialog("help", input, guide.none, el("div", { class: "groups" }, ...sections));
  guide.box.showModal();
};

command("help", ["?", "F1"], openHelp, {
  group: "view",
  modes: everywhere,
  button: "M9 9a3 3 0 1 1 4.5 2.6c-1 .6-1.5 1.2-1.5 2.4M12 18v.2",
});
