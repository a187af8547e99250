// The dialog that searches a project: what is found follows what is typed. Arrow
// keys choose, Enter opens, Escape closes and leaves the focus where it was.
const PATIENCE = 120; // milliseconds without a key before it is asked

let asked = 0, waiting = 0, settled = null; // turns, the timer, and for which words the list stands

export default function open(dialog) {
  const input = dialog.querySelector("input"), list = dialog.querySelector("[role=listbox]"), status = dialog.querySelector("[role=status]");
  const form = input.form;
  const options = () => [...list.querySelectorAll("[role=option]")];
  const chosen = () => list.querySelector("[aria-selected=true]");

  const choose = (option) => {
    chosen()?.setAttribute("aria-selected", "false");
    option?.setAttribute("aria-selected", "true");
    option?.scrollIntoView({ block: "nearest" });
    if (option) input.setAttribute("aria-activedescendant", option.id);
    else input.removeAttribute("aria-activedescendant");
  };
  const move = (by) => {
    const all = options();
    if (all.length) choose(all[(all.indexOf(chosen()) + by + all.length) % all.length]);
  };
  const show = (html, typed) => {
    const keep = typed === settled && chosen()?.id;
    const answer = new DOMParser().parseFromString(html, "text/html");
    const found = answer.getElementById("search-hits");
    list.replaceChildren(...(found ? found.childNodes : []));
    list.hidden = options().length === 0;
    dialog.querySelector("[data-none]").replaceChildren(...(answer.getElementById("search-none")?.childNodes || []));
    input.setAttribute("aria-expanded", String(options().length > 0));
    choose(typed ? options().find((o) => o.id === keep) || options()[0] : null);
    status.textContent = typed && found ? found.dataset.said : "";
  };
  const ask = async () => {
    const turn = ++asked, typed = input.value.trim();
    try {
      const answer = await fetch(`${form.getAttribute("action")}/hints?q=${encodeURIComponent(typed)}`, { headers: { Accept: "text/html" } });
      const html = await answer.text();
      if (answer.redirected || !answer.ok) { // signed out, or no longer let in: the page itself says so
        form.submit();
      } else if (turn === asked) {
        show(html, typed);
        settled = typed;
      }
    } catch { /* out of reach: Enter still asks for the page, which says so */ }
  };

  if (!dialog.dataset.ready) {
    dialog.dataset.ready = "1";
    input.addEventListener("input", () => {
      clearTimeout(waiting);
      waiting = setTimeout(ask, PATIENCE);
    });
    input.addEventListener("keydown", (e) => {
      if (e.isComposing) return;
      if (e.key === "ArrowDown" || e.key === "ArrowUp") {
        e.preventDefault();
        move(e.key === "ArrowDown" ? 1 : -1);
      }
      // Enter before the answer is there asks for the page, which knows numbers too.
      if (e.key === "Enter" && !e.ctrlKey && !e.metaKey && chosen() && settled === input.value.trim()) {
        e.preventDefault();
        chosen().click();
      }
    });
    list.addEventListener("pointermove", (e) => {
      const option = (e.movementX || e.movementY) && e.target.closest("[role=option]"); // not a list that grows beneath a hand at rest
      if (option && option !== chosen()) choose(option);
    });
    list.addEventListener("click", (e) => { if (e.target.closest("[role=option]")) dialog.close(); });
    dialog.querySelector("[data-close]").addEventListener("click", () => dialog.close());
    dialog.addEventListener("click", (e) => { if (e.target === dialog) dialog.close(); });
  }
  ask();
}
