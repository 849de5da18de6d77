import { isOtherAccount, MADE_FOR_HEADER, madeForHere } from '@/lib/accounts/made-for';

type Change = {
  method: 'POST' | 'PUT' | 'DELETE';
  path: string;
  body?: unknown;
  /**
   * Nobody pressed anything. When the page is another account's by now, a line says so and the page is left as it is: it
   * must not become somebody else's under a finger that is on its way to a button.
   */
  inBackground?: boolean;
};

/**
 * Sends a change to a route handler of this site, which refuses it when somebody else is logged in by now. The one way
 * for whatever is no server action.
 *
 * @returns the status of the answer; 0 without one
 */
export async function sendChange({ method, path, body, inBackground = false }: Change): Promise<number> {
  try {
    const answer = await fetch(path, {
      method,
      headers: {
        [MADE_FOR_HEADER]: madeForHere(),
        ...(body !== undefined && { 'Content-Type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    if (answer.status === OTHER_ACCOUNT_STATUS) noticeOtherAccount(await answer.json(), { inBackground });
    return answer.status;
  } catch {
    return 0;
  }
}

/**
 * Whether the page is still that of whoever is logged in, for what would turn it over without a press; when it is not, a
 * line says so. True also when there is no answer.
 */
export async function isStillTheirs(): Promise<boolean> {
  try {
    // The smallest question that the server answers for one account.
    const answer = await fetch('/api/v1/notifications/unread', {
      headers: { [MADE_FOR_HEADER]: madeForHere() },
    });
    if (answer.status !== OTHER_ACCOUNT_STATUS) return true;
    noticeOtherAccount(await answer.json(), { inBackground: true });
    return false;
  } catch {
    return true;
  }
}

/** The status of OTHER_ACCOUNT, among other refusals. */
export const OTHER_ACCOUNT_STATUS = 409;

/** Tells the page, when an answer says so, that another account is logged in by now; see `OtherAccountListener`. */
export function noticeOtherAccount(answer: unknown, { inBackground = false } = {}): void {
  if (!isOtherAccount(answer)) return;
  const detail: OtherAccountNoticed = { nickname: answer.nickname, inBackground };
  window.dispatchEvent(new CustomEvent(OTHER_ACCOUNT_EVENT, { detail }));
}

/** What the event tells: who is logged in by now, and whether nobody pressed anything. */
export type OtherAccountNoticed = { nickname: string; inBackground: boolean };

export const OTHER_ACCOUNT_EVENT = 'otheraccount';
