import Big from 'big.js';
import { createTranslator } from 'next-intl';
import { formatWon } from '@/lib/format/money';
import type { Locale } from '@/lib/i18n/locale';
import { loadMessages } from '@/lib/i18n/messages';
import { toWire } from '@/lib/money';
import type { Refusal } from '@/lib/result';

/** A refusal as JSON: its code, a sentence in the caller's language, and its facts, with money as integers. */
export async function refusalJson(refusal: Refusal, locale: Locale): Promise<Record<string, unknown>> {
  const { ok, code, ...facts } = refusal;
  const t = createTranslator({ locale, messages: await loadMessages(locale), namespace: 'errors' });
  const words = mapValues(facts, (fact) => (fact instanceof Big ? formatWon(fact, locale) : fact));
  return {
    ok,
    code,
    // The facts that a sentence needs depend on its code; a test goes through all codes.
    message: t(sentenceOf(refusal), words as Record<string, string>),
    ...mapValues(facts, (fact) => (fact instanceof Big ? toWire(fact) : fact)),
  };
}

function sentenceOf(refusal: Refusal) {
  return refusal.code === 'BUSY' && refusal.reason ? (`busy.${refusal.reason}` as const) : refusal.code;
}

function mapValues(facts: object, change: (fact: unknown) => unknown): Record<string, unknown> {
  return Object.fromEntries(Object.entries(facts).map(([name, fact]) => [name, change(fact)]));
}
