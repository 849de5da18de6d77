import { unstable_isUnrecognizedActionError, unstable_rethrow } from 'next/navigation';
import { isOtherAccount, type OtherAccount } from '@/lib/accounts/made-for';

/**
 * Why a press led to no answer of the action itself.
 *
 * - `UNREACHABLE`: the request or its answer was lost, or the server failed; it may have acted all the same.
 *   `earlier` when that happened before this page was rendered.
 * - `OUTDATED`: the page is older than the server, which does not know its actions any more. Nothing was done.
 * - `OTHER_ACCOUNT`: somebody else is logged in by now. Nothing was done, and the page is theirs now.
 */
export type ActionFault = { code: 'UNREACHABLE'; earlier?: true } | { code: 'OUTDATED' } | OtherAccount;

export type Called<Answer> = { ok: true; answer: Answer } | { ok: false; fault: ActionFault };

/**
 * Calls a server action from a script: whatever becomes of the call is a value, so that no lost connection reaches an
 * error boundary, which would throw away the page and everything typed there.
 *
 * @throws what Next itself throws to lead to another page
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
