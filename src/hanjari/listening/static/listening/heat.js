// Hours against weekdays as a field of one colour; the table lies the other way: hours down, days across.
const BRIGHTEST = 88;
const EVERY = 6;

/** A drawing from a table with a row an hour and a column a weekday. */
export function heat(place, { columns, rows }) {
  const field = document.createElement("div");
  field.className = "heat";
  field.setAttribute("aria-hidden", "true");
  const most = Math.max(1, ...rows.flatMap((row) => row.cells.map((cell) => cell.value)));
  const part = (name, words = "") => field.appendChild(Object.assign(document.createElement(name), { textContent: words }));
  const cells = columns.map((column, day) => {
    part("span", column.title);
    return rows.map((row, hour) => {
      const cell = part("i");
      const value = row.cells[day].value;
      cell.style.setProperty("--heat", value ? 8 + (BRIGHTEST - 8) * Math.sqrt(value / most) : 0);
      Object.assign(cell.dataset, { day, hour });
      return cell;
    });
  });
  part("span");
  rows.forEach((row, hour) => (part("span", hour % EVERY ? "" : row.short).dataset.hour = ""));
  place.append(field);

  const clamp = (value, count) => Math.max(0, Math.min(count - 1, value));
  let marked;
  return {
    count: columns.length * rows.length,
    number: ({ row, column }) => column * rows.length + row,
    last: () => ({ row: 9, column: 0 }),
    away() {},
    where({ row, column }) {
      const cell = cells[column][row];
      return { x: cell.offsetLeft + cell.offsetWidth / 2, y: cell.offsetTop - 8 };
    },
    mark(spot) {
      marked?.removeAttribute("data-here");
      marked = spot && cells[spot.column][spot.row];
      marked?.setAttribute("data-here", "");
    },
    under(event) {
      const { day, hour } = document.elementFromPoint(event.clientX, event.clientY)?.dataset ?? {};
      return day === undefined ? null : { row: Number(hour), column: Number(day) };
    },
    moved(spot, key) {
      const { row, column } = spot ?? this.last();
      const steps = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1], Home: [-rows.length, 0], End: [rows.length, 0] };
      const step = steps[key];
      return step ? { row: clamp(row + step[0], rows.length), column: clamp(column + step[1], columns.length) } : null;
    },
    point({ row, column }) {
      const cell = rows[row].cells[column];
      return { title: `${columns[column].title} ${rows[row].title}`, lines: [{ title: place.dataset.unit ?? "", tone: "chart-1", text: cell.text }], link: cell.link };
    },
  };
}
