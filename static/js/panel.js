// A row's page beside its list: on a wide window a link marked data-panel opens its
// page there, the list stays where it was, and the address is the row's own. Saving
// refreshes both. Elsewhere such a link is an ordinary link.
const { unreachable, refuse, begin } = await import("./place.js" + new URL(import.meta.url).search);
const { default: offer } = await import("./draft.js" + new URL(import.meta.url).search);
const htmx = window.htmx;
const wide = matchMedia("(min-width: 1100px)");
const parsed = (html) => new DOMParser().parseFromString(html, "text/html");
const pathOf = (address) => new URL(address, location.href).pathname;
const links = () => [...document.querySelectorAll("main a[data-panel]")].filter((a) => a.checkVisibility());
const typing = (el) => el.closest("input, select, textarea");

let box; // the panel while it is open
let row; // the address of its row
let list; // the address of the list, filter and all
let title; // of the list's page

document.addEventListener("click", (e) => {
  const link = e.target.closest?.("a[data-panel]");
  if (!link || !wide.matches || e.defaultPrevented || e.button || e.ctrlKey || e.metaKey || e.shiftKey || e.altKey) return;
  e.preventDefault();
  open(link.href, true);
});

async function open(href, leave) {
  let answer, page;
  try {
    answer = await fetch(href);
    page = parsed(await answer.text());
  } catch (error) {
    return unreachable({ sourceElement: links().find((a) => a.href === href) });
  }
  if (!answer.ok || pathOf(answer.url) !== pathOf(href) || !page.querySelector(".frame")) return location.assign(href);
  if (!box) {
    list = leave ? location.href : list;
    title = document.title;
    build();
  }
  if (leave) {
    const state = { htmx: true, panel: true, list };
    if (history.state?.panel) history.replaceState(state, "", href);
    else {
      history.replaceState({ ...history.state, htmx: true }, "", location.href);
      history.pushState(state, "", href);
    }
  }
  row = href;
  document.title = page.title;
  await paint(page, { same: false });
  if (!box) return;
  mark();
  box.scrollTop = 0;
  if (!box.contains(document.activeElement)) box.focus({ preventScroll: true });
}

function build() {
  box = document.getElementById("panel-frame").content.firstElementChild.cloneNode(true);
  document.body.append(box);
  box.addEventListener("keydown", keys);
  box.addEventListener("click", (e) => {
    const close = e.target.closest("[data-shut], [data-cancel]");
    if (close) {
      e.preventDefault();
      shut();
    }
    const step = e.target.closest("[data-step]");
    if (step) move(+step.dataset.step);
  });
}

