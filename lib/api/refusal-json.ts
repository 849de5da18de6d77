import Big from 'big.js';
import { createTranslator } from 'next-intl';
import { formatWon } from '@/lib/format/money';
import { waitInWords } from '@/lib/format/wait';
import type { Locale } from '@/lib/i18n/locale';
import { loadMessages } from '@/lib/i18n/messages';
import type { Refusal } from '@/lib/result';
import { toWireRefusal } from '@/lib/wire-refusal';

/** A refusal as JSON: its code, a sentence in the caller's language, and its facts, with money as integers. */
export async function refusalJson(refusal: Refusal, locale: Locale): Promise<Record<string, unknown>> {
  const { code, ...facts } = toWireRefusal(refusal);
  const t = createTranslator({ locale, messages: await loadMessages(locale), namespace: 'errors' });
  const figures = Object.entries({ ...refusal, ...pictureOf(refusal) }).map(([name, fact]) => [
    name,
    fact instanceof Big ? formatWon(fact, locale) : fact,
  ]);
  return {
    ok: refusal.ok,
    code,
    // The facts that a sentence needs depend on its code; a test goes through all codes.
    message: t(sentenceOf(refusal), { ...Object.fromEntries(figures), ...waitOf(refusal, locale) }),
    ...facts,
  };
}

function waitOf(refusal: Refusal, locale: Locale) {
  return 'retryAfterSeconds' in refusal ? { wait: waitInWords(refusal.retryAfterSeconds, locale) } : {};
}

function sentenceOf(refusal: Refusal) {
  if (refusal.code === 'BUSY' && refusal.reason) return `busy.${refusal.reason}` as const;
  if (refusal.code === 'FORBIDDEN' && refusal.reason) return `forbidden.${refusal.reason}` as const;
  if (refusal.code === 'TOO_LARGE' && refusal.picture) return 'picture.tooManyPixels';
  if (refusal.code === 'UNSUPPORTED_MEDIA' && refusal.hint) return `picture.${refusal.hint}` as const;
  return refusal.code;
}

function pictureOf(refusal: Refusal): object {
  if (refusal.code !== 'TOO_LARGE' || !refusal.picture) return {};
  const { width, height, maxPixels } = refusal.picture;
  // As text: a size is written without separators.
  return { width: String(width), height: String(height), millions: String(maxPixels / 1_000_000) };
}
