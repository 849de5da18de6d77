'use client';

import { createContext, type ReactNode, use } from 'react';
import { MADE_FOR_FIELD } from '@/lib/accounts/made-for';

const MadeForContext = createContext('');

/** Says to every form inside for whom the page was made. @param viewerId  null for a visitor */
export function PageMadeFor({ viewerId, children }: { viewerId: string | null; children: ReactNode }) {
  return <MadeForContext value={viewerId ?? ''}>{children}</MadeForContext>;
}

/** For whom the page was made, as it stands now; empty for a visitor's. */
export function useMadeFor(): string {
  return use(MadeForContext);
}

/** Stands in every form with a server action: for whom its page was made. */
export function MadeForField() {
  return <input type="hidden" name={MADE_FOR_FIELD} value={useMadeFor()} />;
}
