// Films and sounds play only on their slide: leaving it pauses them, and those that the outline starts begin anew.

const playMedia = () => {
  for (const each of all("main :is(video, audio)")) {
    const here = inMode("stage") && each.closest("section") === slideNow();
    if (!here) {
      each.pause();
      delete each.dataset.begun;
    } else if ("autoplay" in each.dataset && !("begun" in each.dataset)) {
      each.dataset.begun = "";
      each.currentTime = 0;
      // Browsers refuse sound until somebody has touched the page; then its own button starts it.
      each.play().catch(() => {});
    }
  }
};

onChange(playMedia);
onMode(playMedia);
