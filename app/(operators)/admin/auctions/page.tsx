import { SearchX } from 'lucide-react';
import { getTranslations } from 'next-intl/server';
import { adminTitle } from '@/app/(operators)/admin/admin-title';
import { allowed } from '@/app/(operators)/admin/allowed';
import {
  hrefOf,
  nextHref,
  type Query,
  ROWS_SHOWN,
  readBefore,
  readFilter,
} from '@/app/(operators)/admin/query';
import { AuctionTable } from '@/components/operators/auction-table';
import { SearchForm } from '@/components/operators/search-form';
import { Card } from '@/components/ui/card';
import { EmptyState } from '@/components/ui/empty-state';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { LoadMore } from '@/components/ui/load-more';
import { PageHeader } from '@/components/ui/page-header';
import { Select } from '@/components/ui/select';
import { AUCTION_STATUSES } from '@/lib/auction-status';
import { requireOperator } from '@/lib/operators/require-operator';
import { auctionFilterSchema, searchAuctions } from '@/lib/operators/search-auctions';

const PATH = '/admin/auctions';

export const generateMetadata = () => adminTitle('auctions');

/** All auctions, by title or number, state and seller. */
export default async function AuctionsPage({ searchParams }: { searchParams: Promise<Query> }) {
  const [operator, query] = await Promise.all([requireOperator(), searchParams]);
  const filter = readFilter(auctionFilterSchema, query);
  const [page, t, states] = await Promise.all([
    searchAuctions({
      operatorId: operator.id,
      ...filter,
      before: readBefore(query),
      limit: ROWS_SHOWN,
    }).then(allowed),
    getTranslations('admin.auctions'),
    getTranslations('admin.auctionStatus'),
  ]);
  return (
    <>
      <PageHeader title={t('title')} />
      <SearchForm
        key={hrefOf(PATH, filter)}
        path={PATH}
        label={t('title')}
        narrowed={Object.keys(filter).length > 0}
      >
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
      </SearchForm>
      {page.items.length === 0 ? (
        <Card>
          <EmptyState icon={<SearchX />} title={t('none')} />
        </Card>
      ) : (
        <AuctionTable label={t('title')} auctions={page.items} />
      )}
      <LoadMore href={nextHref(PATH, filter, page.nextCursor)} />
    </>
  );
}
