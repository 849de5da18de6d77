import { MADE_FOR_FIELD } from '@/lib/accounts/made-for';
import { serverNow } from '@/lib/live/server-clock';

/*
 * The forms that were sent from this tab and are not answered yet, and the ones whose page was loaded again. Their
 * values outlive the page: after an error page, a reload or the way back, the person goes on with the same amount and
 * the same key.
 */

export type KeptForm = {
  /** The idempotency key it was sent with; null for a form that has none. */
  key: string | null;
  fields: [name: string, value: string][];
  /** False for a form that was only filled in. */
  sent: boolean;
  /** The time by the device's clock, in milliseconds. */
  at: number;
};

/** The server remembers a key for 24 hours. After that, no form is restored. */
const KEPT_FOR_MS = 20 * 60 * 60 * 1_000;

/** For browsers that refuse to store anything: there a kept form lasts as long as the page. */
const memory = new Map<string, string>();

/** The name under which a form is kept: it belongs to one account and one page. */
export function slotOf(place: { madeFor: string; path: string; name: string }): string {
  return `form ${place.madeFor} ${place.path} ${place.name}`;
}

export function keepForm(slot: string, form: KeptForm): void {
  const text = JSON.stringify(form);
  memory.set(slot, text);
  try {
    sessionStorage.setItem(slot, text);
  } catch {
    // The copy in `memory` has to suffice.
  }
}

export function keptForm(slot: string, now = serverNow()): KeptForm | null {
  const text = stored(slot) ?? memory.get(slot);
  if (text === undefined) return null;
  const form = readKept(text);
  return form && now - form.at < KEPT_FOR_MS ? form : null;
}

export function forgetForm(slot: string): void {
  memory.delete(slot);
  try {
    sessionStorage.removeItem(slot);
  } catch {
    // Then it was never stored.
  }
}

/** The values of a form that may be kept: no file, no password, and no field that React or this mechanism adds. */
export function fieldsToKeep(form: FormData, element: HTMLFormElement | null): KeptForm['fields'] {
  const secret = new Set(
    [...(element?.querySelectorAll<HTMLInputElement>('input[type=password]') ?? [])].map(({ name }) => name),
  );
  return [...form].filter(
    (entry): entry is [string, string] =>
      typeof entry[1] === 'string' &&
      !secret.has(entry[0]) &&
      !/password/i.test(entry[0]) &&
      !entry[0].startsWith('$ACTION') &&
      entry[0] !== MADE_FOR_FIELD,
  );
}

/** Tells the parts of a form whose lists depend on each other that kept values came back; `detail` is a map of them. */
export const RESTORE_EVENT = 'restorefields';

/** Writes kept values back into a form as if they were typed, so that every listener of its fields hears of them. */
export function fillForm(element: HTMLFormElement, fields: KeptForm['fields']): void {
  for (const field of element.elements) {
    if (field instanceof HTMLInputElement && (field.type === 'checkbox' || field.type === 'radio')) {
      const ticked = fields.some(([name, value]) => name === field.name && value === field.value);
      // React listens to clicks.
      if (ticked !== field.checked && !field.disabled) field.click();
    } else if (isTyped(field)) {
      const value = fields.find(([name]) => name === field.name)?.[1];
      if (value === undefined || value === field.value || !offers(field, value)) continue;
      // Uses the browser's own setter: React ignores a change that is made by the setter that it has put in its place.
      Object.getOwnPropertyDescriptor(Object.getPrototypeOf(field), 'value')?.set?.call(field, value);
      field.dispatchEvent(
        new Event(field instanceof HTMLSelectElement ? 'change' : 'input', { bubbles: true }),
      );
    }
  }
}

/** Whether a field can take a value: the options of a list that depends on another choice may not be there yet. */
function offers(field: Element, value: string): boolean {
  return !(field instanceof HTMLSelectElement) || [...field.options].some((option) => option.value === value);
}

function isTyped(field: Element): field is HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement {
  if (field instanceof HTMLInputElement) {
    return !['hidden', 'password', 'file', 'submit', 'button'].includes(field.type);
  }
  return field instanceof HTMLTextAreaElement || field instanceof HTMLSelectElement;
}

function stored(slot: string): string | undefined {
  try {
    return sessionStorage.getItem(slot) ?? undefined;
  } catch {
    return undefined;
  }
}

function readKept(text: string): KeptForm | null {
  try {
    const { key, fields, sent, at } = JSON.parse(text) as Partial<KeptForm>;
    if ((key !== null && typeof key !== 'string') || !Array.isArray(fields)) return null;
    return typeof at === 'number' ? { key, fields, sent: sent === true, at } : null;
  } catch {
    return null;
  }
}
