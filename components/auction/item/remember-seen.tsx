'use client';

import { useEffect } from 'react';
import { SEEN_COOKIE, SEEN_SECONDS, withSeen } from '@/lib/seen/seen-cookie';

/** Puts an item at the head of the recently viewed items of this browser. */
export function RememberSeen({ auctionId }: { auctionId: string }) {
  useEffect(() => {
    const before = new RegExp(`(?:^|; )${SEEN_COOKIE}=([\\d.]*)`).exec(document.cookie)?.[1];
    const secure = location.protocol === 'https:' ? '; Secure' : '';
    // biome-ignore lint/suspicious/noDocumentCookie: the other way to write one is missing from browsers in use
    document.cookie = `${SEEN_COOKIE}=${withSeen(before, auctionId)}; Path=/; Max-Age=${SEEN_SECONDS}; SameSite=Lax${secure}`;
  }, [auctionId]);
  return null;
}
