/**
 * Registers the service worker; once more changes nothing. A browser asks for the file anew with each page, so a new
 * version comes by itself.
 *
 * @throws where it is out of reach or switched off
 */
export function registerWorker(): Promise<ServiceWorkerRegistration> {
  return navigator.serviceWorker.register('/sw.js');
}

/** Waits until a registration's worker is at work, or is known never to be: `navigator.serviceWorker.ready` waits for ever. */
export async function workerAtWork(registration: ServiceWorkerRegistration): Promise<boolean> {
  const coming = registration.installing ?? registration.waiting;
  if (registration.active || !coming) return registration.active !== null;
  return new Promise((resolve) => {
    coming.addEventListener('statechange', () => {
      if (coming.state === 'activated' || coming.state === 'redundant') resolve(coming.state === 'activated');
    });
  });
}
