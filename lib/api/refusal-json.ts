import Big from 'big.js';
import { createTranslator } from 'next-intl';
import { formatWon } from '@/lib/format/money';
import type { Locale } from '@/lib/i18n/locale';
import { loadMessages } from '@/lib/i18n/messages';
import type { Refusal } from '@/lib/result';
import { toWireRefusal } from '@/lib/wire-refusal';

/** A refusal as JSON: its code, a sentence in the caller's language, and its facts, with money as integers. */
export async function refusalJson(refusal: Refusal, locale: Locale): Promise<Record<string, unknown>> {
  const { code, ...facts } = toWireRefusal(refusal);
  const t = createTranslator({ locale, messages: await loadMessages(locale), namespace: 'errors' });
  const figures = Object.entries(refusal).map(([name, fact]) => [
    name,
    fact instanceof Big ? formatWon(fact, locale) : fact,
  ]);
  return {
    ok: refusal.ok,
    code,
    // The facts that a sentence needs depend on its code; a test goes through all codes.
    message: t(sentenceOf(refusal), Object.fromEntries(figures) as Record<string, string>),
    ...facts,
  };
}

function sentenceOf(refusal: Refusal) {
  if (refusal.code === 'BUSY' && refusal.reason) return `busy.${refusal.reason}` as const;
  if (refusal.code === 'FORBIDDEN' && refusal.reason) return `forbidden.${refusal.reason}` as const;
  return refusal.code;
}
