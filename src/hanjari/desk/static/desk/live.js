// Live updates: opens /live with a fresh ticket and tells the page what moved.
// Rooms listen: hx-trigger="live:conversation from:body", or addEventListener("live:draft", …).
// event.detail = { id, event, … }; "live:issue-7" is told beside "live:issue", for who shows that one alone (our content
// policy forbids filters in hx-trigger); "live:reload" means: something was missed, fetch what you show.
const NAMES = ["conversation", "draft", "account", "alarm", "import", "issue", "reload"];
const FIRST_WAIT_MS = 1000;
const LONGEST_WAIT_MS = 30000;
const door = document.querySelector('meta[name="live"]')?.content;
let last = "";
let wait = FIRST_WAIT_MS;

const show = (state) => (document.documentElement.dataset.live = state);

function tell(event) {
  if (event.lastEventId) last = event.lastEventId;
  const detail = JSON.parse(event.data);
  for (const name of [event.type, `${event.type}-${detail.id}`]) {
    document.body.dispatchEvent(new CustomEvent(`live:${name}`, { detail, bubbles: true }));
  }
}

function again() {
  show("off");
  setTimeout(open, wait * (0.75 + Math.random() / 2));
  wait = Math.min(wait * 2, LONGEST_WAIT_MS);
}

// What was told since the last event; at first, since this page was asked for.
const since = () => (last ? `after=${last}` : `age=${Math.round(performance.now())}`);

async function open() {
  let ticket;
  try {
    const answer = await fetch(door, { headers: { Accept: "application/json" }, redirect: "error" });
    ({ ticket } = await answer.json());
  } catch {
    return again();
  }
  const source = new EventSource(`/live?ticket=${encodeURIComponent(ticket)}&${since()}`);
  for (const name of NAMES) source.addEventListener(name, tell);
  source.onopen = () => {
    wait = FIRST_WAIT_MS;
    show("on");
  };
  source.onerror = () => {
    source.close(); // its ticket is spent; a new one is needed
    again();
  };
}

if (door && "EventSource" in window) open();
