// What a viewer could not read on this screen: a list of sentences, empty where everything can be read.
// Plain geometry of what the browser laid out; texts that are drawn on canvases are measured with the canvas' own font.
() => {
  const SLACK = 1.5; // Pixels that rounding takes: letters end before their boxes do.
  const found = [];
  const tell = (what, text, where = "") =>
    found.push(`${what}: “${String(text).replace(/\s+/g, " ").trim().slice(0, 70)}”${where ? " " + where : ""}`);
  const main = document.querySelector("[data-testid=stMain]");
  const bar = document.querySelector(".st-key-briefing_bar")?.closest("[data-testid=stLayoutWrapper]");
  const dialog = document.querySelector("[role=dialog]");
  const roots = dialog ? [dialog] : [document.querySelector("[data-testid=stApp]")];

  const ruler = document.createElement("canvas").getContext("2d");

  // 1. The page does not scroll sideways, nor does anything on it but a table.
  if (document.documentElement.scrollWidth > innerWidth) tell("the page scrolls sideways", document.title);
  if (main.scrollWidth > main.clientWidth + 1) tell("the page scrolls sideways", "its main section");

  // 2. No text is cut off by a box that it stands in.
  const SIZE_OF_NOTHING = 3; // What is laid out in three pixels is for a screen reader alone.
  const shown = (one) => one.checkVisibility({ opacityProperty: true, visibilityProperty: true });
  const is_icon = (one) => one.closest("[data-testid=stIconMaterial], [data-testid=stMarkdownMaterialIcon]");
  const texts = [];
  for (const root of roots) {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const node = walker.currentNode;
      const holder = node.parentElement;
      if (!node.data.trim() || holder.closest("canvas, style, script, title, desc, .hoverlayer, [role=tooltip]"))
        continue;
      if (!shown(holder) || is_icon(holder)) continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      const boxes = [...range.getClientRects()].filter((box) => box.width > 0 && box.height > 0);
      if (boxes.length) texts.push({ node, holder, boxes, text: node.data });
    }
  }
  const unseen = new Set();
  for (const told of texts) {
    for (let one = told.holder; one && one !== main && one !== document.body; one = one.parentElement) {
      const style = getComputedStyle(one);
      const box = one.getBoundingClientRect();
      const is_svg = one.tagName.toLowerCase() === "svg";
      if (style.display === "inline" || (one instanceof SVGElement && !is_svg)) continue;
      if (box.width <= SIZE_OF_NOTHING || box.height <= SIZE_OF_NOTHING) { unseen.add(told); break; }
      const cuts_x = style.overflowX !== "visible" || is_svg;
      const cuts_y = style.overflowY === "hidden" || style.overflowY === "clip" || is_svg;
      const beyond = told.boxes.some(
        (text) => cuts_x && (text.right > box.right + SLACK || text.left < box.left - SLACK));
      // A line's box is taller than its letters by a third: only what reaches into the letters counts.
      const below = told.boxes.some((text) => cuts_y &&
        (text.bottom - text.height / 5 > box.bottom + SLACK || text.top + text.height / 5 < box.top - SLACK));
      if (beyond || below) {
        tell(beyond ? "cut off at its side" : "cut off below", told.text, `in ${name_of(one)}`);
        break;
      }
      if (style.position === "fixed") break;
    }
  }
  function name_of(one) {
    return one.dataset.testid || one.className.baseVal || String(one.className).slice(0, 40) || one.tagName;
  }
  const seen = texts.filter((told) => !unseen.has(told));

  // A Latin word is never broken in two for want of room (ids, links and SQL have no words).
  for (const told of seen) {
    if (told.boxes.length < 2 || told.holder.closest("code, pre, svg")) continue;
    for (const word of told.node.data.matchAll(/[A-Za-zÀ-ɏ]{3,}/g)) {
      const range = document.createRange();
      range.setStart(told.node, word.index);
      range.setEnd(told.node, word.index + word[0].length);
      const tops = new Set([...range.getClientRects()].map((box) => Math.round(box.top)));
      if (tops.size > 1) { tell("a word is broken in two", word[0], `in ${told.text}`); break; }
    }
  }
  // Nor is a date or an id, at its hyphens, unless it is longer than its line.
  for (const told of seen) {
    if (told.boxes.length < 2 || told.holder.closest("code, pre, svg")) continue;
    const line = Math.max(...told.boxes.map((box) => box.width));
    for (const word of told.node.data.matchAll(/[A-Za-z0-9]+(?:\u2060?-\u2060?[A-Za-z0-9]+)+/g)) {
      if (!/[0-9]/.test(word[0])) continue;
      const range = document.createRange();
      range.setStart(told.node, word.index);
      range.setEnd(told.node, word.index + word[0].length);
      const parts = [...range.getClientRects()].filter((box) => box.width > 0);
      const tops = new Set(parts.map((box) => Math.round(box.top)));
      if (tops.size > 1 && parts.reduce((sum, box) => sum + box.width, 0) < line) {
        tell("a date or an id is broken in two", word[0], `in ${told.text}`);
        break;
      }
    }
  }
  for (const field of document.querySelectorAll("input:not([type=checkbox]):not([type=radio]), textarea")) {
    if (!shown(field) || field.getBoundingClientRect().width <= SIZE_OF_NOTHING) continue;
    const style = getComputedStyle(field);
    const room = field.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight);
    const text = field.value || field.placeholder;
    if (text && field.tagName === "INPUT" && wide(text, style.font) > room + SLACK) tell("cut off in its field", text);
  }

  // 3. No text lies over another one, and no chart's text reaches outside its chart.
  const lines = seen.flatMap((told) => {
    const svg = told.holder.closest("svg");
    const words = told.holder.closest("text");
    const turned = words && /rotate\((?!0[,)])/.test(words.getAttribute("transform") || "");
    return told.boxes.map((box) => ({ box, told, svg, words, turned, fixed: fixed_of(told.holder) }));
  });
  function fixed_of(one) {
    for (; one && one !== document.body; one = one.parentElement)
      if (["fixed", "sticky"].includes(getComputedStyle(one).position)) return one;
    return null;
  }
  lines.sort((one, other) => one.box.top - other.box.top);
  const over = new Set();
  lines.forEach((one, at) => {
    for (const other of lines.slice(at + 1)) {
      if (other.box.top >= one.box.bottom) break;
      if (one.told === other.told || (one.words && one.words === other.words)) continue;
      // What is fixed lies over what is scrolled under it; the bar at the foot is looked at by itself.
      if (one.fixed !== other.fixed && bar && (bar.contains(one.told.holder) || bar.contains(other.told.holder)))
        continue;
      if (one.turned || other.turned) continue;
      const across = Math.min(one.box.right, other.box.right) - Math.max(one.box.left, other.box.left);
      const down = Math.min(one.box.bottom, other.box.bottom) - Math.max(one.box.top, other.box.top);
      // Lines of text may touch: a third of a line's height is its leading.
      if (across > 2 && down > Math.min(one.box.height, other.box.height) / 3)
        over.add([one.told.text.trim().slice(0, 40), other.told.text.trim().slice(0, 40)].join("” and “"));
    }
  });
  for (const pair of over) tell("one lies over the other", pair);
  for (const words of document.querySelectorAll(".js-plotly-plot .main-svg text")) {
    const box = words.getBoundingClientRect();
    const chart = words.closest(".js-plotly-plot").getBoundingClientRect();
    if (!box.width || !shown(words) || words.closest(".hoverlayer")) continue;
    const leading = box.height / 5;
    if (box.left < chart.left - SLACK || box.right > chart.right + SLACK ||
        box.top + leading < chart.top - SLACK || box.bottom - leading > chart.bottom + SLACK)
      tell("reaches outside its chart", words.textContent);
  }

  // 4. Tables are drawn on a canvas: headings and the cells in sight against their columns' widths.
  function wide(text, font) {
    ruler.font = font;
    return ruler.measureText(text).width;
  }
  function grid_of(canvas) {
    let fiber = canvas[Object.keys(canvas).find((key) => key.startsWith("__reactFiber$"))];
    for (; fiber; fiber = fiber.return) {
      const told = fiber.memoizedProps;
      if (told?.getCellContent && Array.isArray(told.columns)) return told;
    }
    return null;
  }
  for (const canvas of document.querySelectorAll("[data-testid=data-grid-canvas]")) {
    if (!shown(canvas)) continue;
    const grid = grid_of(canvas);
    if (!grid) { tell("a table that cannot be read", name_of(canvas.parentElement)); continue; }
    const style = getComputedStyle(canvas);
    const of = (name) => style.getPropertyValue(`--gdg-${name}`);
    const padding = 2 * parseFloat(of("cell-horizontal-padding"));
    const heading = `${of("header-font-style")} ${of("font-family")}`;
    const letters = `${of("base-font-style")} ${of("font-family")}`;
    const line = parseFloat(/([\d.]+)(px|rem)/.exec(letters)?.[1] ?? 14) * 1.4;
    const row = typeof grid.rowHeight === "function" ? grid.rowHeight(0) : grid.rowHeight;
    const rows = Math.min(grid.rows, Math.floor((canvas.clientHeight - grid.headerHeight) / row));
    const table = canvas.closest("[class*=st-key-]")?.className.match(/st-key-(\S+)/)?.[1] ?? "";
    let left = 0;
    grid.columns.forEach((column, place) => {
      const begins = left;
      left += column.width;
      if (begins >= canvas.clientWidth - 4) return; // To the right of what is in sight.
      const where = `in ${table || "a table"} (${Math.round(column.width)} px)`;
      const needs = wide(column.title, heading) + padding;
      if (needs > column.width + SLACK) tell(`heading cut off, needs ${Math.ceil(needs)} px`, column.title, where);
      for (let at = 0; at < rows; at += 1) {
        const cell = grid.getCellContent([place, at]);
        const text = cell.displayData ?? (typeof cell.data === "string" ? cell.data : "");
        if (typeof text !== "string" || !text) continue;
        const room = column.width - padding;
        const drawn = wide(text, letters);
        const fits = cell.allowWrapping
          ? Math.ceil((drawn * 1.08) / room) * line <= row + SLACK
          : drawn <= room + SLACK;
        if (!fits) {
          tell(`cell cut off, needs ${Math.ceil(drawn + padding)} px`, text, `${where} under ${column.title}`);
          break;
        }
      }
    });
    if (left > canvas.clientWidth + 4)
      tell(`a table is ${Math.round(left - canvas.clientWidth)} px wider than its place`, table || grid.columns[0].title);
  }
  const error = document.querySelector("[data-testid=stException], [data-testid=stAlertContentError]");
  if (error) tell("an error in the page's place", error.innerText);
  return [...new Set(found)];
}
