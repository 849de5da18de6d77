import type { FormAction } from '@/components/action/use-form-action';
import type { ErrorCode } from '@/lib/errors';
import type { Refusal } from '@/lib/result';

/** What became of a form at the desk. Refused, it gives back what was entered. */
export type ActAnswer =
  | { outcome: 'none' }
  | { outcome: 'done' }
  | {
      outcome: 'refused';
      code: ErrorCode;
      fields: Record<string, string>;
      values: Record<string, string>;
    };

export type ActAction = FormAction<ActAnswer>;

export function refusedAct(refusal: Refusal, values: Record<string, string>): ActAnswer {
  const fields = 'fields' in refusal ? refusal.fields : {};
  return { outcome: 'refused', code: refusal.code, fields, values };
}
