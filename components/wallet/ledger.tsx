'use client';

import {
  ArrowDownToLine,
  ArrowUpFromLine,
  BadgeCheck,
  Lock,
  LockOpen,
  type LucideIcon,
  Store,
} from 'lucide-react';
import Link from 'next/link';
import { useLocale, useTranslations } from 'next-intl';
import { cn } from '@/components/ui/cn';
import { formatWon, formatWonSigned } from '@/lib/format/money';
import { formatMoment, toIso } from '@/lib/format/time';
import type { WireEntry } from '@/lib/wallet/wire';
import { entryKind } from './entry-kind';

const ICONS: Record<WireEntry['type'], { Icon: LucideIcon; tone: string }> = {
  DEPOSIT: { Icon: ArrowDownToLine, tone: 'bg-brand-tint text-brand' },
  BID_LOCK: { Icon: Lock, tone: 'bg-amber-tint text-amber' },
  BID_REFUND: { Icon: LockOpen, tone: 'bg-sunken text-ink' },
  PAYMENT: { Icon: BadgeCheck, tone: 'bg-live-tint text-live-deep' },
  EARNING: { Icon: Store, tone: 'bg-brand-tint text-brand' },
  WITHDRAWAL: { Icon: ArrowUpFromLine, tone: 'bg-sunken text-ink' },
};

/** Entries of the ledger, newest first, as rows of a list. */
export function LedgerRows({ entries, now }: { entries: readonly WireEntry[]; now: string }) {
  return entries.map((entry) => <LedgerRow key={entry.id} entry={entry} now={now} />);
}

function LedgerRow({ entry, now }: { entry: WireEntry; now: string }) {
  const t = useTranslations('wallet.ledger');
  const locale = useLocale();
  const { Icon, tone } = ICONS[entry.type];
  // A payment for a won auction takes money that was held already; the free money does not change.
  const movesHeldOnly = entry.balanceDelta === 0;
  const delta = movesHeldOnly ? entry.lockedDelta : entry.balanceDelta;
  const after = t('after', {
    available: formatWon(entry.balanceAfter, locale),
    inBids: formatWon(entry.lockedAfter, locale),
  });
  return (
    <li className="grid grid-cols-[auto_minmax(0,1fr)_auto] items-start gap-x-3 gap-y-0.5 border-b border-line px-4 py-3.5 last:border-b-0">
      <span aria-hidden className={cn('row-span-2 grid size-10 place-items-center rounded-full', tone)}>
        <Icon className="size-5" />
      </span>
      <p className="min-w-0 font-semibold">
        {t(entryKind(entry))}
        {entry.auctionId ? (
          <Link
            href={`/auctions/${entry.auctionId}`}
            className="block truncate text-sm font-normal text-soft hover:text-ink hover:underline"
          >
            {entry.auctionTitle ?? t('removedItem')}
          </Link>
        ) : null}
      </p>
      <p className="text-right">
        <b className={cn('num', delta >= 0 && 'text-brand')}>{formatWonSigned(delta, locale)}</b>
        {movesHeldOnly ? <span className="block text-xs text-soft">{t('fromHeld')}</span> : null}
      </p>
      <p className="num col-start-2 col-end-4 flex flex-wrap justify-between gap-x-4 text-xs whitespace-normal text-soft">
        <time dateTime={toIso(entry.createdAt)}>{formatMoment(entry.createdAt, { now, locale })}</time>
        <span>{after}</span>
      </p>
    </li>
  );
}
