"""The moment at which a story stands: a day in the link, which the slider writes and a reload reads again."""

from __future__ import annotations

from datetime import date

import streamlit as st

from suyuan.rings.ring_story import Story

IN_LINK = "at"
RING, CASE = "ring_replay", "case_replay"
# The space bar plays and stops; a promise that stopping breaks is no error. A figure that opened on a step plays on
# from it, which Plotly must be told. The slider moves in the browser alone; where it comes to rest, its day is typed
# into the field that is bound to the link, as the keyboard would: a reload, a bookmark, a briefing's step and the
# page's next run find it there. Constant: nothing of the data is in it.
_SCRIPT = """<style>.st-key-replay_at {display: none;}</style><script>
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
  let plot = null, story = "", day = "", kept = "";
  const keep = () => {
    const field = document.querySelector(".st-key-replay_at input");
    if (!field || day === kept) return;
    kept = day;
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value").set.call(field, day);
    field.dispatchEvent(new Event("input", {bubbles: true}));
    setTimeout(() => field.dispatchEvent(new FocusEvent("focusout", {bubbles: true})));
  };
  // Whatever is pressed next shall find the moment in the link.
  document.addEventListener("pointerdown", keep, true);
  setInterval(() => {
    const now = drawn(), slider = now?.layout?.sliders?.[0];
    if (!slider?.steps?.length) { plot = null; return; }
    const step = slider.active ?? 0, shown = slider.steps[step]?.label ?? "";
    const own = slider.steps[0].label + slider.steps.length;
    if (now !== plot || own !== story) {
      [plot, story, day, kept] = [now, own, shown, shown];
      if (step && now._fullLayout) now._fullLayout._currentFrame ??= String(step);
    } else if (shown !== day) day = shown; else keep();
  }, 400);
}
</script>"""


def step(story: Story) -> int:
    """The step that the link asks for: the one its day falls into; the first where it asks for none."""
    try:
        return story.step_of(date.fromisoformat(st.query_params.get(IN_LINK, "")))
    except ValueError:
        return 0


def keep() -> None:
    """What plays the story and keeps its moment in the link. To be called after the figure."""
    st.html(_SCRIPT, unsafe_allow_javascript=True)
    _field()


@st.fragment
def _field() -> None:
    """A fragment: the story is not drawn again when its moment is kept."""
    with st.container(key="replay_at"):
        st.text_input(IN_LINK, key=IN_LINK, bind="query-params", label_visibility="collapsed")
