// Every text box and table cell of the deck, with what stands outside it. All slides are laid out at once, where the
// player would show them; the caller gives the page's size. Answers a finding a line; the test says what they mean.
//
// A word's own rectangle is its inline box, as tall as its face's ascent and descent, rounded to pixels: it says where the
// word begins and ends, but not how high it is. Its line box does (CSS 2.2 §10.8), and line boxes make up the paragraph's
// block. So widths are those of words, without the blanks at line ends, which hang; heights are those of blocks, and each
// word must be in one. What inline boxes reach below their line (`beyond`) counts as scrolled height and is taken off.
(tolerance) => {
  const findings = [];
  const sides = (frame, box) => ({
    left: frame.left - box.left, top: frame.top - box.top,
    right: box.right - frame.right, bottom: box.bottom - frame.bottom,
  });
  const worst = (frame, box) => Object.entries(sides(frame, box)).sort((a, b) => b[1] - a[1])[0];
  const pieces = function* (text) {
    const range = document.createRange();
    for (const word of text.data.matchAll(/\S+/g)) {
      range.setStart(text, word.index);
      range.setEnd(text, word.index + word[0].length);
      for (const rect of range.getClientRects()) if (rect.width) yield [word[0].slice(0, 30), rect];
    }
  };
  let count = 0;
  for (const slide of document.querySelectorAll(".slide")) {
    const stage = slide.getBoundingClientRect(), scale = stage.height / slide.offsetHeight;
    for (const box of slide.querySelectorAll(".b:not(.picture, .shape, .r-math, .audio, video, table, .chart), table.b :is(td, th)")) {
      count += 1;
      const frame = box.getBoundingClientRect();
      const place = box.closest("[data-node]").dataset.node;
      const kind = [...box.classList].find((name) => name.startsWith("r-")) ?? box.localName;
      const tell = (what) => findings.push(`${slide.id}: ${place} (${kind}): ${what}`);
      let most = ["", tolerance, ""], beyond = 0;
      const check = (what, rect) => {
        const [side, by] = worst(frame, rect);
        if (by > most[1]) most = [side, by, what];
        if (worst(stage, rect)[1] > tolerance) tell(`'${what}' leaves the slide`);
      };
      for (const block of box.querySelectorAll(".p")) check(block.textContent.slice(0, 30), block.getBoundingClientRect());
      const walker = document.createTreeWalker(box, NodeFilter.SHOW_TEXT);
      while (walker.nextNode()) {
        const lines = walker.currentNode.parentElement.closest(".p")?.getBoundingClientRect();
        for (const [word, { left, right, top, bottom }] of pieces(walker.currentNode)) {
          const middle = (top + bottom) / 2;
          if (!lines || middle < lines.top || middle > lines.bottom) tell(`'${word}' is in no line`);
          check(word, { left, right, top: middle, bottom: middle });
          beyond = Math.max(beyond, bottom - lines.bottom);
        }
      }
      if (most[0]) tell(`'${most[2]}' ${most[1].toFixed(1)} px beyond its ${most[0]}`);
      const higher = box.scrollHeight - box.clientHeight - beyond / scale, wider = box.scrollWidth - box.clientWidth;
      if (higher > tolerance) tell(`its content is ${higher.toFixed(1)} px higher than its frame`);
      if (wider > tolerance) tell(`its content is ${wider} px wider than its frame`);
    }
    for (const math of slide.querySelectorAll(".r-math > math")) {
      const [side, by] = worst(math.parentElement.getBoundingClientRect(), math.getBoundingClientRect());
      const node = math.parentElement.dataset.node;
      if (by > tolerance) findings.push(`${slide.id}: ${node} (formula): ${by.toFixed(1)} px beyond its ${side}`);
    }
    for (const chart of slide.querySelectorAll("figure.chart")) {
      const frame = chart.getBoundingClientRect();
      for (const text of chart.querySelectorAll("svg text")) {
        const [side, by] = worst(frame, text.getBoundingClientRect());
        const what = `'${text.textContent.slice(0, 30)}' ${by.toFixed(1)} px beyond its ${side}`;
        if (by > tolerance) findings.push(`${slide.id}: ${chart.dataset.node} (chart): ${what}`);
      }
    }
    for (const table of slide.querySelectorAll("table.b")) {
      const wanted = [...table.rows].reduce((sum, row) => sum + parseFloat(getComputedStyle(row).height), 0);
      const drawn = table.getBoundingClientRect().height / scale;
      const box = parseFloat(getComputedStyle(table).height);
      if (Math.abs(drawn - wanted) > tolerance || drawn > box + tolerance)
        findings.push(`${slide.id}: ${table.dataset.node} (table): ${drawn} px high, its rows ${wanted}`);
    }
  }
  return [count, findings];
}
