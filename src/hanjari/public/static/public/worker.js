// The open page's service worker: shows what is new, and opens it; keeps nothing and fetches nothing.
const ours = (path) => {
  const url = new URL(path, self.registration.scope);
  return url.href.startsWith(self.registration.scope) ? url.href : self.registration.scope;
};

self.addEventListener("install", () => self.skipWaiting());

self.addEventListener("push", (event) => {
  const { title, body, tag, language, url } = event.data.json();
  event.waitUntil(self.registration.showNotification(title, { body, tag, lang: language, data: { url } }));
});

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(self.clients.openWindow(ours(event.notification.data.url)));
});
