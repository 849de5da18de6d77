import { useSyncExternalStore } from 'react';

/** The money that a person can spend: whole won, and when the server read it (ISO 8601). The later of two readings is right. */
export type WalletReading = { available: number | string; readAt: string };

let newest: WalletReading | null = null;
const renderers = new Set<() => void>();

/** Takes a reading that came with an answer, for the header, which stays when the person goes on to another page. */
export function learnWallet(reading: WalletReading): void {
  if (newest && newest.readAt >= reading.readAt) return;
  newest = reading;
  for (const render of renderers) render();
}

/** The newest of all readings; `page` is the one that the page was rendered with. */
export function newestWallet(page: WalletReading): WalletReading {
  return newest && newest.readAt > page.readAt ? newest : page;
}

/** The same in a component, which renders again with each newer reading. */
export function useNewestWallet(page: WalletReading): WalletReading {
  return useSyncExternalStore(
    subscribe,
    () => newestWallet(page),
    () => page,
  );
}

function subscribe(render: () => void): () => void {
  renderers.add(render);
  return () => void renderers.delete(render);
}
