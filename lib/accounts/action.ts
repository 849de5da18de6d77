import { refresh } from 'next/cache';
import { headers } from 'next/headers';
import { type MadeFor, madeForIn, type OtherAccount } from './made-for';
import { sessionOf } from './session';
import { currentViewer } from './viewer';

/** What every server action takes: whatever it is about, and at the end a form or `MadeFor`. */
type Given = [...unknown[], FormData | MadeFor];

/**
 * Makes a server action, the only way to make one (`e2e/two-accounts.spec.ts` calls them all): it acts for the account
 * that its page was made for, or not at all.
 *
 * @param act  authorizes by itself: who says nothing true about their page gains nothing by it
 * @returns an action that answers OTHER_ACCOUNT and brings the page of the present account along when somebody else is
 *   logged in by now, or when the request does not say whom its page was made for. Where nobody is logged in any
 *   more, `act` is asked, and answers as it does a visitor.
 */
export function action<Args extends Given, Answer>(act: (...args: Args) => Promise<Answer>) {
  return async (...args: Args): Promise<Answer | OtherAccount> => {
    const other = await otherThan(madeForIn(args.at(-1)), await headers());
    if (!other) return act(...args);
    refresh();
    return other;
  };
}

async function otherThan(madeFor: string | null, requestHeaders: Headers): Promise<OtherAccount | null> {
  // The cookie alone settles the usual case, without asking the database: whether its session still holds, the function
  // that acts finds out.
  const session = await sessionOf(requestHeaders);
  if (session?.userId === madeFor) return null;
  const viewer = await currentViewer();
  return viewer === null || viewer.id === madeFor
    ? null
    : { ok: false, code: 'OTHER_ACCOUNT', nickname: viewer.nickname };
}
