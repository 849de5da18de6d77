import { type MouseEvent, useState, useTransition } from 'react';
import type { Page } from '@/lib/paging/page';
import { type CallableAction, useCall } from './use-call';

/**
 * Appends the rest of a list in place. The link that does it leads to the next page where no script runs.
 *
 * @param firstCursor  the end of the part that the page shows already; null when that is all
 * @param load         gives the page behind a cursor; null when the server refuses, to a visitor for example
 */
export function useLoadMore<Item>(
  firstCursor: string | null,
  load: CallableAction<[cursor: string], Page<Item> | null>,
) {
  const [loaded, setLoaded] = useState<Page<Item>>({ items: [], nextCursor: firstCursor });
  const [failed, setFailed] = useState(false);
  const [pending, startTransition] = useTransition();
  const ask = useCall(load);

  function more(event: MouseEvent) {
    if (event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    const { nextCursor } = loaded;
    if (pending || !nextCursor) return;
    setFailed(false);
    startTransition(async () => {
      const asked = await ask(nextCursor);
      const next = asked.ok ? asked.answer : null;
      startTransition(() => {
        if (!next) setFailed(true);
        else setLoaded((held) => ({ items: [...held.items, ...next.items], nextCursor: next.nextCursor }));
      });
    });
  }

  return { items: loaded.items, hasMore: loaded.nextCursor !== null, failed, pending, more };
}
