import { useLocale, useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { Card } from '@/components/ui/card';
import { Pill } from '@/components/ui/pill';
import { formatWon } from '@/lib/format/money';
import { formatClockMs, formatDate } from '@/lib/format/time';
import type { StoredAttempt } from '@/lib/receipts/attempts';
import type { Surroundings } from '@/lib/receipts/own-receipt';
import { CommandName } from './command-name';
import { headlineOf } from './headline';
import { minimumAt } from './minimum-at';
import { Timeline } from './timeline';

/** What happened to an attempt: in one sentence, on a line of time, and in figures. */
export function ReceiptCard({
  attempt,
  previousHash,
  around,
}: {
  attempt: StoredAttempt;
  previousHash: string;
  around: Surroundings;
}) {
  const t = useTranslations('receipt');
  const title = around.title ?? t('removedItem');
  return (
    <Card radius="xl" className="p-5">
      <Pill tone={attempt.code === null ? 'local' : 'lost'}>
        {t(attempt.code === null ? 'accepted' : 'refused')}
      </Pill>
      <h2 className="num mt-3 text-lg leading-snug font-bold whitespace-normal">
        <Headline attempt={attempt} around={around} />
      </h2>
      <p className="mt-1.5 text-sm text-soft">
        {t('itemAndDate', { title, date: formatDate(attempt.decidedAt) })}
      </p>
      <Timeline attempt={attempt} cameBetween={around.cameBetween} />
      <dl className="num grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-2.5 border-t border-dashed border-line pt-4 text-sm [&>dd]:text-right [&>dd]:font-semibold [&>dd]:whitespace-normal [&>dt]:text-soft">
        <Figures attempt={attempt} around={around} />
      </dl>
      <Details attempt={attempt} previousHash={previousHash} />
    </Card>
  );
}

function Headline({ attempt, around }: { attempt: StoredAttempt; around: Surroundings }) {
  const t = useTranslations('receipt');
  const locale = useLocale();
  const { group, name, price, missing, unit, amount, lateMs = 0 } = headlineOf(attempt, around);
  const inWon = (figure: StoredAttempt['amount'] = null) => (figure ? formatWon(figure, locale) : '');
  const figures = {
    price: inWon(price),
    missing: inWon(missing),
    unit: inWon(unit),
    amount: inWon(amount),
    seconds: inSeconds(lateMs),
  };
  return group === 'done' ? t(`done.${name}`, figures) : t(`why.${name}`, figures);
}

/** Milliseconds as seconds: "0.185". */
function inSeconds(ms: number): string {
  return (ms / 1000).toFixed(3);
}

function Figures({ attempt, around }: { attempt: StoredAttempt; around: Surroundings }) {
  const t = useTranslations('receipt');
  const locale = useLocale();
  const { command, amount, code, priceBefore, priceAfter } = attempt;
  const tooLow = code === 'BID_TOO_LOW' && amount;
  return (
    <>
      {amount ? (
        <Figure term={t(command === 'autoBid' ? 'facts.maximum' : 'facts.amount')}>
          {formatWon(amount, locale)}
        </Figure>
      ) : (
        <Figure term={t('facts.command')}>
          <CommandName command={command} />
        </Figure>
      )}
      <Figure term={t(around.wasLed ? 'facts.priceBefore' : 'facts.startPrice')}>
        {formatWon(priceBefore, locale)}
      </Figure>
      {tooLow ? (
        <Figure term={t('facts.needed')}>
          {t('facts.neededFrom', { amount: formatWon(minimumAt(attempt, around), locale) })}
        </Figure>
      ) : null}
      {code === 'ABOVE_BUY_NOW' && around.instantPrice ? (
        <Figure term={t('facts.buyNowPrice')}>{formatWon(around.instantPrice, locale)}</Figure>
      ) : null}
      {priceAfter.eq(priceBefore) ? null : (
        <Figure term={t('facts.priceAfter')}>{formatWon(priceAfter, locale)}</Figure>
      )}
      <Figure term={t('facts.money')}>
        <Held attempt={attempt} />
      </Figure>
    </>
  );
}

function Held({ attempt }: { attempt: StoredAttempt }) {
  const t = useTranslations('receipt.facts');
  const locale = useLocale();
  const { code, command, hold, userId, leaderAfter, priceAfter } = attempt;
  if (code !== null || (command !== 'buyNow' && leaderAfter !== userId)) return t('notHeld');
  if (command === 'buyNow') return t('paid', { amount: formatWon(priceAfter, locale) });
  return hold ? t('held', { amount: formatWon(hold, locale) }) : t('notHeld');
}

function Details({ attempt, previousHash }: { attempt: StoredAttempt; previousHash: string }) {
  const t = useTranslations('receipt.facts');
  const { seq, hash, versionBefore, versionAfter, arrivedAt, decidedAt } = attempt;
  return (
    <details className="group num mt-2.5 text-sm">
      <summary className="-mx-2 flex min-h-11 cursor-pointer items-center justify-between gap-4 rounded-md px-2 marker:content-none">
        <span className="text-soft">{t('record')}</span>
        <span className="font-semibold underline decoration-line underline-offset-4">
          #{seq.toLocaleString('en')} · {hash.slice(0, 4)}…{hash.slice(-4)}
          <span className="sr-only"> {t('details')}</span>
        </span>
      </summary>
      <dl className="grid gap-2.5 pt-1 [&_dd]:font-semibold [&_dd]:break-all [&_dd]:whitespace-normal [&_dt]:text-xs [&_dt]:text-soft">
        <div>
          <dt>{t('arrivedAt')}</dt>
          <dd>{formatClockMs(arrivedAt)} KST</dd>
        </div>
        <div>
          <dt>{t('decidedAt')}</dt>
          <dd>{formatClockMs(decidedAt)} KST</dd>
        </div>
        <div>
          <dt>{t('version')}</dt>
          <dd>
            {versionBefore} → {versionAfter}
          </dd>
        </div>
        <div>
          <dt>{t('hash')}</dt>
          <dd>{hash}</dd>
        </div>
        <div>
          <dt>{t('previousHash')}</dt>
          <dd>{previousHash || t('first')}</dd>
        </div>
      </dl>
    </details>
  );
}

function Figure({ term, children }: { term: string; children: ReactNode }) {
  return (
    <>
      <dt>{term}</dt>
      <dd>{children}</dd>
    </>
  );
}
