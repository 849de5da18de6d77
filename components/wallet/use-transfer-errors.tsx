'use client';

import { CircleAlert } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { useRefusalMessage } from '@/components/action/use-refusal-message';
import { TRANSFER_FIELDS, type TransferState } from './transfer-state';

/** Says what is wrong with each field of a refused form. A fault of the whole form is shown at the amount. */
export function useTransferErrors({
  refusal,
}: Pick<TransferState, 'refusal'>): (field: keyof typeof TRANSFER_FIELDS) => ReactNode {
  const t = useTranslations('wallet.refusal');
  const { summary, fields, ofField } = useRefusalMessage('wallet.refusal')(refusal);
  if (!refusal) return () => null;
  const isAmountUnreadable = 'fields' in refusal && refusal.fields[TRANSFER_FIELDS.amount] === 'amount';

  function ofWhole(): ReactNode {
    if (refusal?.code !== 'UNAUTHENTICATED') return fields.length > 0 ? null : summary;
    return (
      <>
        <CircleAlert aria-hidden className="mr-1 inline size-4" />
        {summary}{' '}
        <Link href="/login?next=/wallet" className="underline underline-offset-4">
          {t('login')}
        </Link>
      </>
    );
  }

  return (field) => {
    if (field !== 'amount') return ofField(TRANSFER_FIELDS[field]);
    return isAmountUnreadable ? t('INVALID_INPUT') : (ofField(TRANSFER_FIELDS.amount) ?? ofWhole());
  };
}
