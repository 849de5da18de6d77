import { CircleCheck, CircleX, CreditCard, Hourglass, TriangleAlert } from 'lucide-react';
import type { Metadata } from 'next';
import Link from 'next/link';
import { notFound } from 'next/navigation';
import { getLocale, getTranslations } from 'next-intl/server';
import type { ReactNode } from 'react';
import { Button } from '@/components/ui/button';
import { Callout } from '@/components/ui/callout';
import { Card } from '@/components/ui/card';
import { cn } from '@/components/ui/cn';
import { DepositWatch } from '@/components/wallet/deposit-watch';
import { TossButton } from '@/components/wallet/toss-button';
import { safeReturnPath } from '@/lib/accounts/return-path';
import { requireViewer, type Viewer } from '@/lib/accounts/viewer';
import { amountInWords } from '@/lib/format/amount-in-words';
import { formatWon } from '@/lib/format/money';
import { formatDateTime } from '@/lib/format/time';
import type { SearchParams } from '@/lib/http/query';
import { toWire } from '@/lib/money';
import { activeProvider, tossWindow } from '@/lib/payments/configured';
import { depositPath, orderIdSchema, orderOf, type PaymentOrder, underWay } from '@/lib/payments/orders';
import { walletOf } from '@/lib/wallet/wallet';

type Props = {
  params: Promise<{ orderId: string }>;
  searchParams: Promise<SearchParams>;
};

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('payments');
  return { title: t('title'), referrer: 'no-referrer', robots: { index: false } };
}

/** One deposit: the way to pay it, and the state of the money in words. */
export default async function DepositPage({ params, searchParams }: Props) {
  const [{ orderId }, query] = await Promise.all([params, searchParams]);
  const returnTo = safeReturnPath(query.next);
  if (!orderIdSchema.safeParse(orderId).success) notFound();
  const viewer = await requireViewer(depositPath(orderId));
  const order = await orderOf({ userId: viewer.id, orderId });
  if (!order) notFound();
  return (
    <div className="container-page max-w-120 py-8 md:py-14">
      <Card radius="xl" className="flex flex-col gap-5 p-5 md:p-7">
        <Outcome order={order} viewer={viewer} returnTo={returnTo} />
      </Card>
      <OrderFacts order={order} />
    </div>
  );
}

async function Outcome({
  order,
  viewer,
  returnTo,
}: {
  order: PaymentOrder;
  viewer: Viewer;
  returnTo: string;
}) {
  const { status } = order;
  switch (status) {
    case 'CREATED':
      return <ToPay order={order} viewer={viewer} returnTo={returnTo} />;
    case 'CONFIRMING':
    case 'UNKNOWN':
      return <Checking order={order} />;
    case 'PAID':
      if (order.cancelledAt) return <Cancelled order={order} />;
      return <Paid order={order} viewer={viewer} returnTo={returnTo} />;
    case 'FAILED':
      return <Failed order={order} returnTo={returnTo} />;
    default:
      return status satisfies never;
  }
}

async function ToPay({ order, viewer, returnTo }: { order: PaymentOrder; viewer: Viewer; returnTo: string }) {
  const [t, notice, locale] = await Promise.all([
    getTranslations('payments.deposit'),
    getTranslations('payments.notice'),
    getLocale(),
  ]);
  const canPay = order.provider === 'TOSS' && activeProvider() === 'TOSS';
  return (
    <>
      <Head
        icon={<CreditCard />}
        tone="bg-brand-tint text-brand"
        title={t('CREATED.title', { amount: formatWon(order.amount, locale) })}
        body={t('CREATED.body', { inWords: amountInWords(order.amount, locale) })}
      />
      {canPay ? (
        <TossButton
          {...tossWindow(viewer.id)}
          orderId={order.orderId}
          amount={toWire(order.amount)}
          returnTo={returnTo}
        />
      ) : (
        <Callout>{notice('none')}</Callout>
      )}
      <ToWallet />
    </>
  );
}

