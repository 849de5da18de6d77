import { SearchX } from 'lucide-react';
import { getTranslations } from 'next-intl/server';
import { adminTitle } from '@/app/(operators)/admin/admin-title';
import { allowed } from '@/app/(operators)/admin/allowed';
import { ROWS_SHOWN, readPosition } from '@/app/(operators)/admin/query';
import { AuctionTable } from '@/components/operators/auction-table';
import { SearchList } from '@/components/operators/search-list';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { Select } from '@/components/ui/select';
import { AUCTION_STATUSES } from '@/lib/auction-status';
import { readFields, type SearchParams } from '@/lib/http/query';
import { requireOperator } from '@/lib/operators/require-operator';
import { auctionFilterSchema, searchAuctions } from '@/lib/operators/search-auctions';

const PATH = '/admin/auctions';

export const generateMetadata = () => adminTitle('auctions');

/** All auctions, by title or number, state and seller. */
export default async function AuctionsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const [operator, query] = await Promise.all([requireOperator(), searchParams]);
  const filter = readFields(auctionFilterSchema, query);
  const [page, t, states] = await Promise.all([
    searchAuctions({
      operatorId: operator.id,
      ...filter,
      after: readPosition(query),
      limit: ROWS_SHOWN,
    }).then(allowed),
    getTranslations('admin.auctions'),
    getTranslations('admin.auctionStatus'),
  ]);
  return (
    <SearchList
      path={PATH}
      title={t('title')}
      filter={filter}
      fields={
        <>
          <Field label={t('query')} className="max-md:col-span-2 md:w-72!">
            <Input name="q" type="search" defaultValue={filter.q} maxLength={100} />
          </Field>
          <Field label={t('status')}>
            <Select name="status" defaultValue={filter.status ?? ''}>
              <option value="">{t('anyStatus')}</option>
              {AUCTION_STATUSES.map((status) => (
                <option key={status} value={status}>
                  {states(status)}
                </option>
              ))}
            </Select>
          </Field>
          <Field label={t('sellerId')}>
            <Input name="seller" inputMode="numeric" defaultValue={filter.seller} maxLength={19} />
          </Field>
        </>
      }
      page={page}
      empty={{ icon: <SearchX />, title: t('none') }}
      rows={(items) => <AuctionTable label={t('title')} auctions={items} />}
    />
  );
}
