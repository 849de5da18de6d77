'use client';

import { useLocale, useTranslations } from 'next-intl';
import { formatWon } from '@/lib/format/money';
import { waitInWords } from '@/lib/format/wait';
import type { Locale } from '@/lib/i18n/locale';
import type { FormRefusal } from './action-state';

/** The namespaces of forms with words of their own; `OTHER` is for every code that such a form does not name. */
export type OwnRefusalWords = 'bid.refusal' | 'seller.act.failed' | 'wallet.refusal';

/** A refusal in words. */
export type RefusalMessage = {
  /** A sentence for the whole form; null without a refusal. */
  summary: string | null;
  /** The fields at fault. */
  fields: readonly string[];
  /** What is wrong with a field; undefined where it is not at fault. */
  ofField: (field: string | undefined) => string | undefined;
};

/** The part of a translator that is used here. Its keys are not known when it compiles: the refusal decides them. */
type Words = {
  (key: string, figures?: Record<string, string | number>): string;
  has: (key: string) => boolean;
};

/**
 * The one way from the code of a refusal to a sentence: `errors.CODE` in `messages/`, with the figures of the refusal,
 * and `errors.fields.KEY` for a field. Forms with special sentences build them on it.
 *
 * @param own  the words of the form, which take precedence over `errors.CODE`
 * @returns a function of the refusal, so that a toast can be made when the answer comes
 */
export function useRefusalMessage(
  own?: OwnRefusalWords,
): (refusal: FormRefusal | undefined) => RefusalMessage {
  const errors = useTranslations('errors') as unknown as Words;
  const ownWords = useTranslations(own ?? 'errors') as unknown as Words;
  const locale = useLocale();
  return (refusal) => refusalMessage(refusal, { errors, own: ownWords, locale });
}

export function refusalMessage(
  refusal: FormRefusal | undefined,
  { errors, own, locale }: { errors: Words; own: Words; locale: Locale },
): RefusalMessage {
  if (!refusal) return { summary: null, fields: [], ofField: () => undefined };
  const figures = figuresOf(refusal, locale);
  const faults = 'fields' in refusal ? refusal.fields : {};
  return {
    summary: summaryOf(refusal, { errors, own, figures }),
    fields: Object.keys(faults),
    ofField: (field) => {
      const key = field === undefined ? undefined : faults[field];
      if (key === undefined) return undefined;
      // A newer server may name a key that this build has no words for: the field is still at fault.
      return errors.has(`fields.${key}`) ? errors(`fields.${key}`) : errors('fields.invalid');
    },
  };
}

/** A suspended person reads that they are suspended, whatever the form says about other refusals. */
function summaryOf(
  refusal: FormRefusal,
  { errors, own, figures }: { errors: Words; own: Words; figures: Record<string, string | number> },
): string {
  const { code } = refusal;
  if (code === 'FORBIDDEN' && 'reason' in refusal && refusal.reason) return errors('forbidden.SUSPENDED');
  return own.has(code) ? own(code, figures) : own('OTHER');
}

const AMOUNTS = ['available', 'instantPrice', 'minimum', 'nearest'];

/** The facts of a refusal as a sentence shows them. */
function figuresOf(refusal: FormRefusal, locale: Locale): Record<string, string | number> {
  const figures = Object.entries(refusal).filter(([, fact]) => typeof fact === 'number');
  return {
    ...Object.fromEntries(
      figures.map(([name, fact]) => [name, AMOUNTS.includes(name) ? formatWon(fact, locale) : fact]),
    ),
    ...('retryAfterSeconds' in refusal && { wait: waitInWords(refusal.retryAfterSeconds, locale) }),
  };
}
