// What a page does beyond its HTML: keys, and a warning before typed text is
// lost. Everything works without it.
(() => {
  "use strict";
  const version = new URL(document.currentScript.src).search;
  const typing = (el) => el && (el.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(el.tagName));

  document.addEventListener("keydown", (e) => {
    if (e.isComposing) return;
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
    if (typing(e.target) || e.ctrlKey || e.metaKey || e.altKey) return;
    if (e.key === "?") document.querySelector("dialog.keys")?.showModal();
    if (e.key === "n") {
      const add = document.querySelector("details.add > summary, a[data-key=n]");
      if (add) {
        e.preventDefault();
        add.click();
        add.parentElement.querySelector("input:not([type=hidden]), textarea")?.focus();
      }
    }
    if (e.key === "f" || e.key === "/") {
      const field = document.querySelector(".filters input, .filters select");
      if (field) {
        e.preventDefault();
        field.focus();
      }
    }
  });

  let changed = false;
  document.addEventListener("input", (e) => { if (e.target.closest("form[method=post]")) changed = true; });
  document.addEventListener("submit", (e) => {
    changed = false;
    const form = e.target;
    if (form.dataset.sent) { // the second of a double click, stopped before htmx hears of it
      e.preventDefault();
      e.stopPropagation();
      return;
    }
    form.dataset.sent = "1";
    setTimeout(() => delete form.dataset.sent, 4000);
  }, true);
  addEventListener("pageshow", () => { changed = false; });
  addEventListener("beforeunload", (e) => { if (changed) e.preventDefault(); });

  // An answer that was grown into the page: its language and theme, the first
  // field that needs another look, and a form that may be sent again.
  document.addEventListener("htmx:after:swap", (e) => {
    const sent = e.detail?.ctx?.sourceElement;
    if (sent?.matches?.("form") && sent.isConnected) sent.reset(); // to what the answer says
    const frame = document.querySelector(".frame");
    if (frame) {
      const root = document.documentElement;
      root.lang = frame.dataset.lang;
      root.dir = frame.dataset.dir;
      root.dataset.theme = frame.dataset.themeChosen;
    }
    changed = false;
    begin();
    lookAgain();
  });
  const unreachable = (yes) => { const n = document.getElementById("unreachable"); if (n) n.hidden = !yes; };
  document.addEventListener("htmx:before:request", () => unreachable(false));
  document.addEventListener("htmx:error", (e) => {
    delete e.target.dataset?.sent;
    changed = true;
    unreachable(true);
    document.getElementById("unreachable")?.scrollIntoView({ block: "nearest" });
  });
  // What a part of a page does by a module of its own, loaded where it stands.
  const begin = () => document.querySelectorAll("[data-module]").forEach((part) =>
    import(`/static/js/${part.dataset.module}.js${version}`).then((m) => m.default(part)));
  begin();
  const lookAgain = () => document.querySelector("[aria-invalid=true]")?.focus();
  lookAgain();

  document.addEventListener("change", (e) => { if (e.target.matches(".filters select")) e.target.form.requestSubmit(); });
})();
