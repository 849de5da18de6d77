import { refresh } from 'next/cache';
import { headers } from 'next/headers';
import { arrivedNow } from '@/lib/arrival';
import { type MadeFor, madeForIn, type OtherAccount } from './made-for';
import { sessionOf } from './session';
import { currentViewer } from './viewer';

/** The arguments of a server action: its own, and a form or `MadeFor` at the end. */
type Given = [...unknown[], FormData | MadeFor];

/**
 * Makes a server action; this is the only way to make one (`e2e/two-accounts.spec.ts` calls them all). The action acts for
 * the account that its page was made for, or not at all.
 *
 * @param act  authorizes by itself, so that a false statement about the page gains nothing
 * @returns an action that answers OTHER_ACCOUNT, with the page of the present account, when another account is logged in by
 *   now or when the request does not name the account of its page. Without a login `act` is called and answers as for a
 *   visitor.
 */
export function action<Args extends Given, Answer>(act: (...args: Args) => Promise<Answer>) {
  return (...args: Args): Promise<Answer | OtherAccount> =>
    arrivedNow(async () => {
      const other = await otherThan(madeForIn(args.at(-1)), await headers());
      if (!other) return act(...args);
      refresh();
      return other;
    });
}

async function otherThan(madeFor: string | null, requestHeaders: Headers): Promise<OtherAccount | null> {
  // The cookie alone settles the usual case without a query: the function that acts finds out whether the session is still
  // valid.
  const session = await sessionOf(requestHeaders);
  if (session?.userId === madeFor) return null;
  const viewer = await currentViewer();
  return viewer === null || viewer.id === madeFor
    ? null
    : { ok: false, code: 'OTHER_ACCOUNT', nickname: viewer.nickname };
}
