// What a page does beyond its HTML: its keys. Everything works without it.
(() => {
  "use strict";
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

  document.addEventListener("change", (e) => { if (e.target.matches(".filters select")) e.target.form.requestSubmit(); });
})();
