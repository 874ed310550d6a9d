// Notifications of this browser: shows what fits it, asks for permission, hands the subscription to the form.
const place = document.querySelector("[data-push]");
const form = place?.querySelector("form");

const show = (state) => {
  for (const part of place.querySelectorAll("[data-when]")) part.hidden = part.dataset.when !== state;
  place.dataset.state = state;
};

const bytes = (text) => {
  const plain = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(plain, (letter) => letter.charCodeAt(0));
};

const standing = async () => {
  if (!("serviceWorker" in navigator && "PushManager" in window && "Notification" in window)) return "unsupported";
  if (Notification.permission === "denied") return "denied";
  const registration = await navigator.serviceWorker.getRegistration(place.dataset.worker);
  const subscription = await registration?.pushManager.getSubscription();
  return subscription && Notification.permission === "granted" ? "on" : "off";
};

const ready = (registration) =>
  new Promise((resolve) => {
    const worker = registration.installing ?? registration.waiting ?? registration.active;
    if (worker.state === "activated") resolve(registration);
    worker.addEventListener("statechange", () => worker.state === "activated" && resolve(registration));
  });

const subscribe = async () => {
  if ((await Notification.requestPermission()) !== "granted") return show(await standing());
  const registration = await ready(await navigator.serviceWorker.register(place.dataset.worker));
  const subscription = await registration.pushManager.subscribe({
    userVisibleOnly: true,
    applicationServerKey: bytes(place.dataset.key),
  });
  const told = subscription.toJSON();
  form.elements.endpoint.value = told.endpoint;
  form.elements.p256dh.value = told.keys.p256dh;
  form.elements.auth.value = told.keys.auth;
  form.submit();
};

if (place) {
  form.elements.on.addEventListener("click", () => subscribe().catch(() => show("failed")));
  standing().then(show, () => show("unsupported"));
}
