import { useTranslations } from 'next-intl';
import { FieldGroup } from '@/components/ui/field';
import { Radio } from '@/components/ui/radio';
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
 * @param refund  the name of the leader, who gets their money back, if it is known; null without a bid
 */
export function CancelAuctionForm({
  action,
  refund,
  openReports,
  label,
}: {
  action: OperatorFormAction;
  refund: { name: string | null } | null;
  openReports: number;
  /** Replaces the usual words on the fold. */
  label?: string;
}) {
  const t = useTranslations('admin.cancel');
  const refundWords = !refund
    ? t('noRefund')
    : refund.name === null
      ? t('refundLeader')
      : t('refund', { name: refund.name });
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

/** Shows up to which amount the leader of an auction bids automatically. */
export function ViewAutoBidForm({ action }: { action: OperatorFormAction }) {
  const t = useTranslations('admin.viewAutoBid');
  return (
    <FoldOut label={t('title')}>
      <p className="mb-4 text-sm text-soft">{t('note')}</p>
      <OperatorForm action={action} submit={t('submit')} />
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
