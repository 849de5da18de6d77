import type { OtherAccount } from '@/lib/accounts/made-for';
import type { ErrorCode } from '@/lib/errors';
import type { Refusal } from '@/lib/result';
import { toWireRefusal, type WireRefusal } from '@/lib/wire-refusal';

/**
 * Why an action refused. `use-refusal-message.ts` turns it into a sentence. OTHER_ACCOUNT is not among the codes:
 * `action()` answers it before the action runs, and the form shows it as a fault.
 */
export type FormRefusal = WireRefusal<Exclude<ErrorCode, 'OTHER_ACCOUNT'>>;

/** The state of a form whose action refused. */
export type Refused<Kept = null> = { outcome: 'refused'; refusal: FormRefusal; kept: Kept };

/**
 * The outcome of a form's action. The action of every form answers with it, whether or not a script runs.
 *
 * @typeParam Done  facts that the page shows once it is done
 * @typeParam Kept  the values of the fields afterwards, so that nothing that was entered is lost. Never a password. Null
 *   where the fields hold what the page itself puts there.
 */
export type ActionState<Done extends object = object, Kept = null> =
  | { outcome: 'none'; refusal?: undefined; kept: Kept | null }
  | ({ outcome: 'done'; refusal?: undefined; kept: Kept | null } & Done)
  | Refused<Kept>;

/** An action of a form, without the arguments that its page bound to it. */
export type FormAction<State> = (previous: State, form: FormData) => Promise<State | OtherAccount>;

/** The state of a form whose action refused: for server actions. */
export function refused<Kept>(refusal: Refusal, kept: Kept): Refused<Kept> {
  return { outcome: 'refused', refusal: toWireRefusal(refusal) as FormRefusal, kept };
}
