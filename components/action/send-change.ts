import { isOtherAccount, MADE_FOR_HEADER, madeForHere } from '@/lib/accounts/made-for';
import { browserNetwork, untilReachable } from './until-reachable';

type Change = {
  method: 'POST' | 'PUT' | 'DELETE';
  path: string;
  body?: unknown;
  /**
   * Whether the page sends this by itself, without a press. If another account is logged in by then, a message says so
   * and the page stays as it is: it must not change to the other account while a person is about to press a button.
   */
  inBackground?: boolean;
};

/** How long a lost answer is waited for before the change counts as failed. */
const REPEATED_WITHIN_MS = 10_000;

/**
 * Sends a change to a route handler of this site, which refuses it if another account is logged in by now. Every change
 * that is not a server action goes this way.
 *
 * A PUT or DELETE whose answer was lost is sent again, because carrying it out twice has the same effect as once: the
 * page then shows the state of the server. Without a network nothing was sent, and nothing is sent later.
 *
 * @returns the status of the answer; 0 without one
 */
export async function sendChange(change: Change): Promise<number> {
  const status = await sendOnce(change);
  if (status !== 0 || change.method === 'POST' || !browserNetwork.isOnline()) return status;
  const isBack = await untilReachable(browserNetwork, AbortSignal.timeout(REPEATED_WITHIN_MS));
  return isBack ? sendOnce(change) : 0;
}

async function sendOnce({ method, path, body, inBackground = false }: Change): Promise<number> {
  try {
    const answer = await fetch(path, {
      method,
      headers: {
        [MADE_FOR_HEADER]: madeForHere(),
        ...(body !== undefined && { 'Content-Type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    if (answer.status === OTHER_ACCOUNT_STATUS) announceOtherAccount(await answer.json(), { inBackground });
    return answer.status;
  } catch {
    return 0;
  }
}

/**
 * Whether the page was made for the account that is logged in now, for a refresh that nobody pressed for. If it was
 * not, a line says so. True also when there is no answer.
 */
export async function isStillTheirs(): Promise<boolean> {
  try {
    // The smallest request that the server answers for one account.
    const answer = await fetch('/api/v1/notifications/unread', {
      headers: { [MADE_FOR_HEADER]: madeForHere() },
    });
    if (answer.status !== OTHER_ACCOUNT_STATUS) return true;
    announceOtherAccount(await answer.json(), { inBackground: true });
    return false;
  } catch {
    return true;
  }
}

/** The status of OTHER_ACCOUNT, which other refusals share. */
export const OTHER_ACCOUNT_STATUS = 409;

/** Tells the page if the answer is OTHER_ACCOUNT; see `OtherAccountListener`. */
export function announceOtherAccount(answer: unknown, { inBackground = false } = {}): void {
  if (!isOtherAccount(answer)) return;
  const detail: OtherAccountAnnounced = { nickname: answer.nickname, inBackground };
  window.dispatchEvent(new CustomEvent(OTHER_ACCOUNT_EVENT, { detail }));
}

/** The details of the event: the account that is logged in by now, and whether nobody pressed anything. */
export type OtherAccountAnnounced = { nickname: string; inBackground: boolean };

export const OTHER_ACCOUNT_EVENT = 'otheraccount';
