// Lines and stacked bars by Chart.js, in the house's colours; nothing moves by itself.
const token = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
const colour = (tone, share) => {
  const whole = token(`--color-${tone}`);
  return share ? whole.replace(/\)$/, ` / ${share})`) : whole;
};
const NUMBERS = new Intl.NumberFormat(document.documentElement.lang || "ko");

const line = ({ tone, look }) => ({
  borderColor: colour(tone),
  backgroundColor: look === "fill" ? colour(tone, 0.14) : colour(tone),
  fill: look === "fill" ? "origin" : false,
  borderDash: look === "dash" ? [5, 4] : [],
  borderWidth: look === "dash" ? 1.5 : 2,
  cubicInterpolationMode: "monotone",
  pointRadius: 0,
  order: look === "fill" ? 1 : 0,
});
const bar = ({ tone }) => ({
  backgroundColor: colour(tone === "line" ? "rim" : tone),
  hoverBackgroundColor: colour(tone === "line" ? "rim" : tone),
  borderColor: colour("raised"),
  borderWidth: { top: 1 },
  borderSkipped: false,
  maxBarThickness: 36,
  categoryPercentage: 0.86,
  barPercentage: 0.92,
});

function scales(isStacked) {
  const rem = Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
  const ticks = { color: colour("quiet"), font: { family: token("--font-text"), size: 0.75 * rem } };
  return {
    x: { stacked: isStacked, offset: isStacked, grid: { display: false }, border: { color: colour("edge") }, ticks: { ...ticks, maxRotation: 0, autoSkipPadding: 20 } },
    y: { stacked: isStacked, beginAtZero: true, suggestedMax: 4, border: { display: false }, grid: { color: colour("line") }, ticks: { ...ticks, precision: 0, maxTicksLimit: 5, callback: (value) => NUMBERS.format(value) } },
  };
}

/** A hairline through the chosen step and a dot on each line. */
const pointer = (state) => ({
  id: "pointer",
  afterDatasetsDraw(chart) {
    if (state.row === null) return;
    const { ctx, chartArea, scales: axes } = chart;
    const x = axes.x.getPixelForValue(state.row);
    ctx.save();
    ctx.strokeStyle = colour("edge");
    ctx.lineWidth = 1;
    ctx.beginPath();
    ctx.moveTo(x, chartArea.top);
    ctx.lineTo(x, chartArea.bottom);
    ctx.stroke();
    chart.data.datasets.forEach((set, number) => {
      const value = set.data[state.row];
      if (set.type === "bar" || value === null || chart.config.type === "bar") return;
      ctx.beginPath();
      ctx.arc(x, axes.y.getPixelForValue(value), number === state.column ? 5.5 : 4, 0, 2 * Math.PI);
      ctx.fillStyle = set.borderColor;
      ctx.strokeStyle = colour("raised");
      ctx.lineWidth = 2;
      ctx.fill();
      ctx.stroke();
    });
    ctx.restore();
  },
});

/** A drawing of kind `line` or `stack`; undefined where Chart.js is not there: the table is. */
export function plot(place, { columns, rows }, kind) {
  if (!window.Chart) return undefined;
  const canvas = document.createElement("canvas");
  canvas.setAttribute("aria-hidden", "true");
  place.append(canvas);
  const isStacked = kind === "stack";
  const state = { row: null, column: null };
  const chart = new window.Chart(canvas, {
    type: isStacked ? "bar" : "line",
    data: {
      labels: rows.map((row) => row.short),
      datasets: columns.map((column, number) => ({
        label: column.title,
        data: rows.map((row) => row.cells[number].value),
        ...(isStacked ? bar(column) : line(column)),
      })),
    },
    options: { animation: false, responsive: true, maintainAspectRatio: false, events: [], scales: scales(isStacked), plugins: { legend: { display: false }, tooltip: { enabled: false } } },
    plugins: [pointer(state)],
  });
  const clamp = (row) => Math.max(0, Math.min(rows.length - 1, row));
  const spent = rows.findLastIndex((row) => row.cells[0].value !== null);

  return {
    count: rows.length,
    number: ({ row }) => row,
    last: () => ({ row: Math.max(0, spent), column: null }),
    away: () => chart.destroy(),
    where: ({ row }) => ({ x: chart.scales.x.getPixelForValue(row), y: chart.chartArea.top }),
    mark(spot) {
      Object.assign(state, spot ?? { row: null, column: null });
      chart.draw();
    },
    under(event) {
      const { left, top } = canvas.getBoundingClientRect();
      const row = clamp(Math.round(chart.scales.x.getValueForPixel(event.clientX - left) ?? 0));
      const hit = isStacked && chart.getElementsAtEventForMode({ type: "click", x: event.clientX - left, y: event.clientY - top, native: event }, "point", { intersect: true }, false)[0];
      return { row, column: hit && hit.index === row ? hit.datasetIndex : null };
    },
    moved(spot, key) {
      const { row, column } = spot ?? this.last();
      const steps = { ArrowLeft: -1, ArrowRight: 1, PageUp: 7, PageDown: -7 };
      if (key in steps) return { row: clamp(row + steps[key]), column };
      if (key === "Home") return { row: 0, column };
      if (key === "End") return { row: rows.length - 1, column };
      if (key === "ArrowUp" || key === "ArrowDown") {
        const count = columns.length + 1; // the last stands for all of them
        const at = ((column ?? columns.length) + (key === "ArrowUp" ? 1 : count - 1)) % count;
        return { row, column: at === columns.length ? null : at };
      }
      return null;
    },
    point({ row, column }) {
      const { title, link, cells } = rows[row];
      const lines = columns.map((one, number) => ({ title: one.title, tone: one.tone, text: cells[number].text, isChosen: number === column }));
      return { title, lines: isStacked ? lines.reverse() : lines, link: column === null ? (link ?? (columns.length === 1 ? cells[0].link : undefined)) : (cells[column].link ?? link) };
    },
  };
}
