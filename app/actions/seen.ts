'use server';

import { cookies } from 'next/headers';
import { action } from '@/lib/accounts/action';
import { SEEN_COOKIE } from '@/lib/seen/seen-cookie';

/** Makes this browser forget which items were looked at. The page is rendered again without them. */
export const forgetSeenAction = action(async (_previous: unknown, _form: FormData): Promise<void> => {
  (await cookies()).delete(SEEN_COOKIE);
});
