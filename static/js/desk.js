// The desk of whoever leads. When somebody at another desk has turned, locked or decided
// something, it asks for itself. And for a moment after a button has become another,
// that button sends nothing: the second of two quick clicks was meant for the first.
const moment = 500; // as long as two clicks are one double click

const followed = new WeakSet();

// An answer that a later one has overtaken shows what was: what it shows is asked for
// again. Of the whole desk only another answer of the whole desk counts, for its parts
// ask all the time while people vote.
const asked = new WeakMap();
let askings = 0, newest = 0, newestWhole = 0;
document.addEventListener("htmx:before:request", (e) => asked.set(e.detail.ctx, ++askings));
document.addEventListener("htmx:after:swap", (e) => {
  const { ctx } = e.detail, nth = asked.get(ctx);
  if (!nth) return;
  const whole = ctx.sourceElement.getAttribute("hx-trigger") !== "stale";
  if (whole && nth < newestWhole) document.getElementById("desk")?.dispatchEvent(new Event("turned"));
  else if (nth < newest) document.getElementById("pulse")?.dispatchEvent(new Event("stale"));
  newest = Math.max(newest, nth);
  if (whole) newestWhole = Math.max(newestWhole, nth);
});

export default function desk(part) {
  if (followed.has(part)) return;
  followed.add(part);
  // What each button that brings the room on or back leads to.
  const leads = () => [...part.querySelectorAll(".turns :is([name=activity], [name=phase])")].map((field) => field.value).join(" ");
  let led = leads(), still;
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
    if (leads() !== led) rest();
    led = leads();
    if (still && !part.hasAttribute("aria-busy")) part.setAttribute("aria-busy", "true"); // an answer takes it away
  };
  new MutationObserver(look).observe(part, { attributes: true, attributeFilter: ["data-on", "aria-busy"], subtree: true });
  part.addEventListener("click", (e) => { // by mouse, finger or key: a form would be marked as sent
    if (!still || !e.target.closest(".turns button")) return;
    e.preventDefault();
    e.stopImmediatePropagation();
  }, true);
}
