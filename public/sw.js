// The service worker: shows pushes, says when there is no network, and caches files whose name contains their hash.
// It caches no page of a person and no answer of the API.

const OFFLINE_PAGE = '/offline';
/** Named after the page's content, which a test checks: a changed page is a changed worker, which caches it and deletes the old one. */
const OFFLINE_CACHE = 'offline-d8b8a620';
const STATIC_CACHE = 'static-1';
/** Each build adds files; beyond this number the oldest are deleted. */
const MOST_STATIC_FILES = 400;

self.addEventListener('install', (event) => {
  event.waitUntil(keepOfflinePage());
});

async function keepOfflinePage() {
  const cache = await caches.open(OFFLINE_CACHE);
  // Without cookies: the page belongs to no account.
  await cache.add(new Request(OFFLINE_PAGE, { credentials: 'omit', cache: 'reload' }));
}

self.addEventListener('activate', (event) => {
  event.waitUntil(Promise.all([dropOldCaches(), dropOldFiles(), self.registration.navigationPreload?.enable()]));
});

async function dropOldCaches() {
  const names = await caches.keys();
  const old = names.filter((name) => ![OFFLINE_CACHE, STATIC_CACHE].includes(name));
  await Promise.all(old.map((name) => caches.delete(name)));
}

async function dropOldFiles() {
  const cache = await caches.open(STATIC_CACHE);
  // In the order of their insertion.
  const files = await cache.keys();
  await Promise.all(files.slice(0, -MOST_STATIC_FILES).map((file) => cache.delete(file)));
}

self.addEventListener('fetch', (event) => {
  const { request } = event;
  if (request.method !== 'GET') return;
  const url = new URL(request.url);
  if (request.mode === 'navigate') event.respondWith(page(event));
  else if (url.origin === location.origin && url.pathname.startsWith('/_next/static/')) {
    event.respondWith(staticFile(event));
  }
});

/** Always from the network; without a network, the page that says so. */
async function page(event) {
  try {
    return (await event.preloadResponse) ?? (await fetch(event.request));
  } catch (error) {
    const offline = await caches.match(OFFLINE_PAGE, { cacheName: OFFLINE_CACHE });
    if (offline) return offline;
    throw error;
  }
}

/** A file that never changes under its name; in development files do change, and are not marked as immutable. */
async function staticFile(event) {
  const cache = await caches.open(STATIC_CACHE);
  const cached = await cache.match(event.request);
  if (cached) return cached;
  const response = await fetch(event.request);
  if (response.ok && response.headers.get('Cache-Control')?.includes('immutable')) {
    event.waitUntil(cache.put(event.request, response.clone()));
  }
  return response;
}

self.addEventListener('push', (event) => {
  event.waitUntil(show(event.data));
});

/** Browsers require that every push displays something; one that cannot be parsed leads to the list of notifications. */
async function show(data) {
  const { title, body, tag, locale, link, notificationId } = read(data);
  await self.registration.showNotification(title ?? 'NeighborBid', {
    body,
    tag,
    lang: locale,
    icon: '/icons/192.png',
    badge: '/icons/badge.png',
    data: { link: link ?? '/notifications', notificationId },
  });
}

function read(data) {
  try {
    return data.json() ?? {};
  } catch {
    return {};
  }
}

self.addEventListener('notificationclick', (event) => {
  event.notification.close();
  const { link, notificationId } = event.notification.data ?? {};
  event.waitUntil(Promise.all([open(link ?? '/notifications'), markRead(notificationId)]));
});

/** Focuses a window that already shows the page, otherwise opens one: unsaved work in other windows is not lost. */
async function open(link) {
  const url = new URL(link, location.origin);
  if (url.origin !== location.origin) return;
  const windows = await self.clients.matchAll({ type: 'window', includeUncontrolled: true });
  const there = windows.find((client) => {
    const { pathname, search } = new URL(client.url);
    return pathname === url.pathname && search === url.search;
  });
  if (there) await there.focus();
  else await self.clients.openWindow(url.href);
}

async function markRead(notificationId) {
  if (!notificationId) return;
  try {
    await send('/api/v1/notifications/read', { ids: [notificationId] });
  } catch {
    // It stays unread; opening the page matters more.
  }
}

/** The browser has renewed its subscription by itself. */
self.addEventListener('pushsubscriptionchange', (event) => {
  event.waitUntil(subscribeAgain(event));
});

async function subscribeAgain({ oldSubscription, newSubscription }) {
  const subscription = newSubscription ?? (await subscribe(oldSubscription));
  await send('/api/v1/notifications/push', subscription.toJSON());
}

async function subscribe(old) {
  const answer = await fetch('/api/v1/notifications/push');
  const { publicKey } = await answer.json();
  const applicationServerKey = old?.options.applicationServerKey ?? publicKey;
  return self.registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey });
}

async function send(path, body) {
  // The worker belongs to the browser and to no page; it therefore acts for the account that is logged in now.
  const me = await fetch('/api/v1/me');
  const { id } = await me.json();
  return fetch(path, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'X-Made-For': id ?? '' },
    body: JSON.stringify(body),
  });
}
