// Makes a loaded deck ready for paper: some of its slides, each once, once for each click, or above its notes.
// Returns on how many pages each slide is (not for a handout), and all characters there are.

async ({ only, kind, style, paper, title, notes }) => {
  const el = (tag, name, ...children) => {
    const made = document.createElement(tag);
    if (name) made.className = name;
    made.append(...children);
    return made;
  };

  const dress = (text) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(text);
    document.adoptedStyleSheets.push(sheet);
  };

  const clicksOf = (slide) =>
    Math.max(0, ...[...slide.querySelectorAll("[data-build], [data-build-out]")].flatMap(({ dataset }) =>
      [dataset.build ?? 0, ...(dataset.buildOut?.split(" ") ?? [])].map(Number)));

  const after = (slide, click) => {
    const copy = slide.cloneNode(true);
    for (const each of copy.querySelectorAll("[data-build]"))
      each.classList.toggle("not-yet", each.dataset.build > click);
    for (const each of copy.querySelectorAll("[data-build-out]"))
      each.classList.toggle("gone-by", each.dataset.buildOut.split(" ").filter((n) => n <= click).length % 2 > 0);
    return copy;
  };

  // A page for each click.
  const unfold = (slide) => {
    const clicks = clicksOf(slide);
    const pages = Array.from({ length: clicks + 1 }, (_, click) => after(slide, click));
    for (const page of pages.slice(1)) page.removeAttribute("id");
    slide.replaceWith(...pages);
    return clicks + 1;
  };

  const paragraph = (said) => {
    const copy = el("p", "", ...said.cloneNode(true).childNodes);
    if (said.dataset.click) copy.prepend(el("b", "mark", said.dataset.click), " ");
    return copy;
  };

  const sheetOf = (slide, number, count) => {
    const frame = el("div", "frame");
    const said = [...slide.querySelectorAll(":scope > .notes > p")].map(paragraph);
    const place = el("p", "place", el("b", "", number), ` / ${count}`);
    const below = said.length ? el("div", "said", ...said) : el("div", "lines", ...Array.from({ length: 14 }, () => el("i")));
    if (said.length) below.setAttribute("aria-label", notes);
    else below.ariaHidden = "true";
    const sheet = el("article", "sheet", frame, place, below);
    slide.replaceWith(sheet);
    frame.append(slide);
  };

  const handOut = (slides, count) => {
    const { width, height } = document.documentElement.dataset;
    const [across, down] = paper === "letter" ? [215.9, 279.4] : [210, 297];
    const [margin, room] = [16, across - 32];
    const face = getComputedStyle(document.body).getPropertyValue("--body");
    const foot = `font:8pt ${face};color:#5b6270`;
    const name = title.replace(/\s+/g, " ").replace(/["\\]/g, "\\$&");
    // The deck's own size of paper gives way.
    const stage = document.getElementById("stage.css").sheet;
    const at = [...stage.cssRules].findIndex((rule) => rule instanceof CSSPageRule);
    if (at >= 0) stage.deleteRule(at);
    dress(`@page{size:${across}mm ${down}mm;margin:${margin}mm ${margin}mm 18mm;` +
      `@bottom-left{content:"${name}";${foot}}@bottom-right{content:counter(page) " / " counter(pages);${foot}}}` +
      `:root{--room:${room}mm;--high:${(room * height) / width}mm;--shrunk:${(room * 96) / 25.4 / width}}${style}`);
    slides.forEach((slide, index) => sheetOf(slide, only[index], count));
  };

  document.getElementById("stage.css").media = "print, screen";
  const all = [...document.querySelectorAll("main > section")];
  for (const each of [...document.body.children]) if (!each.matches("main, svg")) each.remove();
  const slides = only.map((number) => all[number - 1]);
  for (const each of all) if (!slides.includes(each)) each.remove();
  for (const each of slides) {
    each.inert = false;
    each.removeAttribute("aria-roledescription");
    each.classList.remove("now", "was");
    each.style.cssText = "";
  }
  for (const each of document.querySelectorAll(".later, .past")) each.classList.remove("later", "past");
  for (const image of document.querySelectorAll("img")) image.loading = "eager";
  dress("@media print{.not-yet{visibility:hidden}.gone-by{opacity:.35}.ink,.dot,[role=status]{display:none!important}}");
  let pages = null;
  if (kind === "handout") handOut(slides, all.length);
  else pages = slides.map((slide) => (kind === "builds" ? unfold(slide) : 1));
  await document.fonts.ready;
  await Promise.all([...document.images].map((image) => image.decode().catch(() => null)));
  const text = [...new Set(document.body.textContent + title)].join("");
  return { pages, text };
}
