/*
 * The fields of a form as a server action gets it. A person who calls an action by hand may send anything instead of a
 * form, and files instead of text: such a form counts as empty.
 */

/** @returns the entered text; empty where there is none */
export function textOf(form: unknown, name: string): string {
  const value = form instanceof FormData ? form.get(name) : null;
  return typeof value === 'string' ? value : '';
}

/** Whether a box was ticked or a switch was on; browsers do not send the others at all. */
export function isTicked(form: unknown, name: string): boolean {
  return form instanceof FormData && form.has(name);
}

/** All entered text, by name; of several values under one name, the last. */
export function textsOf(form: unknown): Record<string, string> {
  const texts = form instanceof FormData ? [...form].filter(([, value]) => typeof value === 'string') : [];
  return Object.fromEntries(texts) as Record<string, string>;
}
