// The preview's own part of a deck's page: follows the talk's files, shows what is wrong with them, and leads from what is
// on a slide to its line in the outline. The deck itself is as a build writes it; the player is told of new slides by an
// event, "talkdeck:replaced", and otherwise left alone.
(() => {
  "use strict";
  const script = document.currentScript;
  const settings = JSON.parse(script.dataset.preview);
  const { words, token } = settings;
  const nonce = script.nonce;
  const have = { version: settings.version, good: settings.good };
  const root = document.documentElement;
  const deck = () => document.querySelector("main");
  const slides = () => [...(deck()?.querySelectorAll(":scope > section") ?? [])];
  const fill = (text, ...values) => values.reduce((made, value) => made.replace("{}", value), text);

  const make = (tag, name, ...children) => {
    const made = document.createElement(tag);
    if (name) made.className = name;
    made.append(...children);
    return made;
  };

  const icon = (path) => {
    const space = "http://www.w3.org/2000/svg";
    const [svg, line] = ["svg", "path"].map((tag) => document.createElementNS(space, tag));
    svg.setAttribute("viewBox", "0 0 24 24");
    svg.setAttribute("aria-hidden", "true");
    line.setAttribute("d", path);
    svg.append(line);
    return svg;
  };

  const button = (label, path, run) => {
    const made = make("button", "preview-button", icon(path));
    made.type = "button";
    made.title = label;
    made.setAttribute("aria-label", label);
    made.addEventListener("click", run);
    return made;
  };

  // Kept between loads: which panels stood open.
  const memory = {
    get: (name) => sessionStorage.getItem(`talkdeck.preview.${name}`) === "yes",
    set: (name, value) => sessionStorage.setItem(`talkdeck.preview.${name}`, value ? "yes" : "no"),
  };

  // A word at the edge of the window that goes by itself.
  const note = make("p", "preview-note");
  note.setAttribute("role", "status");
  let noteTimer = 0;
  const tell = (text) => {
    note.textContent = text;
    note.classList.add("shown");
    clearTimeout(noteTimer);
    noteTimer = setTimeout(() => note.classList.remove("shown"), 2500);
  };

  // Leading to the outline.

  const openPlace = async ({ file, line, column, shown }) => {
    if (!settings.edits) {
      await navigator.clipboard?.writeText(shown).catch(() => {});
      tell(fill(words.copied, shown));
      return;
    }
    const answer = await fetch("open", {
      method: "POST",
      headers: { "X-Talkdeck-Token": token, "Content-Type": "application/json" },
      body: JSON.stringify({ file, line, column }),
    });
    const { opened, reason } = answer.ok ? await answer.json() : { reason: answer.statusText };
    tell(opened ? fill(words.opened, shown) : fill(words["not-opened"], reason));
  };

  const placeLink = (problem) => {
    const link = make("button", "preview-place", problem.shown);
    link.type = "button";
    link.title = settings.edits ? words.open : words.copy;
    link.addEventListener("click", () => openPlace(problem));
    return link;
  };

  // Problems: mistakes over the deck, warnings in a corner.

  const row = (number, ...text) => make("div", "preview-row", make("span", "preview-number", `${number}`), make("code", "", ...text));

  const excerpt = ({ first, above, line: [before, at, behind], below }) => {
    const rows = above.map((text, index) => row(first + index, text));
    const number = first + above.length;
    const wrong = row(number, before, make("mark", at ? "" : "preview-caret", at), behind);
    wrong.classList.add("preview-wrong");
    rows.push(wrong, ...below.map((text, index) => row(number + 1 + index, text)));
    return make("div", "preview-excerpt", ...rows);
  };

  const problemItem = (problem) => {
    const item = make("li", problem.error ? "preview-error" : "preview-warning");
    item.append(make("p", "preview-fact", make("b", "", problem.code), ` ${problem.text}`));
    if (problem.shown) item.append(placeLink(problem));
    if (problem.excerpt) item.append(excerpt(problem.excerpt));
    for (const hint of problem.hints) item.append(make("p", "preview-hint", hint));
    return item;
  };

  const closed = { errors: false };
  const errors = make("section", "preview-errors");
  errors.setAttribute("role", "alert");
  errors.setAttribute("aria-label", words.problems);
  const warnings = make("section", "preview-warnings");
  warnings.setAttribute("aria-label", words.problems);
  warnings.hidden = true;

  const isOpen = (found) => (found.some(({ error }) => error) ? !closed.errors : false);

  const panel = (title, found, close) => {
    const head = make("header", "", make("h2", "", title), button(words.close, "M6 6l12 12M18 6L6 18", close));
    return [head, make("ol", "", ...found.map(problemItem))];
  };

  const showProblems = () => {
    const found = settings.problems;
    const [wrong, doubtful] = [found.filter(({ error }) => error), found.filter(({ error }) => !error)];
    errors.hidden = !isOpen(found);
    const foot = have.good ? words["last-good"] : words["none-good"];
    errors.replaceChildren(
      ...panel(fill(words.errors, wrong.length), wrong, () => {
        closed.errors = true;
        showProblems();
      }),
      make("footer", "", foot),
    );
    warnings.hidden = !memory.get("warnings") || !doubtful.length;
    warnings.replaceChildren(
      ...panel(fill(words.warnings, doubtful.length), doubtful, () => {
        memory.set("warnings", false);
        showProblems();
      }),
    );
    badge.hidden = !found.length;
    badge.dataset.kind = wrong.length ? "error" : "warning";
    count.textContent = `${wrong.length || doubtful.length}`;
    badge.title = wrong.length ? fill(words.errors, wrong.length) : fill(words.warnings, doubtful.length);
    badge.setAttribute("aria-label", badge.title);
    root.toggleAttribute("data-preview-wrong", !errors.hidden);
  };

  const count = make("span", "");
  const badge = button("", "M12 4l9 16H3zM12 10v4m0 3v.2", () => {
    if (settings.problems.some(({ error }) => error)) closed.errors = !closed.errors;
    else memory.set("warnings", !memory.get("warnings"));
    showProblems();
  });
  badge.classList.add("preview-badge");
  badge.append(count);

  // Thumbnails: copies of the slides, made when they come into sight.

  const thumbs = make("nav", "preview-thumbs");
  thumbs.setAttribute("aria-label", words.slides);
  const thumbOf = new Map();
  const inSight = new IntersectionObserver(
    (seen) => {
      for (const { target, isIntersecting } of seen) if (isIntersecting) fillThumb(target);
    },
    { root: thumbs, rootMargin: "400px" },
  );

  const fillThumb = (thumb) => {
    inSight.unobserve(thumb);
    const slide = [...thumbOf].find(([, each]) => each === thumb)?.[0];
    if (!slide) return;
    const copy = slide.cloneNode(true);
    copy.classList.remove("now", "was");
    for (const each of [copy, ...copy.querySelectorAll("[id]")]) each.removeAttribute("id");
    for (const each of copy.querySelectorAll(".later, .past")) each.classList.remove("later", "past");
    for (const each of copy.querySelectorAll("video, audio, aside")) each.remove();
    copy.inert = true;
    thumb.firstChild.replaceChildren(copy);
  };

  const makeThumb = (slide) => {
    const thumb = make("button", "preview-thumb", make("span", "preview-picture"), make("span", "preview-number"));
    thumb.type = "button";
    thumb.firstChild.setAttribute("aria-hidden", "true");
    thumb.addEventListener("click", () => {
      location.hash = `#${encodeURIComponent(slide.id)}`;
    });
    inSight.observe(thumb);
    return thumb;
  };

  const showThumbs = () => {
    const open = memory.get("thumbs") && slides().length > 0;
    thumbs.hidden = !open;
    root.toggleAttribute("data-preview-thumbs", open);
    if (open) {
      const now = slides();
      for (const [slide, thumb] of thumbOf)
        if (!now.includes(slide)) {
          inSight.unobserve(thumb);
          thumbOf.delete(slide);
        }
      for (const slide of now) if (!thumbOf.has(slide)) thumbOf.set(slide, makeThumb(slide));
      const wanted = now.map((slide) => thumbOf.get(slide));
      wanted.forEach((thumb, index) => {
        thumb.lastChild.textContent = `${index + 1}`;
        thumb.setAttribute("aria-label", fill(words.slide, index + 1));
        if (thumbs.children[index] !== thumb) thumbs.insertBefore(thumb, thumbs.children[index] ?? null);
      });
      while (thumbs.children.length > wanted.length) thumbs.lastChild.remove();
      markThumb();
    }
    fit();
  };

  const markThumb = () => {
    for (const [slide, thumb] of thumbOf) {
      const isNow = slide.classList.contains("now");
      if (isNow && thumb.getAttribute("aria-current") !== "true") thumb.scrollIntoView({ block: "nearest" });
      thumb.setAttribute("aria-current", isNow);
    }
  };

  // The stage makes room for the bar.
  const fit = () => {
    const main = deck();
    if (!main) return;
    const room = root.clientWidth - (thumbs.hidden ? 0 : thumbs.offsetWidth);
    const { width, height } = main.dataset;
    root.style.setProperty("--preview-scale", Math.min(room / width, innerHeight / height));
    root.style.setProperty("--preview-thumb", 176 / width);
    root.style.setProperty("--preview-shape", width / height);
  };

  // Inspecting: with Alt held, or the switch on, what is under the pointer shows its line and a click opens it.

  const inspecting = { on: false, held: false, at: null, place: null };
  const frame = make("div", "preview-frame");
  const label = make("span", "preview-label");
  frame.append(label);
  frame.hidden = true;

  const isInspecting = () => inspecting.on || inspecting.held;

  const under = (target) => {
    const slide = target instanceof Element && target.closest("main > section");
    if (!slide) return null;
    const box = target.closest("[data-node]") ?? slide;
    const line = target.closest(".p");
    const lines = [...box.querySelectorAll(".p")];
    return { slide, box, line: line && box.contains(line) ? line : null, paragraph: line ? lines.indexOf(line) : -1 };
  };

  const findPlace = async ({ slide, box, paragraph }) => {
    const query = new URLSearchParams({ good: have.good, slide: slide.id, node: box.dataset.node });
    if (paragraph >= 0) query.set("paragraph", paragraph);
    const answer = await fetch(`place?${query}`);
    return answer.ok ? answer.json() : null;
  };

  const inspect = async (target) => {
    const found = under(target);
    const at = found && (found.line ?? found.box);
    if (at === inspecting.at && !frame.hidden) return;
    Object.assign(inspecting, { at, place: null });
    frame.hidden = !at || at.matches("section");
    if (!at) return;
    const { left, top, width, height } = at.getBoundingClientRect();
    Object.assign(frame.style, { left: `${left}px`, top: `${top}px`, width: `${width}px`, height: `${height}px` });
    frame.classList.toggle("low", top < 40);
    label.textContent = "…";
    const place = await findPlace(found);
    if (inspecting.at !== at) return;
    inspecting.place = place;
    label.textContent = place?.shown ?? words["no-place"];
  };

  const stopInspecting = () => {
    if (isInspecting()) return;
    frame.hidden = true;
    inspecting.at = null;
  };

  const inspectButton = button(words.inspect, "M12 3v4m0 10v4M3 12h4m10 0h4M12 12h.01M12 7a5 5 0 1 0 0 10a5 5 0 1 0 0-10", () => {
    inspecting.on = !inspecting.on;
    inspectButton.setAttribute("aria-pressed", inspecting.on);
    root.toggleAttribute("data-preview-inspect", inspecting.on);
    stopInspecting();
  });
  inspectButton.setAttribute("aria-pressed", false);

  addEventListener("keydown", ({ key, target }) => {
    if (key !== "Alt") return;
    inspecting.held = true;
    root.toggleAttribute("data-preview-inspect", true);
    if (inspecting.over) inspect(inspecting.over);
  });
  const release = () => {
    inspecting.held = false;
    root.toggleAttribute("data-preview-inspect", inspecting.on);
    stopInspecting();
  };
  addEventListener("keyup", (event) => {
    if (event.key !== "Alt") return;
    event.preventDefault(); // some browsers open their menu
    release();
  });
  addEventListener("blur", release);
  addEventListener("pointermove", ({ target, altKey }) => {
    inspecting.over = target;
    if (isInspecting() || altKey) inspect(target);
  });
  const isOurs = (target) => target instanceof Element && target.closest(".preview");
  for (const kind of ["pointerdown", "mousedown", "pointerup", "mouseup", "touchstart", "touchend", "click", "auxclick"])
    addEventListener(
      kind,
      (event) => {
        if (isOurs(event.target) || !(isInspecting() || event.altKey)) return;
        const found = under(event.target);
        if (!found) return;
        event.stopImmediatePropagation();
        if (event.cancelable) event.preventDefault();
        if (kind === "click") findPlace(found).then((place) => (place ? openPlace(place) : tell(words["no-place"])));
      },
      { capture: true, passive: false },
    );

  // What is pressed in the preview's own panels is not for the player.
  const ui = make("div", "preview");
  for (const kind of ["click", "pointerdown", "mousedown", "touchstart", "touchend", "wheel"])
    ui.addEventListener(kind, (event) => event.stopPropagation());
  ui.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !errors.hidden) {
      closed.errors = true;
      showProblems();
    } else if (!["Enter", " "].includes(event.key)) return;
    event.stopPropagation();
  });

  // Following the files.

  // Elements of markup, all in one go: a document made for each would take longer than what is in it.
  const parse = (markup) => {
    const { children } = new DOMParser().parseFromString(markup, "text/html").body;
    return [...children].map((each) => document.adoptNode(each));
  };

  // Pictures of the slide that shows are ready before it is put in its place, so that nothing flashes.
  const ready = (slide) => Promise.all([...slide.querySelectorAll("img")].map((picture) => picture.decode().catch(() => {})));

  const apply = async ({ slides: parts, styles, shared, title }) => {
    const main = deck();
    const old = slides();
    const now = old.findIndex((slide) => slide.classList.contains("now"));
    const made = parse(parts.filter((part) => typeof part === "string").join(""));
    const next = parts.map((part) => (typeof part === "number" ? old[part] : made.shift()));
    const shown = next[now];
    if (shown && !old.includes(shown)) await ready(shown);
    document.querySelectorAll("head > style").forEach((style, index) => {
      if (styles[index] === null || styles[index] === undefined) return;
      style.nonce = nonce;
      style.textContent = styles[index];
    });
    const [x, y] = [scrollX, scrollY];
    let behind = old.at(-1).nextElementSibling;
    const staying = new Set(next);
    for (const slide of old) if (!staying.has(slide)) slide.remove();
    for (const slide of next.toReversed()) {
      if (slide.parentNode !== main || slide.nextElementSibling !== behind) main.insertBefore(slide, behind);
      behind = slide;
    }
    if (shared !== null) {
      document.querySelector("body > svg.unseen")?.remove();
      if (shared) document.body.insertBefore(parse(shared)[0], ui);
    }
    document.title = title;
    const same = next.findIndex(({ id }) => id === old[now]?.id);
    const at = next.includes(old[now]) ? next.indexOf(old[now]) : same < 0 ? Math.min(Math.max(now, 0), next.length - 1) : same;
    dispatchEvent(new CustomEvent("talkdeck:replaced", { detail: { at } }));
    scrollTo(x, y);
    showThumbs();
    frame.hidden = true;
    inspecting.at = null;
  };

  const hear = async ({ version, good, problems, change, reload }) => {
    if (reload) {
      location.reload();
      return;
    }
    Object.assign(have, { version, good });
    settings.problems = problems;
    closed.errors = false;
    if (change) await apply(change);
    showProblems();
    root.dataset.previewVersion = version;
  };

  // A browser keeps few connections to one server: a page that nobody looks at gives its own back.
  let line = Promise.resolve();
  let source = null;
  const listen = () => {
    if (source || document.hidden) return;
    const query = new URLSearchParams({ ...have, start: settings.start });
    source = new EventSource(`events?${query}`);
    source.onopen = () => root.removeAttribute("data-preview-lost");
    source.onmessage = ({ data }) => {
      line = line.then(() => hear(JSON.parse(data)));
    };
    // The browser would ask again with the version that the page had at first.
    source.onerror = () => {
      hush();
      root.toggleAttribute("data-preview-lost", true);
      setTimeout(() => line.then(listen), 700);
    };
  };
  const hush = () => {
    source?.close();
    source = null;
  };

  const begin = () => {
    const toolbar = make(
      "div",
      "preview-bar",
      badge,
      button(words.slides, "M4 5h5v4H4zM4 11h5v4H4zM4 17h5v2H4zM12 5h8v14h-8z", () => {
        memory.set("thumbs", !memory.get("thumbs"));
        showThumbs();
      }),
      inspectButton,
      make("span", "preview-lost", words.lost),
    );
    toolbar.setAttribute("role", "toolbar");
    toolbar.setAttribute("aria-label", words.preview);
    ui.append(thumbs, toolbar, warnings, errors, frame, note);
    document.body.append(ui);
    root.dataset.previewVersion = have.version;
    showProblems();
    showThumbs();
    addEventListener("resize", fit);
    if (deck())
      new MutationObserver(() => markThumb()).observe(deck(), { subtree: true, attributeFilter: ["class"], attributes: true });
    document.addEventListener("visibilitychange", () => (document.hidden ? hush() : line.then(listen)));
    listen();
  };

  addEventListener("DOMContentLoaded", begin);
})();
