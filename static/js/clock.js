// Lets the time that is left run, by the server's clock: a page's own may be wrong.
const read = new WeakMap(); // element → what it said and how far this clock is from the server's
const show = (el) => {
  let seen = read.get(el);
  if (seen?.now !== el.dataset.now || seen.until !== el.dataset.until) {
    seen = { now: el.dataset.now, until: el.dataset.until, ahead: Date.now() - Number(el.dataset.now) };
    read.set(el, seen);
  }
  const left = Math.max(0, Math.round((Number(seen.until) - (Date.now() - seen.ahead)) / 1000));
  const text = left ? `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}` : el.dataset.over;
  if (el.textContent !== text) el.textContent = text;
};
let runs;
export default () => { runs ??= setInterval(() => document.querySelectorAll("[data-until]").forEach(show), 250); };
