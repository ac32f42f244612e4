// The list of talks, kept up to date while it is looked at.
(() => {
  "use strict";
  const { words } = JSON.parse(document.currentScript.dataset.preview);
  const fill = (text, ...values) => values.reduce((made, value) => made.replace("{}", value), text);

  const make = (tag, name, ...children) => {
    const made = document.createElement(tag);
    if (name) made.className = name;
    made.append(...children);
    return made;
  };

  const link = (text, address, name, lang) => {
    const made = make("a", name, text);
    made.href = address;
    if (lang) made.lang = lang;
    return made;
  };

  const state = ({ errors, warnings }) => {
    const [kind, text] = errors
      ? ["error", fill(words.errors, errors)]
      : warnings
        ? ["warning", fill(words.warnings, warnings)]
        : ["fine", words.fine];
    const made = make("span", "state", text);
    made.dataset.kind = kind;
    return made;
  };

  const item = (talk) => {
    const editions = talk.editions.map(({ lang, address }) => link(lang, address, "edition"));
    const about = [talk.slides ? fill(words.count, talk.slides) : "", talk.brand, talk.path].filter(Boolean).join(" · ");
    return make(
      "li",
      "",
      make("div", "", link(talk.title, talk.address, "", talk.lang), ...editions),
      make("p", "", about),
      state(talk),
    );
  };

  const list = make("ol", "");
  const said = make("p", "", words.building);
  let shown = "";

  const refresh = async () => {
    const answer = await fetch("/~/talks").catch(() => null);
    const text = answer?.ok ? await answer.text() : "";
    said.textContent = !answer?.ok ? words.lost : text === "[]" ? words["no-talks"] : "";
    if (text && text !== shown) list.replaceChildren(...JSON.parse(text).map(item));
    shown = text || shown;
    setTimeout(refresh, document.hidden ? 5000 : 1500);
  };

  addEventListener("DOMContentLoaded", () => {
    document.body.className = "talks-page";
    document.body.append(make("div", "preview", make("main", "talks", make("h1", "", words.talks), list, said)));
    refresh();
  });
})();