// paint grows a row's page into the panel. Its ids get a prefix, since the list has
// the same.
async function paint(page, place) {
  if (!box) return; // shut meanwhile
  const main = page.querySelector("main");
  main.querySelectorAll(".corner, .crumbs, .head .side .mark").forEach((e) => e.remove());
  main.querySelectorAll(".head .side:not(:has(*))").forEach((e) => e.remove());
  const ids = new Set([...main.querySelectorAll("[id]")].map((e) => e.id));
  for (const el of main.querySelectorAll("*")) {
    for (const { name, value } of [...el.attributes]) {
      if (/^(id|for|list|form|headers|aria-(labelledby|describedby|controls|owns))$/.test(name))
        el.setAttribute(name, value.split(" ").map((id) => ids.has(id) ? "panel-" + id : id).join(" "));
      else if (/^#./.test(value) && ids.has(value.slice(1))) el.setAttribute(name, "#panel-" + value.slice(1));
      else if (value.includes("url(#")) el.setAttribute(name, value.replaceAll("url(#", "url(#panel-"));
    }
  }
  const head = main.querySelector("h1");
  const under = page.createElement("h2");
  under.id = "panel-title";
  under.append(...head.childNodes);
  head.replaceWith(under);
  const into = box.querySelector(".panel-main");
  box.querySelector("[data-page]").href = row;
  await htmx.swap({ sourceElement: into, target: into, swap: "innerMorph", text: main.innerHTML, place });
  begin();
  offer();
}

function mark() {
  if (!box) return;
  document.querySelectorAll("a[data-panel][aria-current]").forEach((a) => a.removeAttribute("aria-current"));
  const all = links();
  const at = all.findIndex((a) => a.href === row);
  all[at]?.setAttribute("aria-current", "true");
  all[at]?.scrollIntoView({ block: "nearest" });
  for (const step of box.querySelectorAll("[data-step]")) step.disabled = !all[at + +step.dataset.step];
}

function move(by) {
  const all = links();
  const to = all[all.findIndex((a) => a.href === row) + by];
  if (to) open(to.href, true);
}

function keys(e) {
  if (e.isComposing || e.ctrlKey || e.metaKey || e.altKey) return;
  if (e.key === "Escape" && !e.target.closest(".panel details[open]")) {
    e.stopPropagation();
    shut();
  } else if (e.key === "Tab") {
    const stops = [...box.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex]")]
      .filter((el) => el.tabIndex >= 0 && !el.disabled && el.type !== "hidden" && el.checkVisibility());
    const [first, last] = [stops[0], stops.at(-1)];
    if (e.shiftKey && (e.target === first || e.target === box) || !e.shiftKey && e.target === last) {
      e.preventDefault();
      (e.shiftKey ? last : first).focus();
    }
  } else if (!typing(e.target) && { j: 1, ArrowRight: 1, k: -1, ArrowLeft: -1 }[e.key]) {
    e.stopPropagation();
    e.preventDefault();
    move({ j: 1, ArrowRight: 1, k: -1, ArrowLeft: -1 }[e.key]);
  }
}

// shut goes back to the list's address; the way back by the browser ends here, too.
const shut = () => history.state?.panel ? history.back() : close();

function close() {
  if (!box) return;
  const from = links().find((a) => a.href === row);
  box.remove();
  box = null;
  document.title = title;
  document.querySelectorAll("a[data-panel][aria-current]").forEach((a) => a.removeAttribute("aria-current"));
  (from ?? document.getElementById("main")).focus();
}

let mine = false; // a step in the history that the panel has taken care of
function handled() {
  mine = true;
  setTimeout(() => { mine = false; }, 100);
}
addEventListener("popstate", ({ state }) => {
  if (state?.panel && links().length) {
    list ??= state.list;
    handled();
    open(location.href, false);
  } else if (box) {
    handled();
    close();
  }
});
document.addEventListener("htmx:before:history:restore", (e) => { if (mine) e.preventDefault(); });
document.addEventListener("htmx:after:swap", () => { if (box && !box.isConnected) box = null; });

// An answer to what was sent from the panel, or to its Undo.
document.addEventListener("htmx:after:request", (e) => {
  const { ctx } = e.detail;
  if (!box || !(box.contains(ctx.sourceElement) || ctx.sourceElement.closest?.(".flash"))) return;
  const page = parsed(ctx.text);
  const main = page.querySelector("main");
  if (main && !page.querySelector(".frame") && !main.querySelector("[data-fault]")) return; // to sign in first
  e.preventDefault();
  answered(ctx, page, main);
});

async function answered(ctx, page, main) {
  if (!main) return unreachable(ctx);
  const fault = main.querySelector("[data-fault]");
  if (fault) return refuse(fault);
  const form = ctx.sourceElement;
  if (ctx.response.status >= 400) return paint(page, { same: true, ok: false, form });
  const quiet = document.getElementById("quiet");
  quiet.replaceChildren(...page.getElementById("quiet").childNodes);
  htmx.process(quiet);
  try {
    if (pathOf(ctx.response.raw.url) !== pathOf(row)) {
      const answer = await fetch(row);
      page = answer.ok ? parsed(await answer.text()) : null;
    }
    const rest = await fetch(list);
    if (!rest.ok) return location.assign(list);
    await refresh(parsed(await rest.text()));
  } catch {
    return unreachable({});
  }
  if (!page) return shut(); // it is no more
  await paint(page, { same: true, ok: true, form });
  mark();
}

async function refresh(page) {
  const main = document.getElementById("main");
  page.getElementById("quiet").replaceWith(page.importNode(document.getElementById("quiet"), true));
  await htmx.swap({ sourceElement: main, target: main, swap: "innerMorph", text: page.getElementById("main").innerHTML, place: { same: true } });
}
