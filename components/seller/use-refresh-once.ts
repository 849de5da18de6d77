'use client';

import { useRouter } from 'next/navigation';
import { useEffect } from 'react';

/** Brings the page up to date when something has changed that its figures and lists do not show yet. */
export function useRefreshOnce(changed: boolean): void {
  const router = useRouter();
  useEffect(() => {
    if (changed) router.refresh();
  }, [changed, router]);
}
