import Link from 'next/link';
import { useLocale, useTranslations } from 'next-intl';
import { Card } from '@/components/ui/card';
import { FieldGroup } from '@/components/ui/field';
import { Pill } from '@/components/ui/pill';
import { Radio } from '@/components/ui/radio';
import { formatWon } from '@/lib/format/money';
import { formatDateTime, toIso } from '@/lib/format/time';
import type { FoundPayout } from '@/lib/operators/payout-queue';
import { rowLinkClasses } from './dense-table';
import { FoldOut } from './fold-out';
import { OperatorForm, type OperatorFormAction } from './operator-form';

type Actions = {
  /** Assigns it to the operator, in place of the operator who has it according to the page. */
  claim: OperatorFormAction;
  /** Records its outcome. */
  settle: OperatorFormAction;
};

/** A payout that waits: who gets how much, and the actions of this operator. */
export function PayoutCard({
  payout,
  operatorId,
  byHand,
  ...actions
}: Actions & {
  payout: FoundPayout;
  operatorId: string;
  /** Whether operators pay it; otherwise it is paid by itself. */
  byHand: boolean;
}) {
  const t = useTranslations('admin.payouts');
  const locale = useLocale();
  const isMine = payout.claimedBy?.id === operatorId;
  return (
    <Card asChild className={isMine ? 'border-brand' : undefined}>
      <li className="flex flex-col gap-3 p-4">
        <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-1">
          <p className="num text-lg font-bold">{formatWon(payout.amount, locale)}</p>
          {payout.claimedBy ? (
            <Pill tone={isMine ? 'local' : 'soon'}>
              {isMine ? t('inHand') : t('inHandOf', { name: payout.claimedBy.nickname })}
            </Pill>
          ) : null}
        </div>
        <PayoutFacts payout={payout} isMine={isMine} />
        {byHand ? <Steps payout={payout} operatorId={operatorId} {...actions} /> : null}
      </li>
    </Card>
  );
}

function PayoutFacts({ payout, isMine }: { payout: FoundPayout; isMine: boolean }) {
  const t = useTranslations('admin.payouts');
  const locale = useLocale();
  return (
    <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1 text-sm [&_dt]:text-soft">
      <dt>{t('user')}</dt>
      <dd className="flex flex-wrap items-center gap-x-2">
        <Link href={`/admin/users/${payout.user.id}`} className={rowLinkClasses}>
          {payout.user.nickname}
        </Link>
        {payout.user.suspended ? (
          <Pill size="sm" tone="lost">
            {t('suspended')}
          </Pill>
        ) : null}
      </dd>
      <dt>{t('account')}</dt>
      <dd className="font-semibold">
        <AccountWords payout={payout} whole={isMine} />
      </dd>
      <dt>{t('holder')}</dt>
      <dd className="min-w-0 font-semibold break-words">{payout.holder}</dd>
      <dt>{t('number')}</dt>
      <dd className="num whitespace-normal">
        {payout.id} ·{' '}
        <time dateTime={toIso(payout.createdAt)}>
          {t('requested', { time: formatDateTime(payout.createdAt, locale) })}
        </time>
      </dd>
    </dl>
  );
}

/** The bank and the account number: whole for the operator who pays it, otherwise its last digits. */
export function AccountWords({ payout, whole = false }: { payout: FoundPayout; whole?: boolean }) {
  const banks = useTranslations('payouts.banks');
  return (
    <span className="num">
      {banks(payout.bank ?? 'other')} {whole ? '' : '••••'}
      <span className={whole ? 'select-all' : undefined}>{payout.accountNumber}</span>
    </span>
  );
}

function Steps({ payout, operatorId, claim, settle }: Actions & { payout: FoundPayout; operatorId: string }) {
  const t = useTranslations('admin.payouts');
  const locale = useLocale();
  if (payout.user.id === operatorId) return <p className="text-sm text-soft">{t('ownNote')}</p>;
  if (payout.claimedBy === null) {
    return (
      <>
        <p className="text-sm text-soft">{t('claimNote')}</p>
        <OperatorForm key="claim" action={claim} submit={t('claim')} withoutReason />
      </>
    );
  }
  if (payout.claimedBy.id !== operatorId) {
    return (
      <FoldOut key="take over" label={t('takeOver')}>
        <p className="mb-4 text-sm text-soft">{t('takeOverNote', { name: payout.claimedBy.nickname })}</p>
        <OperatorForm action={claim} submit={t('takeOver')} variant="danger" withoutReason />
      </FoldOut>
    );
  }
  const amount = formatWon(payout.amount, locale);
  return (
    <FoldOut key="settle" label={t('settle')} open>
      <OperatorForm action={settle} submit={t('submit')} reasonHint={t('reasonHint')}>
        <FieldGroup label={t('outcome')}>
          <Radio name="outcome" value="SENT" required description={t('sentNote', { amount })}>
            {t('sent')}
          </Radio>
          <Radio name="outcome" value="RETURNED" required description={t('returnedNote', { amount })}>
            {t('returned')}
          </Radio>
        </FieldGroup>
      </OperatorForm>
    </FoldOut>
  );
}
