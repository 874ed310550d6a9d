// A dashboard that keeps up: its board is fetched anew when messages arrive, but never under a hand.
import { draw } from "./charts.js";

const CALM_MS = 4000;
const line = document.getElementById("fresh");
const board = () => document.getElementById("board");
let isStale = false;
let timer;

/** Whether somebody points at a chart, stands on the board with the keyboard, or reads a table. */
const isHeld = () => Boolean(board()?.querySelector(".chart:hover, :focus, details[open]"));

function refresh() {
  isStale = false;
  line.replaceChildren();
  window.htmx.trigger(board(), "fresh");
}

function offer() {
  if (line.firstChild) return;
  const button = Object.assign(document.createElement("button"), { type: "button", className: "button button--small", textContent: line.dataset.act, onclick: refresh });
  line.append(`${line.dataset.words} `, button);
}

function look() {
  timer = undefined;
  if (!isStale || document.hidden) return;
  if (isHeld()) offer();
  else refresh();
  if (isStale) timer = setTimeout(look, CALM_MS);
}

function stale() {
  isStale = true;
  timer ??= setTimeout(look, CALM_MS);
}

for (const name of ["account", "conversation", "reload"]) document.body.addEventListener(`live:${name}`, stale);
document.addEventListener("visibilitychange", () => isStale && stale());
document.body.addEventListener("htmx:afterSwap", (event) => event.detail.target.id === "board" && draw());
draw();
