// Making elements. Text comes in as text nodes only, so that no outline can become markup.

// Attributes that begin with "on" are listeners; those that are false, null or undefined are left out.
const el = (tag, attributes = {}, ...children) => {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else if (value != null && value !== false) made.setAttribute(name, value);
  }
  made.append(...children);
  return made;
};

// A drawing for a button: a path within 24 x 24, stroked in the colour of the text.
const icon = (path) => {
  const space = "http://www.w3.org/2000/svg";
  const [svg, line] = [document.createElementNS(space, "svg"), document.createElementNS(space, "path")];
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  line.setAttribute("d", path);
  svg.append(line);
  return svg;
};

// A modal dialog with its heading; closing it puts the focus back, which browsers do themselves.
const dialog = (name, ...children) => {
  const made = el("dialog", { class: `player g-paper ${name}`, "aria-labelledby": `player-${name}` });
  const close = el("button", { class: "close", type: "button", "aria-label": words.close, onclick: () => made.close() });
  close.append(icon("M6 6l12 12M18 6L6 18"));
  made.append(el("header", {}, el("h2", { id: `player-${name}` }, words[name]), close), ...children);
  made.addEventListener("click", (event) => {
    if (event.target === made) made.close();
  });
  document.body.append(made);
  return made;
};