/** The money may have been taken, or is on its way back. In neither case has the deposit failed. */
async function Checking({ order }: { order: PaymentOrder }) {
  const t = await getTranslations('payments.deposit');
  const words = underWay(order);
  return (
    <>
      <DepositWatch />
      <Head
        icon={<Hourglass />}
        tone="bg-amber-tint text-amber"
        title={t(`${words}.title`)}
        body={t(`${words}.body`)}
      />
      <Button asChild size="lg" block>
        {/* This loads the page as a whole, so it works without a script too. */}
        <a href={depositPath(order.orderId)}>{t('CHECKING.again')}</a>
      </Button>
      <ToWallet />
    </>
  );
}

async function Paid({ order, viewer, returnTo }: { order: PaymentOrder; viewer: Viewer; returnTo: string }) {
  const [t, locale, wallet] = await Promise.all([
    getTranslations('payments.deposit'),
    getLocale(),
    walletOf(viewer.id),
  ]);
  return (
    <>
      <Head
        icon={<CircleCheck />}
        tone="bg-brand-tint text-brand"
        title={t('PAID.title', { amount: formatWon(order.amount, locale) })}
        body={t('PAID.body', { available: formatWon(wallet.balance, locale) })}
      />
      {returnTo === '/' ? null : (
        <Button asChild size="lg" block>
          <Link href={returnTo}>{t('continue')}</Link>
        </Button>
      )}
      <ToWallet />
    </>
  );
}

/** The provider took the money back after the wallet had it. */
async function Cancelled({ order }: { order: PaymentOrder }) {
  const [t, locale] = await Promise.all([getTranslations('payments.deposit'), getLocale()]);
  return (
    <>
      <Head
        icon={<TriangleAlert />}
        tone="bg-amber-tint text-amber"
        title={t('CANCELLED.title')}
        body={t('CANCELLED.body', { amount: formatWon(order.amount, locale) })}
      />
      <ToWallet />
    </>
  );
}

async function Failed({ order, returnTo }: { order: PaymentOrder; returnTo: string }) {
  const [t, failure] = await Promise.all([
    getTranslations('payments.deposit'),
    getTranslations('payments.failure'),
  ]);
  const again = new URLSearchParams({ deposit: order.amount.toFixed() });
  if (returnTo !== '/') again.set('next', returnTo);
  return (
    <>
      <Head
        icon={<CircleX />}
        tone="bg-live-tint text-live-deep"
        title={t('FAILED.title')}
        body={failure(order.failure ?? 'other')}
      />
      <Button asChild size="lg" block>
        <Link href={`/wallet?${again}`}>{t('FAILED.retry')}</Link>
      </Button>
      <ToWallet />
    </>
  );
}

/** Says what has happened; it is read out when it changes. */
function Head({ icon, tone, title, body }: { icon: ReactNode; tone: string; title: string; body: string }) {
  return (
    <div role="status" className="flex flex-col items-center text-center">
      <span
        aria-hidden
        className={cn('mb-4 grid size-16 place-items-center rounded-full [&_svg]:size-7', tone)}
      >
        {icon}
      </span>
      <h1 className="text-xl font-bold">{title}</h1>
      <p className="mt-2 text-base text-soft">{body}</p>
    </div>
  );
}

async function ToWallet() {
  const t = await getTranslations('payments.deposit');
  return (
    <Button asChild variant="outline" size="lg" block>
      <Link href="/wallet">{t('back')}</Link>
    </Button>
  );
}

async function OrderFacts({ order }: { order: PaymentOrder }) {
  const [t, locale] = await Promise.all([getTranslations('payments.deposit'), getLocale()]);
  return (
    <dl className="num mt-6 grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1 px-2 text-xs text-soft">
      <dt>{t('amount')}</dt>
      <dd className="text-right">{formatWon(order.amount, locale)}</dd>
      <dt>{t('time')}</dt>
      <dd className="text-right">{formatDateTime(order.createdAt, locale)}</dd>
      <dt>{t('order')}</dt>
      <dd className="text-right break-all whitespace-normal">{order.orderId}</dd>
    </dl>
  );
}
