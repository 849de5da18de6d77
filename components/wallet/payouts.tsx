import { ArrowUpFromLine, Landmark, Undo2 } from 'lucide-react';
import { useLocale, useTranslations } from 'next-intl';
import { Card } from '@/components/ui/card';
import { cn } from '@/components/ui/cn';
import { SectionHeader } from '@/components/ui/page-header';
import { Pill, type PillProps } from '@/components/ui/pill';
import { formatWon } from '@/lib/format/money';
import { formatMoment, toIso } from '@/lib/format/time';
import type { Payout } from '@/lib/payouts/list';

const LOOKS = {
  REQUESTED: { Icon: ArrowUpFromLine, icon: 'bg-amber-tint text-amber', tone: 'soon' },
  SENT: { Icon: Landmark, icon: 'bg-sunken text-ink', tone: 'local' },
  RETURNED: { Icon: Undo2, icon: 'bg-live-tint text-live-deep', tone: 'lost' },
} as const satisfies Record<Payout['status'], { Icon: unknown; icon: string; tone: PillProps['tone'] }>;

/** The withdrawals and their outcomes; nothing without a withdrawal. */
export function Payouts({ payouts, now }: { payouts: readonly Payout[]; now: string }) {
  const t = useTranslations('payouts.list');
  if (payouts.length === 0) return null;
  return (
    <section aria-labelledby="payouts">
      <SectionHeader id="payouts" title={t('title')} />
      <Card asChild>
        <ul>
          {payouts.map((payout) => (
            <PayoutRow key={payout.id} payout={payout} now={now} />
          ))}
        </ul>
      </Card>
      <p className="mt-2 text-xs text-soft">{t('note')}</p>
    </section>
  );
}

function PayoutRow({ payout, now }: { payout: Payout; now: string }) {
  const t = useTranslations('payouts');
  const locale = useLocale();
  const { status } = payout;
  const { Icon, icon, tone } = LOOKS[status];
  return (
    <li className="grid grid-cols-[auto_minmax(0,1fr)_auto] items-start gap-x-3 gap-y-0.5 border-b border-line px-4 py-3.5 last:border-b-0">
      <span aria-hidden className={cn('row-span-2 grid size-10 place-items-center rounded-full', icon)}>
        <Icon className="size-5" />
      </span>
      <p className="num min-w-0 font-semibold">{formatWon(payout.amount, locale)}</p>
      <Pill tone={tone}>{t(`status.${status}`)}</Pill>
      <div className="col-start-2 col-end-4 text-xs text-soft">
        <p className="num flex flex-wrap justify-between gap-x-4 whitespace-normal">
          <span className="min-w-0 break-words">
            {t('account', {
              bank: t(`banks.${payout.bank ?? 'other'}`),
              digits: payout.lastDigits,
              holder: payout.holder,
            })}
          </span>
          <time dateTime={toIso(payout.updatedAt)}>{formatMoment(payout.updatedAt, { now, locale })}</time>
        </p>
        <p className={cn('mt-0.5 break-words', status === 'RETURNED' && 'text-live-deep')}>
          {payout.note === null
            ? t(`statusNote.${status === 'REQUESTED' && payout.byHand ? 'REQUESTED_BY_HAND' : status}`)
            : t('statusNote.RETURNED_NOTE', { note: payout.note })}
        </p>
      </div>
    </li>
  );
}
