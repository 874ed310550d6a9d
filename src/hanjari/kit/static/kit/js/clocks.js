// Clocks go on while a page is open: the ring empties and the words turn without asking the server.
// The words come translated from the server in <meta name="clock-words">.
const QUARTER = 25;
const FAR_S = 6 * 3600;
const words = JSON.parse(document.querySelector('meta[name="clock-words"]')?.content ?? "null");

const fill = (pattern, values) => pattern.replace(/\{(\w+)\}/g, (_, name) => values[name]);

function span(seconds) {
  const minutes = Math.floor(seconds / 60);
  const [d, h, m] = [Math.floor(minutes / 1440), Math.floor(minutes / 60) % 24, minutes % 60];
  if (!minutes) return words.brief;
  if (d) return fill(h ? words.daysHours : words.days, { d, h });
  if (h) return fill(m ? words.hoursMinutes : words.hours, { h, m });
  return fill(words.minutes, { m });
}

function turn(clock, now) {
  const [due, started] = [Number(clock.dataset.due), Number(clock.dataset.started)];
  const left = due - now;
  const share = Math.max(1, Math.min(100, Math.round((100 * left) / Math.max(due - started, 1))));
  const isSoon = clock.dataset.soon ? now >= Number(clock.dataset.soon) : share <= QUARTER;
  const phase = left < 0 ? "late" : isSoon ? "soon" : "calm";
  clock.dataset.phase = phase;
  clock.querySelector(".clock__left").setAttribute("stroke-dasharray", `${left < 0 ? 100 : share} 100`);
  if (left <= FAR_S) {
    const text = fill(left < 0 ? words.over : words.left, { span: span(Math.abs(left)) });
    clock.querySelector("time").textContent = text;
  }
}

function tick() {
  const now = Date.now() / 1000;
  document.querySelectorAll(".clock[data-due]").forEach((clock) => turn(clock, now));
}

if (words) {
  setInterval(tick, 10_000);
  document.addEventListener("visibilitychange", () => document.hidden || tick());
}
