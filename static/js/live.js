// Keeps the desk and the wall as the room is: the server tells that something has
// changed, and the part asks for itself. Where the stream does not come through it
// asks again and again. What is typed or ticked on it stays, as htmx morphs it.
const { default: runClock } = await import("./clock.js" + new URL(import.meta.url).search);

const gap = 150; // between two askings, however much happens
const beat = 2000; // how often it asks without a stream
const silent = 50000; // the server is heard every 20 s: a stream may die without a word
const again = 15000; // then another is tried

const followed = new WeakSet();

// What is unfolded asks for itself, for it may have changed while it was folded.
document.addEventListener("toggle", (e) => {
  if (e.target.open) e.target.querySelector("[hx-trigger=stale]")?.dispatchEvent(new Event("stale"));
}, true);

export default function live(part) {
  runClock();
  if (followed.has(part)) return;
  followed.add(part);

  let source, begun, heard, asked = 0, due;
  const ask = () => {
    due ??= setTimeout(() => {
      due = undefined;
      asked = Date.now();
      part.dispatchEvent(new Event("stale"));
    }, Math.max(0, asked + gap - Date.now()));
  };
  const hear = () => { heard = Date.now(); };
  const listen = () => {
    source?.close();
    begun = Date.now();
    heard = 0;
    source = new EventSource(part.dataset.stream);
    source.addEventListener("alive", hear);
    source.addEventListener("gone", () => location.reload()); // whoever looks may not any more
    source.addEventListener("changed", () => {
      hear();
      ask();
    });
  };
  const hears = () => source.readyState === EventSource.OPEN && Date.now() - heard < silent;

  const pulse = setInterval(() => {
    if (!part.isConnected) {
      source.close();
      clearInterval(pulse);
    } else if (!hears()) {
      ask();
      if (Date.now() - Math.max(begun, heard) > again) listen();
    }
  }, beat);
  addEventListener("pagehide", () => source.close());
  addEventListener("pageshow", (e) => { if (e.persisted) listen(); });
  listen();
}
