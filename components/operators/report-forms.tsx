import { useLocale, useTranslations } from 'next-intl';
import { FieldGroup } from '@/components/ui/field';
import { Radio } from '@/components/ui/radio';
import { formatWon } from '@/lib/format/money';
import type { Money } from '@/lib/money';
import { FoldOut } from './fold-out';
import { OperatorForm, type OperatorFormAction } from './operator-form';

/** Resolves all open reports of an item at once. */
export function SettleReportsForm({ action, count }: { action: OperatorFormAction; count: number }) {
  const t = useTranslations('admin.settle');
  return (
    <FoldOut label={t('title', { count })} open>
      <OperatorForm action={action} submit={t('submit')} reasonHint={t('noteHint')}>
        <FieldGroup label={t('outcome')}>
          <Radio name="outcome" value="ACTED" required description={t('actedNote')}>
            {t('acted')}
          </Radio>
          <Radio name="outcome" value="DISMISSED" required description={t('dismissedNote')}>
            {t('dismissed')}
          </Radio>
        </FieldGroup>
      </OperatorForm>
    </FoldOut>
  );
}

/**
 * Takes an item off the market.
 *
 * @param refund  the amount that the leader gets back, and their name if it is known; null without a bid
 */
export function CancelAuctionForm({
  action,
  refund,
  openReports,
  label,
}: {
  action: OperatorFormAction;
  refund: { name: string | null; amount: Money } | null;
  openReports: number;
  /** Replaces the usual words on the fold. */
  label?: string;
}) {
  const t = useTranslations('admin.cancel');
  const locale = useLocale();
  const amount = refund && formatWon(refund.amount, locale);
  const refundWords = !amount
    ? t('noRefund')
    : refund.name === null
      ? t('refundLeader', { amount })
      : t('refund', { name: refund.name, amount });
  return (
    <FoldOut label={label ?? t('title')}>
      <p className="mb-4 text-sm text-soft">
        {refundWords} {t('final')}
      </p>
      <OperatorForm action={action} submit={t('submit')} variant="danger" reasonHint={t('reasonHint')}>
        {openReports > 0 ? <p className="text-sm">{t('settle', { count: openReports })}</p> : null}
      </OperatorForm>
    </FoldOut>
  );
}

/** Excludes all bids of the person who leads an auction. */
export function ExcludeBidderForm({ action, label }: { action: OperatorFormAction; label: string }) {
  const t = useTranslations('admin.exclude');
  return (
    <FoldOut label={label}>
      <p className="mb-4 text-sm text-soft">{t('note')}</p>
      <OperatorForm action={action} submit={t('submit')} variant="danger" reasonHint={t('reasonHint')} />
    </FoldOut>
  );
}
