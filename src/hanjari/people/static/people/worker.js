// The service worker: shows a call as a notification; its button says "I'm here" without opening anything.
const ours = (path) => {
  const url = new URL(path, self.location.origin);
  return url.origin === self.location.origin ? url.href : self.location.origin;
};

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("push", (event) => {
  const told = event.data.json();
  event.waitUntil(
    self.registration.showNotification(told.title, {
      body: told.body,
      tag: told.tag,
      lang: told.language,
      requireInteraction: told.urgent,
      data: { url: told.url, answer: told.answer },
      actions: [{ action: "here", title: told.here }],
    }),
  );
});

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  const { url, answer } = event.notification.data;
  if (event.action === "here") event.waitUntil(fetch(ours(answer), { method: "POST" }));
  else event.waitUntil(self.clients.openWindow(ours(url)));
});
