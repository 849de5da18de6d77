import { unstable_isUnrecognizedActionError, unstable_rethrow } from 'next/navigation';
import { isOtherAccount, type OtherAccount } from '@/lib/accounts/made-for';

/**
 * Why a press led to no answer of the action itself.
 *
 * - `UNREACHABLE`: the request or its answer was lost, or the server failed. The action may have been done all the same.
 *   `earlier` when that happened before this page was rendered.
 * - `OUTDATED`: the page is older than the server, which no longer knows its actions. Nothing was done.
 * - `OTHER_ACCOUNT`: another account is logged in by now. Nothing was done, and the page belongs to that account now.
 */
export type ActionFault = { code: 'UNREACHABLE'; earlier?: true } | { code: 'OUTDATED' } | OtherAccount;

export type Called<Answer> = { ok: true; answer: Answer } | { ok: false; fault: ActionFault };

/**
 * Calls a server action from a script. The outcome is always a value, so that no lost connection reaches an error
 * boundary, which would throw away the page and everything that was typed there.
 *
 * @throws only the redirects of Next
 */
export async function callAction<Answer>(
  call: () => Promise<Answer | OtherAccount>,
): Promise<Called<Answer>> {
  try {
    const answer = await call();
    return isOtherAccount(answer) ? { ok: false, fault: answer } : { ok: true, answer };
  } catch (error) {
    unstable_rethrow(error);
    const code = unstable_isUnrecognizedActionError(error) ? 'OUTDATED' : 'UNREACHABLE';
    return { ok: false, fault: { code } };
  }
}
