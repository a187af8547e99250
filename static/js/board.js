// Cards of the board follow the pointer into another lane. Each card's own form
// does the same by keyboard and without script; this sends that form.
import "./sortable.min.js";

const still = matchMedia("(prefers-reduced-motion: reduce)").matches;

export default function begin(board) {
  if (board.classList.contains("ready")) return;
  board.classList.add("ready");
  for (const lane of board.querySelectorAll("[data-lane]")) {
    if (window.Sortable.get(lane)) continue;
    new window.Sortable(lane, {
      group: "board", sort: false, draggable: ".card", filter: "summary, button", preventOnFilter: false,
      forceFallback: true, fallbackTolerance: 6, delay: 180, delayOnTouchOnly: true,
      animation: still ? 0 : 120, ghostClass: "dragged", onEnd: moved,
    });
  }
}

async function moved({ item, from, to, oldIndex }) {
  if (from === to) return;
  const form = item.querySelector("form");
  const body = new FormData(form);
  body.set("status", to.dataset.lane);
  say("");
  try {
    const answer = await fetch(form.action, { method: "POST", body });
    const page = parsed(await answer.text());
    if (answer.ok) return show(page);
    putBack(item, from, oldIndex);
    const why = page.querySelector("[role=alert]:not([hidden]) p") ?? page.querySelector("main p");
    say(why?.textContent.trim() || answer.statusText);
    const now = await fetch(location.href);
    if (now.ok) show(parsed(await now.text()));
  } catch {
    putBack(item, from, oldIndex);
    document.getElementById("unreachable").hidden = false;
  }
}

const parsed = (html) => new DOMParser().parseFromString(html, "text/html");

function putBack(item, lane, index) {
  lane.insertBefore(item, lane.querySelectorAll(".card")[index] || null);
}

// show takes the board and the quiet word from an answer; what is being typed
// elsewhere on the page stays.
function show(page) {
  const fresh = page.getElementById("board");
  if (!fresh) return location.reload(); // the last card that the filter let through
  document.getElementById("board").replaceWith(fresh);
  document.getElementById("unreachable").hidden = true;
  const word = page.getElementById("quiet");
  if (word) {
    document.getElementById("quiet").replaceChildren(...word.childNodes);
    window.htmx?.process(document.getElementById("quiet"));
  }
  window.htmx?.process(fresh);
  begin(fresh);
}

function say(why) {
  const place = document.getElementById("board-fault");
  place.textContent = why;
  place.hidden = !why;
  if (why) place.scrollIntoView({ block: "nearest" });
}
