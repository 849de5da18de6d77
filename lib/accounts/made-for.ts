import type { Refusal } from '@/lib/result';

/*
 * The account that a page was made for. A browser has one session and many tabs: a person who logs in in one tab also acts in
 * all others, which still show the name and the money of the account before. Each request that changes something therefore
 * names the account of its page, and the server compares that with the session.
 */

/** The id of the account that a page was made for; empty for a visitor's. */
export type MadeFor = { madeFor: string };

/** The field with that id in a form. */
export const MADE_FOR_FIELD = 'madeFor';
/** The header with that id in a call of a route handler. */
export const MADE_FOR_HEADER = 'x-made-for';
/** The attribute with that id on the document's root, for requests without a form. */
const MADE_FOR_ATTRIBUTE = 'data-made-for';

/** The server's answer when another account is logged in by now; nothing was done. */
export type OtherAccount = Refusal<'OTHER_ACCOUNT'>;

export function isOtherAccount(answer: unknown): answer is OtherAccount {
  return typeof answer === 'object' && answer !== null && 'code' in answer && answer.code === 'OTHER_ACCOUNT';
}

/** The properties of the root element of a page. @param viewerId  null for a visitor */
export function madeForAttribute(viewerId: string | null): Record<string, string> {
  return { [MADE_FOR_ATTRIBUTE]: viewerId ?? '' };
}

/** The account that the page in this tab was made for. In a browser only. */
export function madeForHere(): string {
  return document.documentElement.getAttribute(MADE_FOR_ATTRIBUTE) ?? '';
}

/** The account that a request names for its page; null if its last argument, a form or `MadeFor`, names none. */
export function madeForIn(last: unknown): string | null {
  const value =
    last instanceof FormData
      ? last.get(MADE_FOR_FIELD)
      : typeof last === 'object' && last !== null && MADE_FOR_FIELD in last
        ? last[MADE_FOR_FIELD]
        : null;
  return typeof value === 'string' ? value : null;
}
