// The phone of somebody who takes part in a workshop: it shows the room as it
// changes and sends what they say. What is not yet known to have arrived is kept
// on the phone and sent again; the server counts it once. Everything works
// without it.

// grow makes one element like another and leaves alone what is the same, what the
// reader is typing and where the focus is.
const keyOf = (n) => n.nodeType === 1 ? n.getAttribute("id") ?? "" : ""; // a form's own id is hidden by a field of that name
const alike = (a, b) => a && b && a.nodeType === b.nodeType && a.nodeName === b.nodeName && keyOf(a) === keyOf(b);

function grow(from, to) {
  if (from.nodeType !== 1) {
    if (from.nodeValue !== to.nodeValue) from.nodeValue = to.nodeValue;
    return;
  }
  if (from.hasAttribute("data-write") && alike(from, to)) return; // somebody may be writing in it
  for (const { name, value } of [...to.attributes])
    if (from.getAttribute(name) !== value && name !== "open") from.setAttribute(name, value);
  for (const { name } of [...from.attributes])
    if (!to.hasAttribute(name) && name !== "open" && name !== "checked") from.removeAttribute(name);
  children(from, to);
}

function children(from, to) {
  let at = from.firstChild;
  for (const want of [...to.childNodes]) {
    const id = keyOf(want);
    const have = id ? [...from.children].find((n) => keyOf(n) === id && n.nodeName === want.nodeName) : alike(at, want) ? at : null;
    if (!have) {
      from.insertBefore(want, at);
      continue;
    }
    if (have === at) at = at.nextSibling;
    else from.insertBefore(have, at);
    grow(have, want);
  }
  while (at) {
    const next = at.nextSibling;
    at.remove();
    at = next;
  }
}

const parsed = (html) => new DOMParser().parseFromString(html, "text/html").body;

// uuid is made here and not by crypto.randomUUID, which a page without https has not.
function uuid() {
  const b = crypto.getRandomValues(new Uint8Array(16));
  b[6] = (b[6] & 15) | 64;
  b[8] = (b[8] & 63) | 128;
  const hex = [...b].map((n) => n.toString(16).padStart(2, "0")).join("");
  return hex.replace(/(.{8})(.{4})(.{4})(.{4})(.{12})/, "$1-$2-$3-$4-$5");
}

