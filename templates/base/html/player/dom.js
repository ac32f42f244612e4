// Finding and making elements. Text comes in as text nodes only, so that no outline can become markup.

const one = (selector, root = document) => root.querySelector(selector);
const all = (selector, root = document) => [...root.querySelectorAll(selector)];
const addToBody = (...parts) => document.body.append(...parts);
const mainPart = () => one("main");

// Attributes that begin with "on" are listeners; those that are false, null or undefined are left out.
const fill = (made, attributes = {}, ...children) => {
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) made[name] = value;
    else if (value != null && value !== false) made.setAttribute(name === "label" ? "aria-label" : name, value);
  }
  made.append(...children);
  return made;
};

// `el("p.done.now", {title: "x"}, "words")` is <p class="done now" title="x">words</p>.
const el = (kind, ...rest) => {
  const [tag, ...classes] = kind.split(".");
  const made = fill(document.createElement(tag), ...rest);
  if (classes[0]) made.classList.add(...classes);
  return made;
};

const svg = (tag, ...rest) => fill(document.createElementNS("http://www.w3.org/2000/svg", tag), ...rest);

// A drawing for a button: a path within 24 x 24, stroked in the colour of the text.
const icon = (path) => svg("svg", { viewBox: "0 0 24 24", "aria-hidden": true }, svg("path", { d: path }));

// A button that says its name, or shows `content` in place of it.
const button = (name, run, content, attributes = {}) => {
  const label = content == null ? null : words[name];
  return el("button", { label, title: label, onclick: run, ...attributes }, content ?? words[name]);
};

const stepBack = () => button("previous", () => step(-1), icon("M15 5l-7 7 7 7"));
const stepOn = () => button("next", () => step(1), icon("M9 5l7 7-7 7"));

const bringNear = (element) => element.scrollIntoView({ block: "nearest", behavior: "instant" });
const rectOf = (element) => element.getBoundingClientRect();

// A text with a value in it.
const phrase = (name, value) => words[name].replace("{}", value);

// `run` a while after the last call: `soon(milliseconds)`; without a time, not at all.
const delayed = (run) => {
  let timer;
  return (time) => {
    clearTimeout(timer);
    if (time) timer = setTimeout(run, time);
  };
};

// A modal dialog with its heading and a field to type in; closing it puts the focus back, which browsers do themselves.
// `status` tells what the field finds.
const dialog = (name, label, oninput, attributes, list) => {
  const shut = () => made.close();
  const input = el("input", {
    type: "text", autofocus: true, autocomplete: "off", spellcheck: "false", label, placeholder: label, oninput,
    ...attributes,
  });
  const status = el("p", { role: "status" });
  const heading = el("h2", { id: `player-${name}` }, words[name]);
  const close = button("close", shut, icon("M6 6l12 12M18 6L6 18"), { class: "close" });
  const made = el("dialog", {
    class: `player g-paper ${name}`,
    "aria-labelledby": heading.id,
    onclick: ({ target }) => target === made && shut(),
    onclose: () => made.remove(),
  }, el("header", {}, heading, close), input, status, list);
  addToBody(made);
  made.showModal();
  return { shut, input, status };
};

// The event goes no further: whoever took it was meant alone.
const swallow = (event) => {
  event.preventDefault();
  event.stopImmediatePropagation();
};
