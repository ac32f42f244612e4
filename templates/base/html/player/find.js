// Going to a slide by number, id or words of it, with what is found shown while one types.

const finder = { box: null, input: null, list: null, count: null, slides: [], active: 0 };

const plainText = (text) => text.replace(/\s+/g, " ").trim();

// Small letters, and those of full width as the usual ones; as long as the text, so that places in it stay.
const folded = (text) =>
  text.toLowerCase().replace(/[！-～]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0));

// What can be searched of each slide: not the notes, which are the speaker's, nor what stands on every slide.
const searchable = (slide, index) => {
  const parts = slide.querySelectorAll(".b:not(.r-footer, .r-slide-number, h1, h2) :is(.p, text)");
  const [title, text] = [plainText(titleOf(slide)), plainText([...parts].map((part) => part.textContent).join(" "))];
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
  const low = folded(text);
  const first = Math.min(...terms.map((term) => low.indexOf(term)).filter((at) => at >= 0), text.length);
  const begin = long && first < text.length ? Math.max(0, first - 16) : 0;
  const made = [begin ? "…" : ""];
  const end = long ? begin + 90 : text.length;
  let at = begin;
  while (at < end) {
    const hits = terms.map((term) => [low.indexOf(term, at), term.length]).filter(([from]) => from >= 0 && from < end);
    if (!hits.length) break;
    const [from, length] = hits.reduce((a, b) => (b[0] < a[0] ? b : a));
    made.push(text.slice(at, from), el("mark", {}, text.slice(from, from + length)));
    at = from + length;
  }
  return [...made, text.slice(at, end), end < text.length ? "…" : ""];
};

const activate = (index) => {
  const rows = finder.list.children;
  if (!rows.length) return finder.input.removeAttribute("aria-activedescendant");
  rows[finder.active]?.setAttribute("aria-selected", "false");
  finder.active = (index + rows.length) % rows.length;
  const row = rows[finder.active];
  row.setAttribute("aria-selected", "true");
  row.scrollIntoView({ block: "nearest" });
  finder.input.setAttribute("aria-activedescendant", row.id);
};

const goToFound = (index) => {
  finder.box.close();
  if (modeNow() === "overview") setMode(grid.from);
  goTo(index);
  if (modeNow() === "read") state.slides[index].scrollIntoView();
};

const search = () => {
  const query = folded(plainText(finder.input.value));
  const terms = query.split(" ").filter(Boolean);
  const found = finder.slides
    .map((slide) => [rank(slide, query, terms), slide])
    .filter(([order]) => !Number.isNaN(order))
    .sort(([a], [b]) => a - b);
  const rows = found.slice(0, 60).map(([, { index, title, text }]) => {
    const row = el("li", { id: `player-to-${index}`, role: "option", "aria-selected": "false" },
      el("b", {}, String(index + 1)), el("span", {}, ...marked(title || text, terms, !title)));
    if (terms.length && title) row.append(el("small", {}, ...marked(text, terms, true)));
    row.addEventListener("click", () => goToFound(index));
    return row;
  });
  finder.list.replaceChildren(...rows);
  finder.count.textContent = rows.length ? "" : words.nothing;
  activate(query ? 0 : state.at < rows.length ? state.at : 0);
};

const onFindKey = (event) => {
  if (event.isComposing) return;
  const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (by) activate(finder.active + by);
  else if (event.key === "Enter") finder.list.children[finder.active]?.click();
  else return;
  event.preventDefault();
};

const openFind = () => {
  if (!finder.box) {
    finder.list = el("ul", { id: "player-found", role: "listbox", "aria-label": words.found });
    finder.count = el("p", { role: "status" });
    finder.input = el("input", {
      type: "text", role: "combobox", autofocus: "", autocomplete: "off", spellcheck: "false", "aria-expanded": "true",
      "aria-controls": "player-found", "aria-label": words.search, placeholder: words.search,
      oninput: search, onkeydown: onFindKey,
    });
    finder.box = dialog("find", finder.input, finder.count, finder.list);
  }
  finder.slides = state.slides.map(searchable);
  finder.input.value = "";
  finder.box.showModal();
  search();
};

command("find", ["g"], openFind, { group: "move", modes: everywhere });
