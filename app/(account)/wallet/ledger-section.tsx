import { Download, ReceiptText } from 'lucide-react';
import Link from 'next/link';
import { getTranslations } from 'next-intl/server';
import { Button } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { Chip, ChipRow } from '@/components/ui/chip';
import { EmptyState } from '@/components/ui/empty-state';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { SectionHeader } from '@/components/ui/page-header';
import { LedgerRows } from '@/components/wallet/ledger';
import { MoreEntries } from '@/components/wallet/more-entries';
import { databaseTime } from '@/lib/database-time';
import type { IdPosition } from '@/lib/paging/by-id';
import { type LedgerFilter, type LedgerType, listTransactions } from '@/lib/wallet/transactions';
import { toWireEntry } from '@/lib/wallet/wire';
import { loadEntriesAction } from './actions';
import { ledgerQuery } from './ledger-filter';
import { ENTRIES_SHOWN } from './page-size';

const TYPES: LedgerType[] = ['DEPOSIT', 'BID_LOCK', 'BID_REFUND', 'PAYMENT', 'EARNING', 'WITHDRAWAL'];

/** Every entry of the wallet, by kind and by day. */
export async function LedgerSection({
  userId,
  filter,
  after,
}: {
  userId: string;
  filter: LedgerFilter;
  after: IdPosition | undefined;
}) {
  const [page, t] = await Promise.all([
    listTransactions({ userId, ...filter, after, limit: ENTRIES_SHOWN }),
    getTranslations('wallet.ledger'),
  ]);
  const now = (await databaseTime()).toISOString();
  const isNarrowed = ledgerQuery(filter) !== '';
  return (
    <section aria-labelledby="ledger">
      <SectionHeader
        id="ledger"
        title={t('title')}
        actions={
          <Button asChild variant="ghost" className="-mr-3 text-soft">
            <a href={`/wallet/ledger.csv${ledgerQuery(filter)}`} download>
              <Download aria-hidden />
              {t('csv')}
            </a>
          </Button>
        }
      />
      <nav aria-label={t('filter')} className="mb-3.5">
        <ChipRow bleed>
          <TypeChip filter={filter} type={undefined}>
            {t('all')}
          </TypeChip>
          {TYPES.map((type) => (
            <TypeChip key={type} filter={filter} type={type}>
              {t(`types.${type}`)}
            </TypeChip>
          ))}
        </ChipRow>
      </nav>
      <PeriodForm key={ledgerQuery(filter)} filter={filter} />
      <Card>
        {page.items.length === 0 ? (
          <EmptyState
            icon={<ReceiptText />}
            title={isNarrowed ? t('emptyFiltered') : t('empty')}
            description={isNarrowed ? undefined : t('emptyNote')}
          />
        ) : (
          <ul>
            <LedgerRows entries={page.items.map(toWireEntry)} now={now} />
            {page.nextCursor ? (
              <MoreEntries
                key={`${ledgerQuery(filter)}${page.nextCursor}`}
                firstCursor={page.nextCursor}
                nextHref={`/wallet${ledgerQuery({ ...filter, cursor: page.nextCursor })}`}
                load={loadEntriesAction.bind(null, filter)}
                now={now}
              />
            ) : null}
          </ul>
        )}
      </Card>
    </section>
  );
}

function TypeChip({
  filter,
  type,
  children,
}: {
  filter: LedgerFilter;
  type: LedgerType | undefined;
  children: string;
}) {
  return (
    <Chip asChild selected={filter.type === type}>
      <Link href={`/wallet${ledgerQuery({ ...filter, type })}`} scroll={false}>
        {children}
      </Link>
    </Chip>
  );
}

/** A period from one day to another, both in Korean time and both included. */
async function PeriodForm({ filter }: { filter: LedgerFilter }) {
  const t = await getTranslations('wallet.ledger');
  const hasPeriod = filter.from !== undefined || filter.to !== undefined;
  return (
    <form action="/wallet" aria-label={t('period')} className="mb-3.5 flex flex-wrap items-end gap-2.5">
      {filter.type ? <input type="hidden" name="type" value={filter.type} /> : null}
      <Field label={t('from')} className="flex-1 sm:max-w-44">
        <Input type="date" name="from" defaultValue={filter.from} max={filter.to} className="num" />
      </Field>
      <Field label={t('to')} className="flex-1 sm:max-w-44">
        <Input type="date" name="to" defaultValue={filter.to} min={filter.from} className="num" />
      </Field>
      <div className="flex gap-2 max-sm:w-full max-sm:*:flex-1">
        <Button type="submit" variant="outline" className="min-h-12">
          {t('apply')}
        </Button>
        {hasPeriod ? (
          <Button asChild variant="ghost" className="min-h-12 text-soft">
            <Link href={`/wallet${ledgerQuery({ type: filter.type })}`} scroll={false}>
              {t('clear')}
            </Link>
          </Button>
        ) : null}
      </div>
    </form>
  );
}
