"""Dates and ids in running text stay on one line, whichever page writes them and wherever its words come from.

A browser breaks a line after any hyphen that a digit follows, and no style forbids it there. So the hyphens of what
the browser has laid out are joined to their neighbours, in the browser alone: texts that leave the app, links and
tables never hold the joiner, and what is copied from the screen loses it again.
"""

from __future__ import annotations

# U+2060, the word joiner: no width, no break on either side. What is longer than its whole line still breaks. React
# compares texts with its own earlier ones, never with the page's: it does not mind. Constant: nothing of the data.
SCRIPT = """<span class="unbroken"></span><script>
if (!window.suyuanUnbroken) {
  window.suyuanUnbroken = true;
  const JOINER = "\\u2060", ALL = new RegExp(JOINER, "g");
  const HYPHENED = /[\\p{L}\\p{N}]+(?:-[\\p{L}\\p{N}]+)+/gu;
  const ELSEWHERE = "script, style, code, pre, svg, textarea, canvas, [contenteditable=true]";
  const join = (node) => {
    if (!node.data.includes("-") || !node.parentElement || node.parentElement.closest(ELSEWHERE)) return;
    const joined = node.data.replace(HYPHENED, (one) =>
      /\\p{N}/u.test(one) ? one.replaceAll("-", JOINER + "-" + JOINER) : one);
    if (joined !== node.data) node.data = joined;
  };
  const within = (root) => {
    if (root.nodeType === Node.TEXT_NODE) return join(root);
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) join(walker.currentNode);
  };
  new MutationObserver((changes) => {
    for (const change of changes)
      if (change.type === "characterData") join(change.target);
      else change.addedNodes.forEach(within);
  }).observe(document.body, {subtree: true, childList: true, characterData: true});
  within(document.body);
  document.addEventListener("copy", (event) => {
    const copied = String(getSelection());
    if (!copied.includes(JOINER) || event.target.closest?.("input, textarea")) return;
    event.clipboardData.setData("text/plain", copied.replace(ALL, ""));
    event.preventDefault();
  });
}
</script>"""
