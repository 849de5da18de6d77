import { ChevronRight, Lock } from 'lucide-react';
import Link from 'next/link';
import { useLocale, useTranslations } from 'next-intl';
import { Card } from '@/components/ui/card';
import { SectionHeader } from '@/components/ui/page-header';
import { formatWon } from '@/lib/format/money';
import type { WalletView } from '@/lib/wallet/wallet';

/** The auctions that hold money, and how much; nothing without one. */
export function Locks({ locks }: { locks: WalletView['locks'] }) {
  const t = useTranslations('wallet.locks');
  const locale = useLocale();
  if (locks.length === 0) return null;
  return (
    <section aria-labelledby="locks">
      <SectionHeader id="locks" title={t('title')} count={locks.length} />
      <Card asChild>
        <ul>
          {locks.map((lock) => (
            <li key={lock.auctionId} className="border-b border-line last:border-b-0">
              <Link
                href={`/auctions/${lock.auctionId}`}
                className="flex min-h-14 items-center gap-3 px-4 py-3 hover:bg-sunken focus-visible:-outline-offset-2"
              >
                <Lock aria-hidden className="size-5 shrink-0 text-amber" />
                <span className="min-w-0 flex-1">
                  <span className="block truncate font-semibold">{lock.title}</span>
                  {isMaximum(lock) ? (
                    <span className="num block text-xs whitespace-normal text-soft">
                      {t('maximum', { price: formatWon(lock.price, locale) })}
                    </span>
                  ) : null}
                </span>
                <b className="num text-amber">{formatWon(lock.amount, locale)}</b>
                <ChevronRight aria-hidden className="size-4 shrink-0 text-soft" />
              </Link>
            </li>
          ))}
        </ul>
      </Card>
      <p className="mt-2 text-xs text-soft">
        {t('note')} {locks.some(isMaximum) ? t('maximumNote') : null}
      </p>
    </section>
  );
}

/** Whether an automatic bid may still answer others: its maximum is above the price. */
function isMaximum({ amount, price }: WalletView['locks'][number]): boolean {
  return amount.gt(price);
}
