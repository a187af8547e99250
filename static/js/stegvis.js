// What a page does beyond its HTML: its keys. Everything works without it.
(() => {
  "use strict";
  const version = new URL(document.currentScript.src).search;
  const typing = (el) => el && (el.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(el.tagName) && !/^(checkbox|radio|button|submit)$/.test(el.type));

  // Single keys can be switched off: who speaks to the computer sends them unawares.
  const off = () => { try { return localStorage.getItem("keys") === "off"; } catch { return false; } };
  const seen = (el) => el.checkVisibility({ visibilityProperty: true });
  const first = (selector) => [...document.querySelectorAll(selector)].find(seen);

  const search = () => {
    const dialog = document.querySelector("dialog.search");
    if (dialog && !dialog.open) {
      dialog.showModal(); // at once, so that what is typed meanwhile is not lost
      dialog.querySelector("input").select();
      import(`/static/js/search.js${version}`).then((m) => m.default(dialog));
    }
    return dialog;
  };
  const keys = () => {
    const dialog = document.querySelector("dialog.keys");
    if (!dialog || dialog.open) return;
    for (const line of dialog.querySelectorAll("[data-needs]"))
      line.hidden = line.dataset.needs !== "" && !document.querySelector(line.dataset.needs);
    const box = dialog.querySelector("[data-keys-off]");
    box.checked = off();
    box.onchange = () => { try { localStorage.setItem("keys", box.checked ? "off" : "on"); } catch { /* nothing is kept here */ } };
    dialog.showModal();
  };
  document.addEventListener("click", (e) => {
    if (e.target.closest?.("[data-keys]")) keys();
    if (e.target.closest?.("[data-find]") && !e.ctrlKey && !e.metaKey && !e.shiftKey && search()) e.preventDefault();
  });

  const add = () => {
    const add = document.querySelector("details.add > summary, a[data-key=n]");
    if (!add) return false;
    if (!add.parentElement.open) add.click();
    add.parentElement.querySelector("input:not([type=hidden]), textarea")?.focus();
    return true;
  };
  const filter = () => {
    const field = first(".filters input:not([type=hidden]), .filters select");
    field?.focus();
    return !!field;
  };

  // A list's rows are gone through by the links that open them.
  const rows = () => [...document.querySelectorAll("main tbody tr")].filter((row) => seen(row) && row.querySelector("a[href]"));
  const rowOf = (el) => el?.closest?.("main tbody tr");
  const step = (by) => {
    const all = rows(), at = all.indexOf(rowOf(document.activeElement));
    const to = all[at < 0 ? (by > 0 ? 0 : all.length - 1) : Math.min(Math.max(at + by, 0), all.length - 1)];
    to?.querySelector("td.title a[href], a[href]").focus();
    return !!to;
  };
  const edit = () => {
    const link = rowOf(document.activeElement)?.querySelector("td.title a[href], a[href]");
    link?.click();
    return !!link;
  };
  const pick = () => {
    const box = rowOf(document.activeElement)?.querySelector("input[name=pick]");
    box?.click();
    return !!box;
  };
  const does = { "/": () => !!search() || filter(), f: filter, n: add, "?": () => { keys(); return true; }, j: () => step(1), k: () => step(-1), e: edit, x: pick };

  let going = 0; // until when the letter after g is a room's
  document.addEventListener("keydown", (e) => {
    if (e.isComposing || e.defaultPrevented) return;
    if (e.key === "Enter" && (e.ctrlKey || e.metaKey) && e.target.form) {
      e.preventDefault();
      e.target.form.requestSubmit();
      return;
    }
    if (e.key === "Escape") {
      const open = e.target.closest?.("details[open]") || document.querySelector("details.add[open]");
      if (open) {
        open.open = false;
        open.querySelector("summary")?.focus();
      }
      return;
    }
    const writing = typing(e.target) && seen(e.target); // the field of a dialog that has just closed keeps the focus until the next frame
    if (writing || e.ctrlKey || e.metaKey || e.altKey || off() || document.querySelector("dialog[open]")) return;
    const room = e.timeStamp < going && document.querySelector(`.rail a[data-go="${CSS.escape(e.key)}"]`);
    going = e.key === "g" && !room ? e.timeStamp + 1500 : 0;
    if (room) {
      e.preventDefault();
      room.click();
    } else if (Object.hasOwn(does, e.key) && does[e.key]()) e.preventDefault();
  });

  // A file that takes a while says so, and is not asked for twice: the answer
  // brings back the ticket that was sent with the question.
  document.addEventListener("click", (e) => {
    const link = e.target.closest?.("a[download]");
    if (!link || e.ctrlKey || e.metaKey || e.shiftKey) return;
    if (link.getAttribute("aria-busy") === "true") {
      e.preventDefault();
      return;
    }
    const ticket = Math.random().toString(36).slice(2, 14), address = link.href, asked = Date.now();
    const to = new URL(address);
    to.searchParams.set("ticket", ticket);
    link.href = to;
    link.setAttribute("aria-busy", "true");
    const look = setInterval(() => {
      const there = document.cookie.split("; ").includes(`ticket=${ticket}`);
      if (!there && Date.now() - asked < 60000) return;
      clearInterval(look);
      link.removeAttribute("aria-busy");
      link.href = address;
    }, 200);
  });

  if (location.hash === "#new") add();

  document.addEventListener("change", (e) => { if (e.target.matches(".filters select")) e.target.form.requestSubmit(); });
})();
