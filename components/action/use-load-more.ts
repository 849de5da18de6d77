import { type MouseEvent, useState, useTransition } from 'react';
import type { Page } from '@/lib/paging/page';
import { type CallableAction, useCall } from './use-call';

/**
 * The rest of a list, appended in place by a link that leads to the next page where no script runs.
 *
 * @param firstCursor  where the part ends that the page shows already; null when that is all
 * @param load         the page behind a cursor; null when the server refused it, to a person who is logged out for example
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
