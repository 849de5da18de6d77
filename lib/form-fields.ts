/*
 * The fields of a form as a server action gets it. Whoever calls an action by hand may send anything in the place of the
 * form, and files in the place of words: such a form is empty.
 */

/** @returns what was entered; empty where nothing was */
export function textOf(form: unknown, name: string): string {
  const value = form instanceof FormData ? form.get(name) : null;
  return typeof value === 'string' ? value : '';
}

/** Whether a box was ticked or a switch was on: one that is not is not sent at all. */
export function isTicked(form: unknown, name: string): boolean {
  return form instanceof FormData && form.has(name);
}

/** Everything that was entered, by name; of several values the last. */
export function textsOf(form: unknown): Record<string, string> {
  const texts = form instanceof FormData ? [...form].filter(([, value]) => typeof value === 'string') : [];
  return Object.fromEntries(texts) as Record<string, string>;
}
