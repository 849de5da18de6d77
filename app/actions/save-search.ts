'use server';

import { redirect } from 'next/navigation';
import { getLocale } from 'next-intl/server';
import { type ActionState, refused } from '@/components/action/action-state';
import { action } from '@/lib/accounts/action';
import { loginPath } from '@/lib/accounts/return-path';
import { actingViewer } from '@/lib/accounts/viewer';
import { textOf } from '@/lib/form-fields';
import { saveSearch } from '@/lib/saved-searches/save-search';

/** Saves the search in the form's `query`. A visitor logs in first and comes back to the list. */
export const saveSearchAction = action(async (_previous: unknown, form: FormData): Promise<ActionState> => {
  const query = textOf(form, 'query');
  const acting = await actingViewer();
  if (!acting.ok) redirect(loginPath(`/auctions?${query.replace(/^\?/, '')}`));
  const saved = await saveSearch({ userId: acting.viewer.id, query, locale: await getLocale() });
  return saved.ok ? { outcome: 'done', kept: null } : refused(saved, null);
});
