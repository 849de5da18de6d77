import { useLocale, useTranslations } from 'next-intl';
import { Card } from '@/components/ui/card';
import { cn } from '@/components/ui/cn';
import { type Amount, formatWon } from '@/lib/format/money';

/** The three figures of a wallet: the money that can be spent, the money that bids hold, and both together. */
export function WalletFigures({
  available,
  inBids,
  total,
  children,
}: {
  available: Amount;
  inBids: Amount;
  total: Amount;
  /** The actions on the money; they stand on the card of the money that can be spent. */
  children: React.ReactNode;
}) {
  const t = useTranslations('wallet.figures');
  return (
    <dl className="grid grid-cols-2 gap-2.5 md:gap-4 lg:grid-cols-[1.6fr_1fr_1fr]">
      <Card radius="xl" padding="md" className="col-span-2 flex flex-col gap-4 lg:col-span-1">
        {/* HTML allows only `dt`, `dd` and one level of `div` in a `dl`. */}
        <dt className="-mb-4 text-sm text-soft">{t('available')}</dt>
        <dd>
          <Figure amount={available} className="text-[2rem] leading-tight md:text-2xl" />
        </dd>
        <dd className="flex flex-wrap gap-2.5 *:flex-1">{children}</dd>
      </Card>
      <Card padding="md" className="flex flex-col gap-1">
        <dt className="text-sm text-soft">{t('inBids')}</dt>
        <dd>
          <Figure amount={inBids} className="text-lg text-amber md:text-xl" />
          <p className="mt-1 text-xs text-soft">{t('inBidsNote')}</p>
        </dd>
      </Card>
      <Card padding="md" className="flex flex-col gap-1">
        <dt className="text-sm text-soft">{t('total')}</dt>
        <dd>
          <Figure amount={total} className="text-lg md:text-xl" />
          <p className="mt-1 text-xs text-soft">{t('totalNote')}</p>
        </dd>
      </Card>
    </dl>
  );
}

function Figure({ amount, className }: { amount: Amount; className?: string }) {
  const locale = useLocale();
  return <span className={cn('num font-bold', className)}>{formatWon(amount, locale)}</span>;
}
