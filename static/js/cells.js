// A picture whose cells lead somewhere is one stop for Tab, and not sixty: the arrow
// keys go from cell to cell, Home and End to the ends of a row. Without it each cell
// is a stop of its own.
const ways = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1], Home: [-1, 0], End: [1, 0] };
const known = new WeakSet();
const cellsOf = (picture) => [...picture.querySelectorAll("svg a[href]")];

// stop makes one cell the stop. Whoever has gone through the picture comes back to
// where they were.
const stop = (picture, cell) => cellsOf(picture).forEach((c) => c.setAttribute("tabindex", c === cell ? "0" : "-1"));

// next is the cell that lies nearest in a direction or, when asked for the last, farthest.
function next(cells, from, [x, y], last) {
  const at = from.getBoundingClientRect();
  const ahead = cells.map((cell) => {
    const to = cell.getBoundingClientRect();
    const [dx, dy] = [to.x - at.x, to.y - at.y];
    return { cell, along: dx * x + dy * y, aside: Math.abs(dx * y) + Math.abs(dy * x) };
  }).filter((c) => c.along > 1 && c.aside < (x ? at.height : at.width) / 2);
  return ahead.sort((a, b) => (last ? b.along - a.along : a.along - b.along))[0]?.cell;
}

export default function begin(picture) {
  const cells = cellsOf(picture);
  stop(picture, cells.find((c) => c === document.activeElement) ?? cells[0]);
  if (known.has(picture)) return;
  known.add(picture);
  picture.addEventListener("focusin", (e) => {
    const cell = e.target.closest("svg a[href]");
    if (cell) stop(picture, cell);
  });
  picture.addEventListener("keydown", (e) => {
    const from = e.target.closest("svg a[href]"), way = ways[e.key];
    if (!from || !way || e.ctrlKey || e.metaKey || e.altKey || e.shiftKey) return;
    e.preventDefault();
    next(cellsOf(picture), from, way, e.key === "Home" || e.key === "End")?.focus();
  });
}
