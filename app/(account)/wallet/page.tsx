import { randomUUID } from 'node:crypto';
import { ArrowDownToLine, ArrowUpFromLine, CircleCheck, TriangleAlert } from 'lucide-react';
import type { Metadata } from 'next';
import Link from 'next/link';
import { getLocale, getTranslations } from 'next-intl/server';
import { proveAction } from '@/app/(account)/provider-actions';
import { KeepFresh } from '@/components/action/keep-fresh';
import { ProveOwner } from '@/components/settings/prove-owner';
import { Callout } from '@/components/ui/callout';
import { Card } from '@/components/ui/card';
import { PageHeader } from '@/components/ui/page-header';
import { Spinner } from '@/components/ui/spinner';
import { Locks } from '@/components/wallet/locks';
import { Payouts } from '@/components/wallet/payouts';
import { TransferForm } from '@/components/wallet/transfer-form';
import { TransferSheet } from '@/components/wallet/transfer-sheet';
import type { TransferKind } from '@/components/wallet/transfer-state';
import { WalletFigures } from '@/components/wallet/wallet-figures';
import { proofNeeded } from '@/lib/accounts/confirm-owner';
import { connectedProviders } from '@/lib/accounts/connected-logins';
import { safeReturnPath } from '@/lib/accounts/return-path';
import { currentLogin, requireViewer } from '@/lib/accounts/viewer';
import { databaseTime } from '@/lib/database-time';
import { formatWon } from '@/lib/format/money';
import type { SearchParams } from '@/lib/http/query';
import { toWireBound } from '@/lib/money';
import { idPositionSchema } from '@/lib/paging/by-id';
import { activeProvider } from '@/lib/payments/configured';
import { depositPath, openOrders, type PaymentOrder, underWay } from '@/lib/payments/orders';
import { listPayouts } from '@/lib/payouts/list';
import { entriesAddUp } from '@/lib/wallet/transactions';
import { walletOf } from '@/lib/wallet/wallet';
import { depositAction, withdrawAction } from './actions';
import { readLedgerFilter } from './ledger-filter';
import { LedgerSection } from './ledger-section';
import { PAYOUTS_SHOWN } from './page-size';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('wallet');
  return { title: t('title') };
}

/**
 * The viewer's money: its figures, the auctions that hold it, deposits and withdrawals, and every entry of the ledger.
 */
export default async function WalletPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const query = await searchParams;
  const viewer = await requireViewer(`/wallet${searchOf(query)}`);
  const [wallet, addsUp, open, payouts, needed, connected, t] = await Promise.all([
    walletOf(viewer.id),
    entriesAddUp(viewer.id),
    openOrders(viewer.id),
    listPayouts({ userId: viewer.id, limit: PAYOUTS_SHOWN }),
    proofNeeded(viewer.id, await currentLogin()),
    connectedProviders(viewer.id),
    getTranslations('wallet'),
  ]);
  const returnTo = typeof query.next === 'string' ? safeReturnPath(query.next) : null;
  const provider = activeProvider();
  const shared = { available: toWireBound(wallet.balance), returnTo, isDemo: provider === 'DEMO' };
  const actions = { deposit: depositAction.bind(null, returnTo), withdraw: withdrawAction };
  const asked = kindIn(query);
  const prove = proveAction.bind(null, '/wallet?withdraw=');
  const byProvider = <ProveOwner proven={false} providers={connected} prove={prove} />;
  const proof = { needed, username: viewer.username, byProvider };
  return (
    <div className="container-page flex flex-col gap-8 py-5 md:py-7">
      <KeepFresh renderedAt={wallet.readAt.toISOString()} />
      <div>
        <PageHeader title={t('title')} actions={<AddsUp addsUp={addsUp} />} />
        <BeingChecked orders={open} />
        {provider ? null : <NoDeposits />}
        {asked && (provider || asked === 'withdraw') ? (
          <FormOnPage
            kind={asked}
            wanted={query[asked]}
            action={actions[asked]}
            proof={asked === 'withdraw' ? proof : undefined}
            {...shared}
          />
        ) : null}
        <WalletFigures
          available={wallet.balance}
          inBids={wallet.lockedBalance}
          total={wallet.balance.plus(wallet.lockedBalance)}
        >
          {provider ? (
            <TransferSheet
              kind="deposit"
              action={actions.deposit}
              firstKey={randomUUID()}
              icon={<ArrowDownToLine aria-hidden />}
              {...shared}
            />
          ) : null}
          <TransferSheet
            kind="withdraw"
            action={actions.withdraw}
            firstKey={randomUUID()}
            icon={<ArrowUpFromLine aria-hidden />}
            variant="outline"
            proof={proof}
            {...shared}
          />
        </WalletFigures>
      </div>
      <Locks locks={wallet.locks} />
      <Payouts payouts={payouts.items} now={(await databaseTime()).toISOString()} />
      <LedgerSection
        userId={viewer.id}
        filter={readLedgerFilter(query)}
        after={idPositionSchema.safeParse(query.cursor).data}
      />
    </div>
  );
}

async function AddsUp({ addsUp }: { addsUp: boolean }) {
  const t = await getTranslations('wallet');
  return addsUp ? (
    <p className="flex items-center gap-1.5 text-sm font-semibold text-brand">
      <CircleCheck aria-hidden className="size-4.5" />
      {t('addsUp')}
    </p>
  ) : (
    <p role="alert" className="flex items-center gap-1.5 text-sm font-semibold text-live">
      <TriangleAlert aria-hidden className="size-4.5" />
      {t('doesNotAddUp')}
    </p>
  );
}

/** Payments whose outcome is not known yet, so that nobody pays twice, and payments whose money is on its way back. */
async function BeingChecked({ orders }: { orders: readonly PaymentOrder[] }) {
  const [t, locale] = await Promise.all([getTranslations('payments.notice'), getLocale()]);
  return orders.map((order) => (
    <Callout key={order.orderId} tone="amber" icon={<Spinner />} className="mb-3">
      {t(underWay(order), { amount: formatWon(order.amount, locale) })}{' '}
      <Link href={depositPath(order.orderId)} className="font-bold underline underline-offset-4">
        {t('look')}
      </Link>
    </Callout>
  ));
}

async function NoDeposits() {
  const t = await getTranslations('payments.notice');
  return <Callout className="mb-5">{t('none')}</Callout>;
}

/** The form itself, if the address asks for it: from an auction that needs more money, or without a script. */
async function FormOnPage({
  kind,
  wanted,
  ...form
}: {
  kind: TransferKind;
  wanted: SearchParams[string];
} & Omit<React.ComponentProps<typeof TransferForm>, 'kind' | 'firstKey' | 'startAmount'>) {
  const t = await getTranslations(`wallet.${kind}`);
  // It is shown as it came: the field says if it is no amount.
  const [startAmount = ''] = [wanted ?? []].flat();
  return (
    <Card radius="xl" padding="md" className="mb-5 max-w-120">
      <h2 className="text-lg font-bold">{t('title')}</h2>
      <p className="mt-1 mb-4 text-sm text-soft">{t('description')}</p>
      <TransferForm kind={kind} firstKey={randomUUID()} startAmount={startAmount} {...form} />
    </Card>
  );
}

function kindIn(query: SearchParams): TransferKind | null {
  if (query.deposit !== undefined) return 'deposit';
  return query.withdraw !== undefined ? 'withdraw' : null;
}

/** The query as it came, so that the login leads back to the same view. */
function searchOf(query: SearchParams): string {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    for (const one of [value ?? []].flat()) params.append(name, one);
  }
  return params.size > 0 ? `?${params}` : '';
}
