import { Landmark } from 'lucide-react';
import Link from 'next/link';
import { getTranslations } from 'next-intl/server';
import { claimPayoutAction, closePaymentAction, payPayoutAction } from '@/app/(operators)/admin/actions';
import { adminTitle } from '@/app/(operators)/admin/admin-title';
import { allowed } from '@/app/(operators)/admin/allowed';
import { ROWS_SHOWN, readPosition } from '@/app/(operators)/admin/query';
import { PaymentCases } from '@/components/operators/payment-cases';
import { PayoutCard } from '@/components/operators/payout-card';
import { PayoutTable } from '@/components/operators/payout-table';
import { StateChips } from '@/components/operators/state-chips';
import { Callout } from '@/components/ui/callout';
import { Card } from '@/components/ui/card';
import { EmptyState } from '@/components/ui/empty-state';
import { LoadMore } from '@/components/ui/load-more';
import { PageHeader } from '@/components/ui/page-header';
import { hrefOf, type SearchParams } from '@/lib/http/query';
import { idSchema } from '@/lib/id';
import { listPaymentCases } from '@/lib/operators/payment-cases';
import { type FoundPayout, listPayoutQueue, PAYOUT_STATES } from '@/lib/operators/payout-queue';
import { requireOperator } from '@/lib/operators/require-operator';
import { isPaidByHand } from '@/lib/payouts/process';

const PATH = '/admin/payouts';

export const generateMetadata = () => adminTitle('payouts');

/** Payouts, to be sent by hand where nothing sends them, and payments that an operator has to look after. */
export default async function PayoutsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const [operator, query] = await Promise.all([requireOperator(), searchParams]);
  const status = PAYOUT_STATES.find((one) => one === query.status) ?? 'REQUESTED';
  const user = idSchema.safeParse(query.user).data;
  const [page, cases, t] = await Promise.all([
    listPayoutQueue({
      operatorId: operator.id,
      status,
      user,
      after: readPosition(query),
      limit: ROWS_SHOWN,
    }).then(allowed),
    listPaymentCases(operator.id).then(allowed),
    getTranslations('admin.payouts'),
  ]);
  const byHand = isPaidByHand();
  const filter = (one: (typeof PAYOUT_STATES)[number]) => ({
    status: one === 'REQUESTED' ? undefined : one,
    user,
  });
  return (
    <>
      <PageHeader title={t('title')} description={t(byHand ? 'leadByHand' : 'leadDemo')} />
      <div className="flex flex-col gap-7">
        <PaymentCases {...cases} close={(orderId) => closePaymentAction.bind(null, orderId)} />
        <div>
          <StateChips
            label={t('state')}
            states={PAYOUT_STATES}
            current={status}
            nameOf={(state) => t(`states.${state}`)}
            hrefOf={(state) => hrefOf(PATH, filter(state))}
          />
          {user ? (
            <Callout className="mb-4">
              {t('ofUser')}{' '}
              <Link
                href={hrefOf(PATH, { ...filter(status), user: undefined })}
                className="font-bold underline underline-offset-4"
              >
                {t('everybody')}
              </Link>
            </Callout>
          ) : null}
          <Queue
            payouts={page.items}
            waits={status === 'REQUESTED'}
            operatorId={operator.id}
            byHand={byHand}
          />
        </div>
      </div>
      <LoadMore href={page.nextCursor && hrefOf(PATH, { ...filter(status), cursor: page.nextCursor })} />
    </>
  );
}

async function Queue({
  payouts,
  waits,
  operatorId,
  byHand,
}: {
  payouts: readonly FoundPayout[];
  waits: boolean;
  operatorId: string;
  byHand: boolean;
}) {
  const t = await getTranslations('admin.payouts');
  if (payouts.length === 0) {
    return (
      <Card>
        <EmptyState
          icon={<Landmark />}
          title={t(waits ? 'noneOpen' : 'none')}
          description={waits ? t('noneOpenNote') : undefined}
        />
      </Card>
    );
  }
  if (!waits) return <PayoutTable label={t('title')} payouts={payouts} />;
  return (
    <ul className="grid items-start gap-3 md:grid-cols-2">
      {payouts.map((payout) => (
        <PayoutCard
          key={payout.id}
          payout={payout}
          operatorId={operatorId}
          // Payouts that were requested in the demo and never sent are real money once the demo is over.
          byHand={payout.byHand || byHand}
          claim={claimPayoutAction.bind(null, payout.id, payout.claimedBy?.id ?? null)}
          settle={payPayoutAction.bind(null, payout.id)}
        />
      ))}
    </ul>
  );
}
