/**
 * Registers the service worker; a repeated registration changes nothing. A browser requests the file again with each page, so
 * that a new version is installed by itself.
 *
 * @throws when the file is unreachable or service workers are switched off
 */
export function registerWorker(): Promise<ServiceWorkerRegistration> {
  return navigator.serviceWorker.register('/sw.js');
}

/** Waits until a registration's worker is active, or is known never to be: `navigator.serviceWorker.ready` waits for ever. */
export async function workerAtWork(registration: ServiceWorkerRegistration): Promise<boolean> {
  const coming = registration.installing ?? registration.waiting;
  if (registration.active || !coming) return registration.active !== null;
  return new Promise((resolve) => {
    coming.addEventListener('statechange', () => {
      if (coming.state === 'activated' || coming.state === 'redundant') resolve(coming.state === 'activated');
    });
  });
}
