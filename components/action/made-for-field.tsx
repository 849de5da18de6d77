'use client';

import { createContext, type ReactNode, use } from 'react';
import { MADE_FOR_FIELD } from '@/lib/accounts/made-for';

const MadeForContext = createContext('');

/** Gives the forms below it the account that the page was made for. @param viewerId  null for a visitor */
export function PageMadeFor({ viewerId, children }: { viewerId: string | null; children: ReactNode }) {
  return <MadeForContext value={viewerId ?? ''}>{children}</MadeForContext>;
}

/** The id of the account that the page was made for, as of now; empty for a visitor. */
export function useMadeFor(): string {
  return use(MadeForContext);
}

/** The hidden field of every form with a server action: the account that its page was made for. */
export function MadeForField() {
  return <input type="hidden" name={MADE_FOR_FIELD} value={useMadeFor()} />;
}
