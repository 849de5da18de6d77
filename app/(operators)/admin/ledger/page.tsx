import { SearchX } from 'lucide-react';
import { getTranslations } from 'next-intl/server';
import { adminTitle } from '@/app/(operators)/admin/admin-title';
import { allowed } from '@/app/(operators)/admin/allowed';
import { ROWS_SHOWN, readPosition } from '@/app/(operators)/admin/query';
import { EntryTable } from '@/components/operators/entry-table';
import { SearchList } from '@/components/operators/search-list';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { Select } from '@/components/ui/select';
import { readFields, type SearchParams } from '@/lib/http/query';
import { requireOperator } from '@/lib/operators/require-operator';
import { ledgerSearchSchema, searchLedger } from '@/lib/operators/search-ledger';
import { ledgerTypeSchema } from '@/lib/wallet/transactions';

const PATH = '/admin/ledger';

export const generateMetadata = () => adminTitle('ledger');

/** The ledgers of all people, read-only. */
export default async function LedgerPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const [operator, query] = await Promise.all([requireOperator(), searchParams]);
  const filter = readFields(ledgerSearchSchema, query);
  const [page, t, words] = await Promise.all([
    searchLedger({ operatorId: operator.id, ...filter, after: readPosition(query), limit: ROWS_SHOWN }).then(
      allowed,
    ),
    getTranslations('admin.ledger'),
    getTranslations('wallet.ledger'),
  ]);
  return (
    <SearchList
      path={PATH}
      title={t('title')}
      lead={t('lead')}
      filter={filter}
      fields={
        <>
          <Field label={t('userQuery')} className="max-md:col-span-2 md:w-60!">
            <Input
              name="user"
              type="search"
              defaultValue={filter.user}
              maxLength={100}
              autoCapitalize="none"
            />
          </Field>
          <Field label={t('auctionId')}>
            <Input name="auction" inputMode="numeric" defaultValue={filter.auction} maxLength={19} />
          </Field>
          <Field label={t('kind')}>
            <Select name="type" defaultValue={filter.type ?? ''}>
              <option value="">{words('all')}</option>
              {ledgerTypeSchema.options.map((type) => (
                <option key={type} value={type}>
                  {words(`types.${type}`)}
                </option>
              ))}
            </Select>
          </Field>
          <Field label={words('from')}>
            <Input type="date" name="from" defaultValue={filter.from} max={filter.to} className="num" />
          </Field>
          <Field label={words('to')}>
            <Input type="date" name="to" defaultValue={filter.to} min={filter.from} className="num" />
          </Field>
        </>
      }
      page={page}
      empty={{ icon: <SearchX />, title: words('emptyFiltered') }}
      rows={(items) => <EntryTable label={t('title')} entries={items} />}
    />
  );
}
