// Rows that are picked from a list: how many, all of the page at once, and a range
// by the shift key. Without it each row is picked by its box.
export default function picks(bar) {
  const list = bar.closest(".listing");
  const boxes = () => [...list.querySelectorAll("input[name=pick]")];
  const all = list.querySelector("[data-pick-all]");
  const count = bar.querySelector("[data-picked]");
  const every = bar.querySelector("input[name=every]");
  const show = () => {
    const rows = boxes(), n = rows.filter((b) => b.checked).length;
    const said = count.dataset.picked.replace("#", n);
    if (count.textContent !== said) count.textContent = said;
    if (all) {
      all.checked = n > 0 && n === rows.length;
      all.indeterminate = n > 0 && n < rows.length;
    }
    if (n === 0 && every) every.checked = false;
  };
  if (all) all.hidden = false;
  show();
  if (bar.dataset.begun) return;
  bar.dataset.begun = "1";
  let last = null;
  list.addEventListener("click", (e) => {
    if (e.target.name !== "pick") return;
    const rows = boxes();
    if (e.shiftKey && last && rows.includes(last)) {
      const [a, b] = [rows.indexOf(last), rows.indexOf(e.target)].sort((x, y) => x - y);
      for (const box of rows.slice(a, b + 1)) box.checked = e.target.checked;
    }
    last = e.target;
    show();
  });
  list.addEventListener("change", (e) => {
    if (e.target.matches("[data-pick-all]")) for (const box of boxes()) box.checked = e.target.checked;
    if (e.target.matches("[data-pick-all], [name=pick]")) show();
  });
  bar.addEventListener("reset", () => setTimeout(show));
}
