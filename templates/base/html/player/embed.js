// In a frame: the page around may ask where the deck is and lead it to a slide, and is told of every change.
// Its words are {talkdeck: "go", to, click} and {talkdeck: "state"}; anything else, and anybody else, is not heard.

const tellParent = () => {
  if (parent === window || state.at < 0) return;
  const { slides, at, click } = state;
  const [id, count, clicks] = [slides[at].id, slides.length, clicksOf(slides[at])];
  const said = { talkdeck: "state", id, number: at + 1, count, click, clicks, title: titleOf(slides[at]) };
  // A file has no origin that could be named; what is told stands in the deck that the page around shows anyway.
  parent.postMessage(said, "*");
};

const hearParent = ({ source, data }) => {
  if (parent === window || source !== parent || !data) return;
  if (data.talkdeck === "state") tellParent();
  if (data.talkdeck !== "go") return;
  const { to, click } = data;
  const index = typeof to === "string" ? state.slides.findIndex((slide) => slide.id === to) : to - 1;
  if (Number.isInteger(index) && index in state.slides) goTo(index, Number.isInteger(click) ? Math.max(0, click) : 0);
};

addEventListener("message", hearParent);
onChange(tellParent);
