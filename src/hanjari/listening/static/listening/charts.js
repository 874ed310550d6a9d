// Charts: each .chart is drawn from the table it names, so that what is drawn and what is read are
// one. Values under the pointer and under the arrow keys; Enter or a click opens the messages.
import { heat } from "./heat.js";
import { plot } from "./plot.js";

const drawn = new Map();

/** What a table says: its columns, and its rows with numbers, words and links. */
function read(table) {
  const [, ...heads] = table.tHead.rows[0].cells;
  const cell = (one) => ({
    value: one.dataset.value === undefined ? null : Number(one.dataset.value),
    text: one.textContent.trim(),
    link: one.querySelector("a")?.href,
  });
  return {
    columns: heads.map((head) => ({ title: head.textContent.trim(), ...head.dataset })),
    rows: [...table.tBodies[0].rows].map((row) => {
      const [head, ...cells] = row.cells;
      return { title: head.textContent.trim(), short: head.dataset.short, link: head.querySelector("a")?.href, cells: cells.map(cell) };
    }),
  };
}

function part(name, words = "", tone = "") {
  const element = document.createElement(name);
  element.textContent = words;
  if (tone) element.dataset.tone = tone;
  return element;
}

/** The box with the values of a point: a head, then a line a series. */
function told(tip, point) {
  const lines = point.lines.map(({ title, tone, text, isChosen }) => {
    const line = part("span", title, tone);
    if (isChosen) line.dataset.chosen = "";
    line.append(part("b", text || "–"));
    return line;
  });
  tip.replaceChildren(part("strong", point.title), ...lines);
  tip.hidden = false;
}

/** Beside the point, on the side with more room, never outside the chart. */
function lay(tip, { x, y }, place) {
  const room = place.clientWidth;
  const width = tip.offsetWidth;
  const left = x + 12 + width <= room ? x + 12 : x - 12 - width;
  const top = Math.min(Math.max(0, y), Math.max(0, place.clientHeight - tip.offsetHeight));
  tip.style.transform = `translate(${Math.round(Math.max(0, Math.min(left, room - width)))}px, ${Math.round(top)}px)`;
}

/** A reader's hand on a drawing: pointer, keys, and what a screen reader is told. */
function bring(place, drawing) {
  const tip = part("div");
  tip.className = "chart__tip";
  tip.hidden = true;
  place.append(tip);
  let here = null;
  const show = (spot) => {
    here = spot;
    drawing.mark(spot);
    if (!spot) return void (tip.hidden = true);
    const point = drawing.point(spot);
    told(tip, point);
    lay(tip, drawing.where(spot), place);
    place.toggleAttribute("data-opens", Boolean(point.link));
    place.setAttribute("aria-valuenow", drawing.number(spot));
    place.setAttribute("aria-valuetext", [point.title, ...point.lines.map((line) => `${line.title} ${line.text || "–"}`)].join(", "));
  };
  const follow = () => here && drawing.point(here).link && window.location.assign(drawing.point(here).link);
  const keys = (event) => {
    if (event.key === "Enter") return follow();
    if (event.key === "Escape") return show(null);
    const next = drawing.moved(here, event.key);
    if (!next) return;
    event.preventDefault();
    show(next);
  };
  const isSame = (one, other) => one && other && one.row === other.row && one.column === other.column;
  let held = null; // a finger shows first and opens with the second touch
  place.onpointerdown = (event) => (held = event.pointerType === "touch" ? (here ?? {}) : null);
  place.onpointermove = (event) => {
    const spot = drawing.under(event);
    if (!isSame(spot, here)) show(spot);
  };
  place.onpointerleave = (event) => event.pointerType !== "touch" && show(null);
  place.onclick = (event) => {
    const spot = drawing.under(event);
    const isFirst = held && !isSame(held, spot);
    show(spot);
    if (!isFirst) follow();
  };
  place.onkeydown = keys;
  place.onfocus = () => place.matches(":focus-visible") && show(here ?? drawing.last());
  place.onblur = () => show(null);
}

function name(place, table, drawing) {
  place.tabIndex = 0;
  place.setAttribute("role", "slider");
  place.setAttribute("aria-label", `${place.dataset.label}. ${place.dataset.help}`);
  place.setAttribute("aria-describedby", `${table.id.replace(/-table$/, "")}-title`);
  place.setAttribute("aria-valuemin", 0);
  place.setAttribute("aria-valuemax", drawing.count - 1);
  const last = drawing.last();
  place.setAttribute("aria-valuenow", drawing.number(last));
  place.setAttribute("aria-valuetext", drawing.point(last).title);
}

function one(place) {
  const table = document.getElementById(place.dataset.table);
  if (!table) return;
  drawn.get(place)?.away();
  place.replaceChildren();
  const drawing = place.dataset.kind === "heat" ? heat(place, read(table)) : plot(place, read(table), place.dataset.kind);
  if (!drawing) return;
  drawn.set(place, drawing);
  bring(place, drawing);
  name(place, table, drawing);
}

/** Draw every chart of the page; those that left it are let go. */
export function draw() {
  for (const [place, drawing] of drawn) {
    if (!place.isConnected) {
      drawing.away();
      drawn.delete(place);
    }
  }
  for (const place of document.querySelectorAll(".chart[data-table]")) one(place);
}

matchMedia("(prefers-color-scheme: dark)").addEventListener("change", draw);