export default function room(page) {
  const by = (id) => document.getElementById(id);
  const { csrf, seat } = page.dataset;
  const place = `room ${seat}`;
  const skew = Date.now() - Number(page.dataset.now); // how far this phone's clock is ahead

  // What waits to be sent, in order. It outlives the page. Another tab keeps what it has
  // to send in the same place: only what this one has sent or taken back goes from it.
  const stored = () => {
    try { return JSON.parse(localStorage.getItem(place)) ?? []; } catch { return []; /* nothing is kept here */ }
  };
  let waiting = stored();
  const found = new Set(waiting.map((w) => w.name)), done = new Set();
  const keep = () => {
    const mine = new Set(waiting.map((w) => w.name));
    const all = [...stored().filter((w) => !mine.has(w.name) && !done.has(w.name)), ...waiting];
    try { all.length ? localStorage.setItem(place, JSON.stringify(all)) : localStorage.removeItem(place); } catch { /* only this page knows it then */ }
  };
  const drop = (those) => {
    for (const w of those) done.add(w.name);
    waiting = waiting.filter((w) => !those.includes(w));
  };
  let own = { votes: {}, sent: 0 };
  let counter = waiting.reduce((most, w) => Math.max(most, Number(w.body.sent) || 0), 0);

  const on = () => by("on");
  const activity = () => on()?.dataset.activity;

  // What is said here and not yet acknowledged stands over what the server knows.
  const votes = () => {
    const all = { ...own.votes };
    for (const w of waiting) if (w.subject && w.body.activity === activity()) all[w.subject] = w.value;
    return all;
  };

  function paint() {
    const mine = votes();
    for (const li of page.querySelectorAll("#on li[data-subject]")) {
      li.querySelector("output").textContent = mine[li.dataset.subject] ?? 0;
      li.classList.toggle("mine", (mine[li.dataset.subject] ?? 0) > 0);
    }
    for (const box of page.querySelectorAll("#on fieldset[data-subject] input[type=radio]"))
      box.checked = mine[box.closest("fieldset").dataset.subject] === Number(box.value);
    steps(mine);
    const left = page.querySelector("[data-left]");
    if (left) {
      const all = [...page.querySelectorAll("#on li[data-subject]")];
      const n = Number(left.dataset.dots) - all.reduce((sum, li) => sum + (mine[li.dataset.subject] ?? 0), 0); // dots on a card that is away are not spent
      left.textContent = Math.max(n, 0);
      for (const li of all) {
        li.querySelector("[data-step='1']").disabled = n < 1;
        li.querySelector("[data-step='-1']").disabled = !mine[li.dataset.subject];
      }
    }
    const list = by("pending"), cards = waiting.filter((w) => w.card);
    list.replaceChildren(...cards.map((w) => {
      const li = document.createElement("li");
      li.className = "own-card pre";
      li.textContent = `${w.body.text} (${page.dataset.waiting})`;
      return li;
    }));
    list.hidden = cards.length === 0 || !lost;
    tick();
  }

  // What is answered one after another: how far one has come, and what one said.
  const unanswered = (mine) => [...page.querySelectorAll("details.ballot")].filter((d) => !mine[d.querySelector("fieldset").dataset.subject]);
  function steps(mine) {
    const progress = by("progress");
    if (!progress) return;
    for (const d of page.querySelectorAll("details.ballot")) {
      d.querySelector(".answer").textContent = d.querySelector("label:has(input:checked) [data-word]")?.textContent ?? "";
      d.classList.toggle("mine", d.querySelector("input:checked") !== null);
    }
    const open = unanswered(mine).length;
    progress.textContent = progress.dataset.progress.replace("#", page.querySelectorAll("details.ballot").length - open);
    by("all-answered").hidden = open > 0;
  }
  // A finger goes on to the next by itself; whoever chooses by keys goes on when they like.
  let finger = false;
  page.addEventListener("pointerdown", () => { finger = true; });
  page.addEventListener("keydown", () => { finger = false; });
  function goOn(ballot) {
    if (!ballot || !finger) return;
    const rest = unanswered(votes());
    const next = rest.find((d) => ballot.compareDocumentPosition(d) & Node.DOCUMENT_POSITION_FOLLOWING) ?? rest[0];
    ballot.open = false;
    if (next) next.open = true;
    (next ?? by("all-answered")).scrollIntoView({ block: next ? "start" : "nearest" });
  }

  // The time that is left, by the server's clock.
  function tick() {
    const timer = page.querySelector("[data-until]");
    if (!timer) return;
    const left = Math.ceil((Number(timer.dataset.until) - (Date.now() - skew)) / 1000);
    timer.textContent = left > 0 ? `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}` : page.dataset.over;
    timer.classList.toggle("late", left <= 0);
  }
  setInterval(tick, 1000);

  const fault = (text) => {
    by("room-fault").textContent = text;
    by("room-fault").hidden = !text;
  };
  let lost = false;
  const line = (gone) => {
    lost = gone;
    by("room-line").textContent = gone ? page.dataset.offline : "";
    by("room-line").hidden = !gone;
  };

  // The seat is lost: what waits to be said here nobody hears any more, and the page says so.
  function leave() {
    drop(waiting);
    keep();
    location.reload();
  }

  async function refreshOwn() {
    try {
      const answer = await fetch("/room/own", { headers: { Accept: "text/html" } });
      if (answer.status === 404) return location.reload();
      if (!answer.ok) return;
      children(by("mine"), parsed(await answer.text()));
      learn();
      paint();
    } catch { /* the next event asks again */ }
  }
  const learn = () => {
    const at = by("own");
    if (!at) return;
    own = { votes: JSON.parse(at.dataset.votes) ?? {}, sent: Number(at.dataset.sent) };
    counter = Math.max(counter, own.sent);
  };

  let shown = on()?.dataset.on;
  const standing = () => new Map([...document.querySelectorAll("[data-stands]")].map((s) => [s.dataset.subject, s.dataset.stands]));
  function show(html) {
    const before = standing();
    children(by("now"), parsed(html));
    if (on()?.dataset.on !== shown) {
      shown = on()?.dataset.on;
      fault("");
      refreshOwn();
    } else { // a card with one's dots came, went, or stands for others: how many are on it may be otherwise
      const now = standing();
      if (Object.keys(own.votes).some((s) => own.votes[s] > 0 && before.get(s) !== now.get(s))) refreshOwn();
    }
    paint();
  }

  // Sending: one after another, and what does not arrive again after a while.
  let sending = false, pause = 500;
  async function flush() {
    if (sending) return;
    sending = true;
    while (waiting.length) {
      const one = waiting[0];
      let answer;
      try {
        answer = await fetch(one.to, { method: "POST", headers: { Accept: "application/json" }, body: new URLSearchParams({ ...one.body, csrf }) });
      } catch { /* no network */ }
      if (!answer || answer.status >= 500 || answer.status === 429 || answer.status === 408) {
        line(true);
        paint();
        pause = Math.min(pause * 2, 8000);
        setTimeout(flush, pause);
        break;
      }
      if (answer.status === 403 || answer.status === 401) { // the form's token is another by now
        location.reload();
        break;
      }
      line(false);
      pause = 500;
      let word = {};
      if (!answer.ok) try { word = await answer.json(); } catch { /* a page */ }
      drop([one]);
      keep();
      if (answer.ok && one.subject && one.body.activity === activity()) own.votes[one.subject] = one.value;
      if (answer.status !== 409 || !found.has(one.name)) fault(answer.ok ? "" : word.said ?? answer.statusText); // another tab has said something since
      if (word.gone) return leave();
      if (answer.ok && one.moves) listen(); // what is seen at that table
      if (!answer.ok || one.card || one.withdraws) await refreshOwn();
    }
    sending = false;
  }
  function say(one) {
    if (one.subject) drop(waiting.filter((w, i) => !(i === 0 && sending) && w.subject === one.subject && w.body.activity === one.body.activity));
    waiting.push({ ...one, name: uuid() });
    keep();
    paint();
    flush();
  }
  function vote(subject, value) {
    counter = Math.max(counter + 1, Date.now() - skew); // by the server's clock, so that what another tab said before is earlier
    say({ to: "/room/votes", subject, value, body: { activity: activity(), vote: `${subject}:${value}`, sent: String(counter) } });
  }

  page.addEventListener("submit", (e) => {
    const form = e.target;
    if (form.method !== "post") return;
    e.preventDefault();
    e.stopPropagation();
    if (form.matches("[data-votes]")) {
      const li = e.submitter?.closest("[data-subject]");
      if (!li || !e.submitter.dataset.step) return;
      const now = votes()[li.dataset.subject] ?? 0;
      vote(li.dataset.subject, Math.max(0, now + Number(e.submitter.dataset.step)));
      return;
    }
    if (form.matches("[data-table-choice]")) return say({ to: "/room/table", moves: true, body: { table: e.submitter?.value } });
    const body = Object.fromEntries(new FormData(form));
    delete body.csrf;
    if (form.dataset.withdraw) return say({ to: form.getAttribute("action"), withdraws: true, body });
    if (form.matches("[data-write]")) {
      body.id = uuid();
      if (!body.text.trim()) return form.elements.text.focus();
      form.reset();
      form.elements.text.value = "";
      form.elements.text.focus();
    }
    say({ to: "/room/cards", card: true, body });
  }, true);
  page.addEventListener("change", (e) => {
    const of = e.target.closest("fieldset[data-subject]");
    if (!of || e.target.type !== "radio") return;
    vote(of.dataset.subject, Number(e.target.value));
    goOn(e.target.closest("details.ballot"));
  });

  // Hearing: events, and, where they do not come through, asking again and again.
  let source, heard = 0, polling;
  function listen() {
    source?.close();
    source = new EventSource("/room/events");
    heard = Date.now();
    polling ??= setTimeout(poll, 3000); // some networks hold a stream back without a word
    source.onmessage = (e) => {
      alive();
      show(e.data);
    };
    source.addEventListener("alive", alive);
    source.addEventListener("gone", leave);
    source.onerror = () => {
      if (!polling) polling = setTimeout(poll, 3000);
    };
  }
  function alive() {
    heard = Date.now();
    clearTimeout(polling);
    polling = undefined;
    if (lost && !waiting.length) line(false);
    if (waiting.length) flush();
  }
  async function poll() {
    try {
      const answer = await fetch("/room/events", { headers: { Accept: "text/html" } });
      if (answer.status === 404) return location.reload();
      if (answer.ok) {
        show(await answer.text());
        if (!waiting.length) line(false);
      }
    } catch {
      line(true);
    }
    if (source.readyState === EventSource.CLOSED && Date.now() - heard > 15000) listen();
    polling = setTimeout(poll, 3000);
  }
  setInterval(() => { if (Date.now() - heard > 50000) listen(); }, 10000); // a stream may die without a word
  addEventListener("storage", (e) => { if (e.key === place) refreshOwn(); }); // another tab has said something
  addEventListener("online", () => { listen(); flush(); });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible" && (source.readyState === EventSource.CLOSED || Date.now() - heard > 25000)) listen();
  });
  addEventListener("pagehide", () => source.close());
  addEventListener("pageshow", (e) => { if (e.persisted) listen(); });

  page.classList.add("live");
  learn();
  paint();
  listen();
  flush();
}
