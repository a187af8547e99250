// What happens between a press and its answer, and when the answer is grown into
// the page: it stays where it was, says that it works, and nothing is lost.
// Everything works without it.
const htmx = window.htmx;
const version = new URL(import.meta.url).search;
const by = (id) => document.getElementById(id);
const visible = (el) => el?.isConnected && el.checkVisibility({ visibilityProperty: true });

// A press that takes longer than a blink says so, and a second one is stopped
// before htmx hears of it.
const slow = 150;
const working = new WeakMap();

function start(form, button) {
  form.dataset.sent = "1";
  working.set(form, setTimeout(() => {
    button?.setAttribute("aria-busy", "true");
    const what = form.querySelector("[data-working]:checked")?.dataset.working;
    if (what) show("working", what);
  }, slow));
}

function stop(form) {
  clearTimeout(working.get(form));
  delete form.dataset.sent;
  form.querySelectorAll("[aria-busy]").forEach((b) => b.removeAttribute("aria-busy"));
  hide("working");
}

document.addEventListener("submit", (e) => {
  if (e.target.method !== "post" || e.target.closest(".live")) return; // which sends by itself
  if (e.target.dataset.sent) {
    e.preventDefault();
    e.stopPropagation();
    return;
  }
  start(e.target, e.submitter);
}, true);
addEventListener("pageshow", (e) => { if (e.persisted) document.querySelectorAll("form[data-sent]").forEach(stop); });
document.addEventListener("htmx:finally:request", (e) => {
  const form = e.detail.ctx.sourceElement;
  if (form.matches?.("form")) stop(form);
});

// The corner holds what is said without moving the page.
function show(id, text) {
  const place = by(id);
  if (!place) return;
  if (text !== undefined) place.querySelector("p").textContent = text;
  place.hidden = false;
}
function hide(id) { if (by(id)) by(id).hidden = true; }
document.addEventListener("click", (e) => {
  const said = e.target.closest("[data-close]")?.closest(".said");
  if (!said) return;
  said.matches(".flash") ? said.remove() : (said.hidden = true);
});

// Nobody answers: what was pressed can be pressed again.
let failed;
export function unreachable(what) {
  failed = what;
  show("unreachable");
}
// refuse says why, and leaves the page as it is: what was typed stands there.
export const refuse = (fault) =>
  show("refused", [...fault.querySelectorAll("p:not(:has(a))")].map((p) => p.textContent).join(" "));
document.addEventListener("htmx:before:request", () => ["unreachable", "refused"].forEach(hide));
document.addEventListener("htmx:error", (e) => unreachable(e.detail.ctx ?? {}));
document.addEventListener("click", (e) => {
  if (!e.target.closest("[data-again]")) return;
  const { sourceElement: el, request } = failed ?? {};
  if (!el?.isConnected) return location.reload();
  el.matches("form") ? el.requestSubmit(el.contains(request?.submitter) ? request.submitter : null) : el.click();
});

// How the page stood before an answer was grown into it.
let before = { same: false };
const rowsOf = "main tbody > tr, main .log > li, main .card, main .deliverable";
const nameOf = (row) => row.id || row.querySelector("a[href]")?.getAttribute("href") || row.querySelector("form")?.getAttribute("action");

function goes(ctx) {
  const to = new URL(ctx.response?.raw.url || location.href, location.href);
  return { to, stays: ctx.hx?.pushurl === "false" };
}

// A part that asks for itself again and again changes under whoever reads it.
const asksItself = (ctx) => ctx?.sourceElement?.hasAttribute?.("hx-trigger");

document.addEventListener("htmx:before:swap", (e) => {
  const { ctx, tasks } = e.detail;
  const main = tasks[0]?.fragment?.querySelector("main");
  if (!ctx.response) before = ctx.place ?? { same: false }; // a part of the page that was fetched by itself
  if (!ctx.response || !tasks.length) return;
  if (asksItself(ctx)) { // what goes wrong once is asked for again, and only the part itself is taken
    before = { same: true };
    if (ctx.response.status >= 400 || !tasks[0].fragment?.querySelector(`#${ctx.sourceElement.id}`)) e.preventDefault();
    return;
  }
  const refused = main?.querySelector("[data-fault]");
  if (!main || (refused && ctx.request.method === "POST")) {
    e.preventDefault();
    main ? refuse(refused) : unreachable(ctx);
    return;
  }
  const { to, stays } = goes(ctx);
  const title = (root) => root.querySelector("h1")?.textContent;
  before = {
    same: stays ? title(main) === title(document) : to.pathname === location.pathname,
    from: location.pathname, rows: new Set([...document.querySelectorAll(rowsOf)].map(nameOf)),
    form: ctx.sourceElement, ok: ctx.response.status < 400,
  };
  if (ctx.request.method === "POST") document.querySelector(".flash")?.remove(); // so that the same word is said again
  if (before.same) tasks[0].swapSpec.show = "none";
  if (!stays && to.href === location.href) ctx.push = "false";
});

