import type { Refusal } from '@/lib/result';

/*
 * For whom a page was made. A browser has one session and many tabs: somebody who logs in in one of them acts in all of
 * the others too, which go on showing the name and the money of whoever was there before. So each request that changes
 * something says for whom its page was made, and the server compares that with the session.
 */

/** The id of the account that a page was made for; empty for a visitor's. */
export type MadeFor = { madeFor: string };

/** The field in which a form says it. */
export const MADE_FOR_FIELD = 'madeFor';
/** The header in which a call of a route handler says it. */
export const MADE_FOR_HEADER = 'x-made-for';
/** The attribute of the document's root that keeps it for whatever is no form. */
const MADE_FOR_ATTRIBUTE = 'data-made-for';

/** What the server answers when another account is logged in by now; nothing was done. */
export type OtherAccount = Refusal<'OTHER_ACCOUNT'>;

export function isOtherAccount(answer: unknown): answer is OtherAccount {
  return typeof answer === 'object' && answer !== null && 'code' in answer && answer.code === 'OTHER_ACCOUNT';
}

/** The properties of the root element of a page. @param viewerId  null for a visitor */
export function madeForAttribute(viewerId: string | null): Record<string, string> {
  return { [MADE_FOR_ATTRIBUTE]: viewerId ?? '' };
}

/** For whom the page in this tab was made, as it stands now. In a browser only. */
export function madeForHere(): string {
  return document.documentElement.getAttribute(MADE_FOR_ATTRIBUTE) ?? '';
}

/** For whom a request says that its page was made; null when its last argument, a form or `MadeFor`, does not say. */
export function madeForIn(last: unknown): string | null {
  const value =
    last instanceof FormData
      ? last.get(MADE_FOR_FIELD)
      : typeof last === 'object' && last !== null && MADE_FOR_FIELD in last
        ? last[MADE_FOR_FIELD]
        : null;
  return typeof value === 'string' ? value : null;
}
