// The desk of whoever leads. When somebody at another desk has turned, locked or decided
// something, it asks for itself. And for a moment after a button has become another,
// that button sends nothing: the second of two quick clicks was meant for the first.
const moment = 500; // as long as two clicks are one double click

const followed = new WeakSet();

export default function desk(part) {
  if (followed.has(part)) return;
  followed.add(part);
  let on = part.dataset.on, still;
  const rest = () => {
    clearTimeout(still);
    still = setTimeout(() => {
      still = undefined;
      part.removeAttribute("aria-busy");
    }, moment);
  };
  const look = () => {
    const pulse = part.querySelector("#pulse")?.dataset.on ?? part.dataset.on;
    if (pulse !== part.dataset.on) part.dispatchEvent(new Event("turned"));
    if (part.dataset.on !== on) rest();
    on = part.dataset.on;
    if (still && !part.hasAttribute("aria-busy")) part.setAttribute("aria-busy", "true"); // an answer takes it away
  };
  new MutationObserver(look).observe(part, { attributes: true, attributeFilter: ["data-on", "aria-busy"], subtree: true });
  part.addEventListener("click", (e) => { // by mouse, finger or key: a form would be marked as sent
    if (!still || !e.target.closest(".turns button")) return;
    e.preventDefault();
    e.stopImmediatePropagation();
  }, true);
}
