"""The moment at which a story stands: a day in the link, which the slider writes and a reload reads again."""

from __future__ import annotations

from datetime import date

import streamlit as st

from suyuan.rings.ring_story import Story

IN_LINK = "at"
RING, CASE = "ring_replay", "case_replay"
# The space bar plays and stops; a promise that stopping breaks is no error. The slider moves in the browser alone, so
# the browser writes its day into the link: a reload, a bookmark and the next run of the page find it there. A figure
# that opened on a step plays on from it. Constant: nothing of the data is in it.
SCRIPT = """<script>
if (!window.suyuanReplay) {
  window.suyuanReplay = true;
  const drawn = () => document.querySelector(":is(.st-key-ring_replay, .st-key-case_replay) .js-plotly-plot");
  document.addEventListener("keydown", (event) => {
    if (event.key !== " " || event.target.closest("input, textarea, button, [role=dialog], [role=radio]")) return;
    const play = drawn()?.querySelector(".updatemenu-button");
    if (play) { event.preventDefault(); play.dispatchEvent(new MouseEvent("click", {bubbles: true})); }
  });
  window.addEventListener("unhandledrejection", (event) => {
    if (event.reason === undefined && drawn()) event.preventDefault();
  });
  let plot = null, story = "", day = "";
  setInterval(() => {
    const now = drawn(), slider = now?.layout?.sliders?.[0];
    if (!slider?.steps?.length) { plot = null; return; }
    const step = slider.active ?? 0, own = slider.steps.map((one) => one.label).join();
    const shown = slider.steps[step]?.label ?? "";
    if (now !== plot || own !== story) {
      [plot, story, day] = [now, own, shown];
      const moves = now._transitionData;
      if (moves && step && moves._currentFrame == null) moves._currentFrame = String(step);
    } else if (shown && shown !== day) {
      day = shown;
      const here = new URL(location.href);
      here.searchParams.set("at", day);
      history.replaceState(history.state, "", here);
    }
  }, 200);
}
</script>"""


def step(story: Story) -> int:
    """The step that the link asks for: the one its day falls into; the first where it asks for none."""
    try:
        return story.step_of(date.fromisoformat(st.query_params.get(IN_LINK, "")))
    except ValueError:
        return 0
