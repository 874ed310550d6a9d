// Notices in this browser: one press begins them, one ends them; what the page looks like follows the browser alone.
const place = document.querySelector("[data-notices]");
const { worker, begin, end, key } = place?.dataset ?? {};

const show = (state) => {
  for (const part of place.querySelectorAll("[data-when]")) part.hidden = part.dataset.when !== state;
  place.dataset.state = state;
  place.hidden = state === "unsupported";
};

const bytes = (text) => {
  const plain = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(plain, (letter) => letter.charCodeAt(0));
};

const tell = async (address, told) => {
  const answer = await fetch(address, { method: "POST", credentials: "omit", body: new URLSearchParams(told) });
  if (!answer.ok) throw new Error(String(answer.status));
};

const subscription = async () => (await navigator.serviceWorker.getRegistration(worker))?.pushManager.getSubscription();

const standing = async () => {
  if (!("serviceWorker" in navigator && "PushManager" in window && "Notification" in window)) return "unsupported";
  if (Notification.permission === "denied") return "denied";
  return Notification.permission === "granted" && (await subscription()) ? "on" : "off";
};

const active = (registration) =>
  new Promise((resolve) => {
    const one = registration.installing ?? registration.waiting ?? registration.active;
    if (one.state === "activated") resolve(registration);
    one.addEventListener("statechange", () => one.state === "activated" && resolve(registration));
  });

const on = async () => {
  if ((await Notification.requestPermission()) !== "granted") return show(await standing());
  const registration = await active(await navigator.serviceWorker.register(worker));
  const made = await registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: bytes(key) });
  const { endpoint, keys } = made.toJSON();
  try {
    await tell(begin, { endpoint, p256dh: keys.p256dh, auth: keys.auth });
  } catch (error) {
    await made.unsubscribe();
    throw error;
  }
  show("on");
};

const off = async () => {
  const made = await subscription();
  if (made) {
    await tell(end, { endpoint: made.endpoint });
    await made.unsubscribe();
  }
  show("off");
};

const presses = { on, off, again: async () => show(await standing()) };

if (place) {
  place.addEventListener("click", (event) => {
    const button = event.target.closest("[data-press]");
    if (!button) return;
    button.disabled = true; // one press, one act
    presses[button.dataset.press]()
      .catch(() => show("failed"))
      .finally(() => {
        button.disabled = false;
        place.querySelector("[data-when]:not([hidden]) button")?.focus();
      });
  });
  standing().then(show, () => show("unsupported"));
}
