import { useLocale, useTranslations } from 'next-intl';
import { cn } from '@/components/ui/cn';
import { formatWon } from '@/lib/format/money';
import { personName } from '@/lib/format/person-name';
import { formatClockMs, toIso } from '@/lib/format/time';
import type { StoredAttempt } from '@/lib/receipts/attempts';
import type { Surroundings } from '@/lib/receipts/own-receipt';

/** The distance to the end is shown only within this time of it. */
const NEAR_END_MS = 5 * 60_000;

/** When an attempt arrived and was decided, with the bid that came between; the distances are not to scale. */
export function Timeline({
  attempt,
  cameBetween,
}: { attempt: StoredAttempt } & Pick<Surroundings, 'cameBetween'>) {
  const t = useTranslations('receipt.timeline');
  const locale = useLocale();
  const { arrivedAt, decidedAt, endAfter, position } = attempt;
  const leftMs = endAfter.getTime() - decidedAt.getTime();
  const seconds = (Math.abs(leftMs) / 1000).toFixed(3);
  return (
    <section className="num mt-5 mb-4" aria-label={t('label')}>
      <div className={cn('relative h-18 text-xs', cameBetween ? null : '-mt-4')}>
        <span aria-hidden className="absolute inset-x-0 top-8.25 h-0.5 bg-line" />
        <Moment at={arrivedAt} words={t('arrived')} className="left-0 items-start" dot="bg-ink" />
        {cameBetween ? (
          <Moment
            at={cameBetween.at}
            words={`${personName(cameBetween.bidder)} ${formatWon(cameBetween.amount, locale)}`}
            className="left-1/2 -translate-x-1/2 items-center text-live-deep"
            dot="bg-live"
            above
          />
        ) : null}
        <Moment at={decidedAt} words={t('decided')} className="right-0 items-end" dot="bg-brand" />
      </div>
      <p className="text-center text-xs whitespace-normal text-soft">
        {formatClockMs(decidedAt).slice(0, '20:59:59'.length)}
        {Math.abs(leftMs) < NEAR_END_MS ? ` · ${t(leftMs > 0 ? 'before' : 'after', { seconds })}` : null}
        {` · ${t('place', { place: position + 1 })}`}
      </p>
    </section>
  );
}

function Moment({
  at,
  words,
  className,
  dot,
  above = false,
}: {
  at: Date;
  words: string;
  className: string;
  dot: string;
  above?: boolean;
}) {
  const clock = formatClockMs(at);
  return (
    <span className={cn('absolute flex flex-col gap-1.5', above ? 'top-0.75' : 'top-6.75', className)}>
      <span aria-hidden className={cn('size-3.5 rounded-full', dot, above && 'order-2')} />
      <time dateTime={toIso(at)}>
        {/* Read out in full; seen, the seconds stand below once for all. */}
        <span className="sr-only">{clock.slice(0, '20:59:59'.length)}</span>
        <b>{clock.slice('20:59:59'.length)}</b> {words}
      </time>
    </span>
  );
}
