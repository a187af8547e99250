// What is being written is kept in this browser until it is saved, for the person
// who writes it and for nobody else: a closed tab, a lost line or an ended session
// loses nothing. Secrets and files are not kept.
const life = 14 * 24 * 3600 * 1000;
const all = "stegvis.draft.";
const written = "textarea, input[type=text], input[type=url], input[type=email]";

// disk is null where the browser keeps nothing.
const disk = (() => {
  try {
    localStorage.setItem(all, "");
    localStorage.removeItem(all);
    return localStorage;
  } catch {
    return null;
  }
})();

const who = () => document.querySelector(".frame")?.dataset.who;
// Of several forms with one address each has a draft of its own: these hidden fields
// say what a form is about.
const about = ["rule", "object", "pilot_id"];
const place = (form) => new URL(form.getAttribute("action"), location.href).pathname +
  about.map((field) => form.elements.namedItem(field)?.value).filter(Boolean).map((value) => "#" + value).join("");
const name = (form) => all + who() + "." + place(form);
const keeps = (form) => form?.method === "post" && who() && form.closest("main, .panel") &&
  form.querySelector(written) && !form.querySelector("[type=password]");
const fields = (form) => [...form.elements].filter((e) => e.name && !/^(hidden|password|file|submit|button|fieldset|search)$/.test(e.type));
const once = (form) => form.elements.namedItem("once");

const now = (e) => /checkbox|radio/.test(e.type) ? e.checked : e.value;
const stored = (e) => {
  if (/checkbox|radio/.test(e.type)) return e.defaultChecked;
  if (e.type !== "select-one") return e.defaultValue;
  return ([...e.options].find((o) => o.defaultSelected) ?? e.options[0])?.value ?? "";
};
const nth = (list, i) => list[i].name + "#" + list.slice(0, i).filter((e) => e.name === list[i].name).length;
const read = (form, of) => Object.fromEntries(fields(form).map((e, i, list) => [nth(list, i), of(e)]));
const differ = (a, b) => Object.keys(a).filter((k) => k in b && a[k] !== b[k]);

function load(form) {
  try {
    return JSON.parse(disk?.getItem(name(form)));
  } catch {
    return null;
  }
}

// Whether something is typed that no disk holds: only then a page asks before it goes.
let loose = false;
let ended = false; // signed out: nothing more is kept
const due = new Map();
const typed = new WeakSet();

function keep(form) {
  clearTimeout(due.get(form));
  due.delete(form);
  if (ended || !form.isConnected || !keeps(form)) return;
  const values = read(form, now);
  try {
    if (!differ(values, read(form, stored)).length) return disk.removeItem(name(form));
    disk.setItem(name(form), JSON.stringify({ at: Date.now(), version: form.elements.version?.value, once: once(form)?.value, values }));
    loose = false;
  } catch {
    loose = true;
  }
}
const keepAll = () => [...due.keys()].forEach(keep);

document.addEventListener("input", (e) => {
  const form = e.target.form;
  if (!keeps(form)) return;
  typed.add(form);
  loose ||= !disk;
  clearTimeout(due.get(form));
  due.set(form, setTimeout(keep, 300, form));
});
document.addEventListener("visibilitychange", keepAll);
addEventListener("pagehide", keepAll);
addEventListener("beforeunload", (e) => {
  keepAll();
  if (loose) e.preventDefault();
});
document.addEventListener("submit", (e) => {
  keepAll();
  loose = false;
  if (/^\/(sign-out|me\/sign-out-everywhere)$/.test(e.target.getAttribute("action"))) {
    ended = true;
    drop((key) => key.startsWith(all + who() + "."));
    try { disk?.setItem("stegvis.out", `${who()} ${Date.now()}`); } catch { /* full: other tabs learn it from the server */ }
  }
}, true);
addEventListener("storage", (e) => { // signed out in another tab
  if (e.key === "stegvis.out" && e.newValue?.startsWith(`${who()} `)) ended = true;
});

