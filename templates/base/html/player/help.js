// The help: every command with its keys, by groups, as they are in this talk. A row does what it says.

const caps = {
  ArrowLeft: "←", ArrowRight: "→", ArrowUp: "↑", ArrowDown: "↓", Escape: "Esc", " ": words.space,
  PageDown: "Page ↓", PageUp: "Page ↑",
};

const keyCaps = (name) => {
  const [, held, key] = /^((?:Alt\+|Shift\+)*)(.+)$/s.exec(name);
  const last = caps[key] ?? (key.length > 1 ? key : key.toUpperCase());
  return el("kbd", {}, held.replaceAll("+", " ") + last);
};

const openHelp = () => {
  const narrow = ({ target }) => {
    const terms = folded(plainText(target.value)).split(" ");
    for (const row of rows) row.hidden = !terms.every((term) => folded(row.textContent).includes(term));
    for (const group of groups) group.hidden = !one("button:not([hidden])", group);
    status.textContent = groups.every((group) => group.hidden) ? words.nothing : "";
  };
  const helpRow = ({ name, keys, run, modes }) => {
    const act = () => {
      shut();
      if (modes.includes(modeNow())) run();
    };
    return el("button", { onclick: act },
      el("span", {}, words[name]), el("span.keys", {}, ...keys.map(keyCaps)));
  };
  const groups = [...new Set(commands.map(({ group }) => group))].map((name) =>
    el("section", {}, el("h3", {}, words[`group.${name}`] ?? words[name]),
      ...commands.filter(({ group }) => group === name).map(helpRow)));
  const list = el("div.groups", {}, ...groups);
  const rows = all("button", list);
  const { shut, status } = dialog("help", words.filter, narrow, {}, list);
};

command("help", "? F1", openHelp, "view", everywhere, "M9 9a3 3 0 1 1 4.5 2.6c-1 .6-1.5 1.2-1.5 2.4M12 18v.2");
