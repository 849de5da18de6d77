'use client';

import { X } from 'lucide-react';
import { useLocale, useTranslations } from 'next-intl';
import { Callout } from '@/components/ui/callout';
import { Facts } from '@/components/ui/facts';
import { formatWon } from '@/lib/format/money';
import { personName } from '@/lib/format/person-name';
import { formatClockMs, formatDate } from '@/lib/format/time';
import type { AuctionRecord, OpenedAttempt } from '@/lib/receipts/auction-record';
import type { Recomputation, ResultDifference } from '@/lib/receipts/recompute';
import type { Difference } from '@/lib/receipts/replay';
import { CommandName } from './command-name';
import { OutcomeName } from './outcome-name';

type Fault = Extract<Recomputation, { ok: false }>;

/** The first disagreement in a record: the record's version beside that of the rules. */
export function RecordFault({ found, record }: { found: Fault; record: AuctionRecord }) {
  const t = useTranslations('receipt.record');
  switch (found.fault) {
    case 'attempt':
      return (
        <>
          <Callout tone="live" icon={<X aria-hidden />}>
            <b className="num block whitespace-normal">{t('attemptFault', { place: found.attempt.seq })}</b>
            {t(found.hashFits ? 'hashFits' : 'hashFault')}
          </Callout>
          <AttemptFacts attempt={found.attempt} record={record} />
          {found.difference ? <Comparison difference={found.difference} record={record} /> : null}
        </>
      );
    case 'gap':
      return (
        <Callout tone="live" icon={<X aria-hidden />}>
          <b className="num whitespace-normal">{t('gap', { place: found.expected })}</b>
        </Callout>
      );
    case 'result':
      return (
        <>
          <Callout tone="live" icon={<X aria-hidden />}>
            <b>{t('resultFault')}</b>
          </Callout>
          <Comparison difference={found.difference} record={record} />
        </>
      );
    case 'lastHash':
    case 'seenHash':
      return (
        <Callout tone="live" icon={<X aria-hidden />}>
          <b className="block">{t(found.fault)}</b>
          <span className="num text-xs break-all whitespace-normal">{found.hash}</span>
        </Callout>
      );
    default:
      return found satisfies never;
  }
}

function AttemptFacts({ attempt, record }: { attempt: OpenedAttempt; record: AuctionRecord }) {
  const t = useTranslations('receipt.record');
  const locale = useLocale();
  const { actor, amount, decidedAt } = attempt;
  const who = actor === 'clock' || actor === 'operator' ? t(actor) : nameOf(actor, record);
  return (
    <p className="num text-sm whitespace-normal">
      <b>
        {who} · <CommandName command={attempt.command} />
        {amount === null ? null : ` ${formatWon(amount, locale)}`}
      </b>
      <span className="block text-xs text-soft">
        {formatDate(decidedAt)} {formatClockMs(decidedAt)} KST
      </span>
    </p>
  );
}

function Comparison({
  difference,
  record,
}: {
  difference: Difference | ResultDifference;
  record: AuctionRecord;
}) {
  const t = useTranslations('receipt.record');
  const { field, recorded, decided } = difference;
  const name = t(`fields.${field}`);
  return (
    <Facts
      facts={[
        {
          term: `${t('recorded')} · ${name}`,
          value: <FieldValue field={field} value={recorded} record={record} />,
        },
        {
          term: `${t('decided')} · ${name}`,
          value: <FieldValue field={field} value={decided} record={record} />,
        },
      ]}
    />
  );
}

function FieldValue({
  field,
  value,
  record,
}: {
  field: (Difference | ResultDifference)['field'];
  value: string | number | null;
  record: AuctionRecord;
}) {
  const t = useTranslations('receipt.record');
  const locale = useLocale();
  if (field === 'code') return <OutcomeName code={value === null ? null : String(value)} />;
  if (value === null) return t('nobody');
  switch (field) {
    case 'priceBefore':
    case 'price':
    case 'hold':
    case 'finalPrice':
      return <span className="num">{formatWon(value, locale)}</span>;
    case 'leader':
    case 'winner':
      return nameOf(String(value), record);
    case 'end':
    case 'endTime':
      return <span className="num">{`${formatDate(value)} ${formatClockMs(value)}`}</span>;
    default:
      return <span className="num">{value}</span>;
  }
}

function nameOf(key: string, { people }: AuctionRecord): string {
  const person = people.find((one) => one.key === key);
  return person ? personName(person) : key;
}
