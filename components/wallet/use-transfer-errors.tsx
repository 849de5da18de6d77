'use client';

import { CircleAlert } from 'lucide-react';
import Link from 'next/link';
import { useLocale, useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { formatWon } from '@/lib/format/money';
import { TRANSFER_FIELDS, type TransferState } from './transfer-state';

/** What was wrong with which field of a refused form; what no other field is to blame for stands at the amount. */
export function useTransferErrors(answer: TransferState): (field: keyof typeof TRANSFER_FIELDS) => ReactNode {
  const t = useTranslations('wallet.refusal');
  const errors = useTranslations('errors.fields');
  const locale = useLocale();
  if (answer.outcome !== 'refused') return () => null;
  const { fields, code, available } = answer;

  function ofField(name: string): ReactNode {
    const key = fields[name];
    if (key === undefined) return null;
    if (key === 'amount') return t('INVALID_INPUT');
    return errors.has(key as 'invalid') ? errors(key as 'invalid') : errors('invalid');
  }

  function ofAll(): ReactNode {
    switch (code) {
      case 'INSUFFICIENT_BALANCE':
        return t('INSUFFICIENT_BALANCE', { available: formatWon(available ?? 0, locale) });
      case 'UNAUTHENTICATED':
        return (
          <>
            <CircleAlert aria-hidden className="mr-1 inline size-4" />
            {t('UNAUTHENTICATED')}{' '}
            <Link href="/login?next=/wallet" className="underline underline-offset-4">
              {t('login')}
            </Link>
          </>
        );
      case 'INVALID_INPUT':
        return Object.keys(fields).length > 0 ? null : t('INVALID_INPUT');
      case 'BALANCE_LIMIT':
      case 'BUSY':
      case 'IDEMPOTENCY_MISMATCH':
      case 'RATE_LIMITED':
      case 'OTHER':
        return t(code);
      default:
        return code satisfies never;
    }
  }

  return (field) => ofField(TRANSFER_FIELDS[field]) ?? (field === 'amount' ? ofAll() : null);
}
