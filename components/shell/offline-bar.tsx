'use client';

import { WifiOff } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useSyncExternalStore } from 'react';

function subscribe(notify: () => void): () => void {
  window.addEventListener('online', notify);
  window.addEventListener('offline', notify);
  return () => {
    window.removeEventListener('online', notify);
    window.removeEventListener('offline', notify);
  };
}

/** Whether the device has a network at all; on the server it is true. */
export function useOnline(): boolean {
  return useSyncExternalStore(
    subscribe,
    () => navigator.onLine,
    () => true,
  );
}

/** A bar under the header while the device is without a network. */
export function OfflineBar() {
  const t = useTranslations('shell');
  const online = useOnline();
  return (
    <div role="status">
      {online ? null : (
        <p className="flex min-h-11 items-center justify-center gap-2 bg-ink px-4 py-2 text-center text-sm font-semibold text-paper">
          <WifiOff aria-hidden className="size-4.5 shrink-0" />
          {t('offline')}
        </p>
      )}
    </div>
  );
}
