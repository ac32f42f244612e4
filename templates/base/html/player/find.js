// Going to a slide by number, id or words of it, with what is found shown while one types.

const plainText = (text) => text.replace(/\s+/g, " ").trim();

// Small letters, and those of full width as the usual ones; as long as the text, so that places in it stay.
const folded = (text) =>
  text.toLowerCase().replace(/[！-～]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0));

// What can be searched of each slide: not the notes, which are the speaker's, nor what stands on every slide.
const searchable = (slide, index) => {
  const parts = all(".b:not(.r-footer, .r-slide-number, h1, h2) :is(.p, text)", slide);
  const [title, text] = [plainText(titleOf(slide)), plainText(parts.map((part) => part.textContent).join(" "))];
  return { index, id: slide.id, title, text, low: folded(`${title} ${text}`) };
};

// Better matches have smaller ranks: number, id, title, text. NaN where nothing matches.
const rank = ({ index, id, title, low }, query, terms) => {
  if (query === String(index + 1)) return 0;
  if (query === id.toLowerCase()) return 1;
  if (!terms.every((term) => low.includes(term) || id.toLowerCase().includes(term))) return NaN;
  return terms.every((term) => folded(title).includes(term)) ? 2 : 3;
};

// A text with its matches marked; of a long one what is around the first.
const marked = (text, terms, long) => {
  const pattern = terms.map((term) => term.replace(/\W/g, "\\$&")).join("|");
  const hits = pattern ? [...folded(text).matchAll(pattern)] : [];
  const begin = long ? Math.max(0, (hits[0]?.index ?? 0) - 16) : 0;
  const end = long ? begin + 90 : text.length;
  const made = [begin ? "…" : ""];
  let at = begin;
  for (const { 0: word, index } of hits) {
    if (index >= end) break;
    made.push(text.slice(at, index), el("mark", {}, text.slice(index, index + word.length)));
    at = index + word.length;
  }
  return [...made, text.slice(at, end), end < text.length ? "…" : ""];
};

const openFind = () => {
  const slides = state.slides.map(searchable);
  let active;

  const activate = (index) => {
    const rows = [...list.children];
    active = (index + rows.length) % rows.length;
    rows.forEach((row, n) => row.setAttribute("aria-selected", n === active));
    if (rows[active]) bringNear(rows[active]);
    input.setAttribute("aria-activedescendant", rows[active]?.id ?? "");
  };

  const choose = (index) => {
    shut();
    if (inMode("overview")) setMode(modeBefore);
    goTo(index);
    if (reading()) slideNow().scrollIntoView();
  };

  const search = () => {
    const query = folded(plainText(input.value));
    const terms = query.split(" ").filter(Boolean);
    const found = slides
      .map((slide) => [rank(slide, query, terms), slide])
      .filter(([order]) => order >= 0)
      .sort(([a], [b]) => a - b);
    const rows = found.slice(0, 60).map(([, { index, title, text }]) =>
      el("li", { id: `player-to-${index}`, role: "option", onclick: () => choose(index) },
        el("b", {}, index + 1), el("span", {}, ...marked(title || text, terms, !title)),
        terms.length && title ? el("small", {}, ...marked(text, terms, true)) : ""));
    list.replaceChildren(...rows);
    status.textContent = rows.length ? "" : words.nothing;
    activate(!query && state.at < rows.length ? state.at : 0);
  };

  const onkeydown = (event) => {
    if (event.isComposing) return;
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (by) activate(active + by);
    else if (event.key === "Enter") list.children[active]?.click();
    else return;
    event.preventDefault();
  };

  const list = el("ul", { id: "player-found", role: "listbox", label: words.found });
  const { shut, input, status } = dialog("find", words.search, search, {
    role: "combobox", "aria-expanded": true, "aria-controls": list.id, onkeydown,
  }, list);
  search();
};

command("find", "g", openFind, "move", everywhere);