// What stood open stays open, but for the form that has been saved.
htmx?.registerExtension("place", {
  htmx_before_morph_attr: (el, { attrName, newValue }) =>
    !(attrName === "open" && newValue === null && before.same && el.matches("details") && !(before.ok && el.contains(before.form))),
});

document.addEventListener("htmx:after:swap", (e) => {
  if (asksItself(e.detail?.ctx)) return;
  const sent = e.detail?.ctx?.sourceElement;
  if (sent?.matches?.("form") && sent.isConnected) sent.reset(); // to what the answer says
  const frame = document.querySelector(".frame");
  if (frame) {
    const root = document.documentElement;
    root.lang = frame.dataset.lang;
    root.dir = frame.dataset.dir;
    root.dataset.theme = frame.dataset.themeChosen;
  }
  begin();
  look();
});

// asItStands is the form that was sent or, where the answer has put another in its
// place, that one.
const asItStands = (form) => form?.isConnected || form?.method !== "post" ? form :
  [...document.querySelectorAll("main form")].find((f) => f.getAttribute("action") === form.getAttribute("action"));

// look leads to what needs another look, else to what has changed, and marks that
// for a moment. Whoever still stands somewhere is left there.
function look() {
  const rows = [...document.querySelectorAll(rowsOf)];
  const fresh = before.same ? rows.filter((r) => before.rows?.has(nameOf(r)) === false) :
    rows.filter((r) => before.from && before.form?.method === "post" && nameOf(r) === before.from);
  if (fresh.length <= 3) fresh.forEach((r) => r.classList.add("fresh"));
  if (lookAgain() || visible(document.activeElement) && document.activeElement !== document.body) return;
  const add = asItStands(before.form)?.closest?.("details:not([open])")?.querySelector("summary");
  const row = !before.same && fresh[0]?.querySelector("a[href]");
  if (row) return row.focus();
  (visible(add) ? add : by("main"))?.focus({ preventScroll: true });
  const seen = ({ top, bottom }) => top >= 0 && bottom <= innerHeight;
  const saved = fresh.length === 1 ? fresh[0] : add; // where a tall form has closed, it may be out of sight
  if (add && !seen(saved.getBoundingClientRect())) saved.scrollIntoView({ block: "nearest" });
}

// lookAgain stands on the field that is wrong or, when there are several, on their
// list, each of which leads to its field.
function lookAgain() {
  const wrong = [...document.querySelectorAll("main [aria-invalid=true], .panel [aria-invalid=true]")].filter(visible);
  if (!wrong.length) return false;
  const summary = wrong[0].form?.querySelector(".faults");
  if (wrong.length === 1 || !summary) return wrong[0].focus(), true;
  const list = document.createElement("ul");
  list.append(...wrong.map((field) => {
    const link = document.createElement("a"), item = document.createElement("li");
    link.href = "#" + field.id;
    link.textContent = [field.labels?.[0]?.firstChild.textContent.trim(), by(field.id + "-wrong")?.textContent.trim()].filter(Boolean).join(": ");
    item.append(link);
    return item;
  }));
  summary.querySelector("ul")?.remove();
  summary.append(list);
  summary.tabIndex = -1;
  summary.focus();
  return true;
}
document.addEventListener("click", (e) => { // a label before its field is seen, too
  const field = e.target.closest?.(".faults a[href^='#']") && by(e.target.getAttribute("href").slice(1));
  if (!field) return;
  e.preventDefault();
  field.focus();
});

// What a part of a page does by a module of its own, loaded where it stands.
export function begin() {
  if (document.querySelector("a[data-panel]")) import("./panel.js" + version).catch(() => {});
  for (const part of document.querySelectorAll("[data-module]"))
    import(`/static/js/${part.dataset.module}.js${version}`).then((m) => m.default(part), () => {}); // or the page was left before it came
}
begin();
lookAgain();
