'use server';

import { cookies } from 'next/headers';
import { SEEN_COOKIE } from '@/lib/seen/seen-cookie';

/** Makes this browser forget which items were looked at; the page is rendered again without them. */
export async function forgetSeenAction(): Promise<void> {
  (await cookies()).delete(SEEN_COOKIE);
}
