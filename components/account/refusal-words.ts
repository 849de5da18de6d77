import { useTranslations } from 'next-intl';
import type { Refusal } from '@/lib/result';

type FormRefusal = Refusal<
  'INVALID_INPUT' | 'ALREADY_TAKEN' | 'BAD_CREDENTIALS' | 'RATE_LIMITED' | 'FORBIDDEN' | 'UNAUTHENTICATED'
>;

/** Why a form was refused: one sentence for all of it, and one for each field at fault. */
export function useRefusalWords(refusal: FormRefusal | null): {
  summary: string | null;
  ofField: (field: string) => string | undefined;
} {
  const t = useTranslations('errors');
  if (!refusal) return { summary: null, ofField: () => undefined };
  const summary =
    refusal.code === 'RATE_LIMITED'
      ? t('RATE_LIMITED', { retryAfterSeconds: refusal.retryAfterSeconds })
      : t(refusal.code);
  const fields = 'fields' in refusal ? refusal.fields : {};
  return {
    summary,
    ofField: (field) => {
      const key = fields[field];
      if (key === undefined) return undefined;
      const path = `fields.${key}` as 'fields.invalid';
      return t.has(path) ? t(path) : t('fields.invalid');
    },
  };
}
