import type { FormAction as ActionOfForm } from '@/components/action/use-form-action';
import type { Refusal } from '@/lib/result';

/** What a form of the settings can be refused for. */
export type FormRefusal = Refusal<
  'INVALID_INPUT' | 'ALREADY_TAKEN' | 'RATE_LIMITED' | 'FORBIDDEN' | 'UNAUTHENTICATED'
>;

/** What became of a form; `values` are what stands in its fields now, passwords never among them. */
export type FormAnswer<Values> = { values: Values } & (
  | { outcome: 'none' | 'done'; refusal: null }
  | { outcome: 'refused'; refusal: FormRefusal }
);

export type FormAction<Values> = ActionOfForm<FormAnswer<Values>>;

export function untouched<Values>(values: Values): FormAnswer<Values> {
  return { outcome: 'none', values, refusal: null };
}
