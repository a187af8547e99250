// Points of an agenda follow the pointer to another place. The buttons of each point
// do the same by keyboard and without script; this sends the form of one of them.
import "./sortable.min.js";

const still = matchMedia("(prefers-reduced-motion: reduce)").matches;

export default function begin(list) {
  list.classList.add("ready"); // anew when the page was answered in place, which keeps the list itself
  if (window.Sortable.get(list)) return;
  new window.Sortable(list, {
    draggable: "li[data-place]", filter: "a, button, summary", preventOnFilter: false,
    forceFallback: true, fallbackTolerance: 6, delay: 180, delayOnTouchOnly: true,
    animation: still ? 0 : 120, ghostClass: "dragged",
    onEnd({ item, oldDraggableIndex, newDraggableIndex }) {
      const form = item.querySelector("form");
      if (!form || oldDraggableIndex === newDraggableIndex) return;
      form.elements.place.value = newDraggableIndex + 1;
      form.requestSubmit();
    },
  });
}