document.addEventListener("click", (e) => {
  const form = e.target.closest("[data-cancel]")?.closest("form");
  if (!form || !disk || e.ctrlKey || e.metaKey) return;
  clearTimeout(due.get(form));
  due.delete(form);
  disk.removeItem(name(form));
});

function drop(which) {
  for (const key of disk ? Object.keys(disk) : []) if (key.startsWith(all) && which(key)) disk.removeItem(key);
}
drop((key) => {
  try {
    return !(JSON.parse(disk.getItem(key)).at > Date.now() - life);
  } catch {
    return true;
  }
});

// A save that went well leaves nothing to keep; one without an answer leaves all.
let saved;
function forget() {
  if (!saved || !who()) return; // nobody yet, where one has just signed in to send
  disk?.removeItem(all + who() + "." + saved);
  saved = null;
}
document.addEventListener("htmx:after:request", (e) => {
  const { request, response, sourceElement } = e.detail.ctx;
  if (request.method !== "POST" || response.status >= 400) return;
  const form = sourceElement.matches("form");
  saved = form ? place(sourceElement) : new URL(request.action, location.href).pathname;
  if (form) typed.delete(sourceElement);
  forget();
});
document.addEventListener("htmx:after:swap", () => {
  forget();
  offer();
});
document.addEventListener("htmx:error", () => { loose = !disk && document.querySelector("form[data-sent]") != null; });

// offer asks, in each form whose draft says something else, whether to go on with
// it. Where the row was changed since, both are shown.
export default function offer() {
  const pattern = document.getElementById("draft-offer");
  if (!disk || !pattern || !who()) return;
  for (const form of document.forms) {
    if (!keeps(form) || typed.has(form) || form.querySelector(".draft")) continue;
    const draft = load(form);
    const other = draft && differ(draft.values, read(form, now));
    if (!other?.length) continue;
    const box = pattern.content.firstElementChild.cloneNode(true);
    const lang = document.documentElement.lang;
    const at = new Date(draft.at);
    const time = box.querySelector("time");
    time.dateTime = at.toISOString();
    time.textContent = new Intl.DateTimeFormat(lang === "en" ? "en-GB" : lang, { day: "numeric", month: "long" }).format(at) +
      " " + new Intl.DateTimeFormat(lang === "en" ? "en-GB" : lang, { hour: "2-digit", minute: "2-digit" }).format(at);
    if (draft.version !== form.elements.version?.value) differences(box, form, draft, other);
    box.querySelector("[data-take]").onclick = () => take(form, draft, box);
    box.querySelector("[data-drop]").onclick = () => {
      disk.removeItem(name(form));
      leave(form, box);
    };
    form.prepend(box);
  }
}

function differences(box, form, draft, other) {
  const place = box.querySelector("[data-changed]");
  const line = place.querySelector("dl > div");
  place.hidden = false;
  fields(form).forEach((e, i, list) => {
    const key = nth(list, i);
    if (!other.includes(key) || typeof draft.values[key] !== "string") return;
    const shown = line.cloneNode(true);
    const word = (value) => [...(e.options ?? [])].find((o) => o.value === value)?.text || value || "–";
    shown.querySelector("dt").textContent = e.labels?.[0]?.firstChild.textContent.trim() ?? e.name;
    shown.querySelector("[data-stored]").textContent = word(e.value);
    shown.querySelector("[data-typed]").textContent = word(draft.values[key]);
    line.before(shown);
  });
  line.remove();
}

function take(form, draft, box) {
  typed.add(form);
  fields(form).forEach((e, i, list) => {
    const value = draft.values[nth(list, i)];
    if (value === undefined) return;
    typeof value === "boolean" ? (e.checked = value) : (e.value = value);
  });
  if (draft.once && once(form)) once(form).value = draft.once; // the same save, should it have arrived
  leave(form, box);
}

function leave(form, box) {
  box.remove();
  form.querySelector(written)?.focus();
}

offer();
