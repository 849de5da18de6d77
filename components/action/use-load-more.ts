import { type MouseEvent, useState, useTransition } from 'react';
import type { Page } from '@/lib/paging/page';
import type { Called } from './call-action';

/** Gives the page of a list behind a cursor; null when the server refuses, to a visitor for example. */
export type LoadPage<Item> = (cursor: string) => Promise<Called<Page<Item> | null>>;

type Options<Item> = {
  /** The rest of the list as it was when the person left it. */
  kept?: () => Page<Item> | undefined;
  /** Called with the items that have just been loaded. */
  onLoaded?: (added: readonly Item[]) => void;
};

/**
 * Appends the rest of a list in place; this is the only way to do so. The link that does it leads to the next page where
 * no script runs. An item that has moved behind the position since it was shown is not shown again.
 *
 * @param first  the part that the page shows already: its items, and its end; null when that is all
 * @param load   for a server action: `useCall(action)`
 */
export function useLoadMore<Item extends { id: string }>(
  first: { ids: readonly string[]; nextCursor: string | null },
  load: LoadPage<Item>,
  { kept, onLoaded }: Options<Item> = {},
) {
  const [rest, setRest] = useState<Page<Item>>(() => kept?.() ?? { items: [], nextCursor: first.nextCursor });
  const [failed, setFailed] = useState(false);
  const [pending, startTransition] = useTransition();

  function more(event: MouseEvent) {
    // The person wants a new tab.
    if (event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    const { nextCursor } = rest;
    if (pending || !nextCursor) return;
    setFailed(false);
    startTransition(async () => {
      const asked = await load(nextCursor);
      const next = asked.ok ? asked.answer : null;
      startTransition(() => {
        if (!next) return setFailed(true);
        const shown = new Set([...first.ids, ...rest.items.map(({ id }) => id)]);
        const added = next.items.filter(({ id }) => !shown.has(id));
        const longer = { items: [...rest.items, ...added], nextCursor: next.nextCursor };
        // A list that was put back meanwhile goes on elsewhere.
        setRest((held) => (held.nextCursor === nextCursor ? longer : held));
        onLoaded?.(added);
      });
    });
  }

  return { rest, restore: setRest, hasMore: rest.nextCursor !== null, failed, pending, more };
}
