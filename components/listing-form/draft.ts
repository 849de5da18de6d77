import { serverNow } from '@/lib/live/server-clock';
import { emptyValues, isUntouched, type ListingValues } from './listing-values';

/** Pictures that no item uses are swept from the server after a day; a draft must not contain pictures that are gone. */
const PICTURES_KEPT_MS = 22 * 60 * 60 * 1000;

type Draft = { savedAt: number; values: ListingValues };

/** The owner and the form of a draft: for a new item, or for the copy of an earlier one. A device has one of each. */
export type DraftOf = { sellerId: string; copiedFrom: string | null };

/** The number changes when the form's values change their shape. */
function prefixOf(sellerId: string): string {
  return `neighborbid:sell-draft:1:${sellerId}`;
}

function keyOf({ sellerId, copiedFrom }: DraftOf): string {
  return copiedFrom === null ? prefixOf(sellerId) : `${prefixOf(sellerId)}:${copiedFrom}`;
}

/** Stores the values of the form, so that a closed tab loses nothing. */
export function saveDraft(of: DraftOf, values: ListingValues): void {
  const draft: Draft = { savedAt: serverNow(), values };
  try {
    localStorage.setItem(keyOf(of), JSON.stringify(draft));
  } catch {
    // A browser that stores nothing (private, full) leaves the form as it is: unsaved.
  }
}

export function discardDraft(of: DraftOf): void {
  try {
    localStorage.removeItem(keyOf(of));
  } catch {
    // Nothing was stored; there is nothing to remove.
  }
}

/**
 * The stored values, in the shape of `initial`: a value that is missing or of another kind is taken from `initial`.
 *
 * @returns null when there is no draft
 */
export function loadDraft(of: DraftOf, initial: ListingValues): ListingValues | null {
  try {
    const text = localStorage.getItem(keyOf(of));
    return text === null ? null : readDraft(text, initial, serverNow());
  } catch {
    return null;
  }
}

/** All drafts of this person on this device, the new item's first. */
export function draftsOf(sellerId: string): { copiedFrom: string | null; title: string }[] {
  const blank = emptyValues({ code: '', path: '' });
  return keptBy(sellerId).flatMap((copiedFrom) => {
    const draft = loadDraft({ sellerId, copiedFrom }, blank);
    return draft && !isUntouched(draft, blank) ? [{ copiedFrom, title: draft.title.trim() }] : [];
  });
}

function keptBy(sellerId: string): (string | null)[] {
  const prefix = `${prefixOf(sellerId)}:`;
  try {
    const copies = Object.keys(localStorage).filter((key) => key.startsWith(prefix));
    return [null, ...copies.map((key) => key.slice(prefix.length)).sort()];
  } catch {
    return [];
  }
}

export function readDraft(text: string, initial: ListingValues, now: number): ListingValues | null {
  const draft = JSON.parse(text) as Partial<Draft> | null;
  if (!draft?.values || typeof draft.savedAt !== 'number') return null;
  const fitting = Object.entries(draft.values).filter(
    ([name, value]) => name in initial && typeof value === typeof initial[name as keyof ListingValues],
  );
  const values: ListingValues = { ...initial, ...Object.fromEntries(fitting) };
  return now - draft.savedAt < PICTURES_KEPT_MS ? values : { ...values, pictures: initial.pictures };
}
