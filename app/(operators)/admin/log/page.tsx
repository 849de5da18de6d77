import { ScrollText } from 'lucide-react';
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
import { OperatorLogTable } from '@/components/operators/operator-log-table';
import { SearchForm } from '@/components/operators/search-form';
import { Card } from '@/components/ui/card';
import { EmptyState } from '@/components/ui/empty-state';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { LoadMore } from '@/components/ui/load-more';
import { PageHeader } from '@/components/ui/page-header';
import { Select } from '@/components/ui/select';
import { ACTS, SUBJECT_TYPES } from '@/lib/operators/act-names';
import { actFilterSchema, listActs } from '@/lib/operators/operator-log';
import { requireOperator } from '@/lib/operators/require-operator';

const PATH = '/admin/log';

export const generateMetadata = () => adminTitle('log');

/** Everything that operators did. */
export default async function LogPage({ searchParams }: { searchParams: Promise<Query> }) {
  const [operator, query] = await Promise.all([requireOperator(), searchParams]);
  const filter = readFilter(actFilterSchema, query);
  const [page, t] = await Promise.all([
    listActs({ operatorId: operator.id, ...filter, before: readBefore(query), limit: ROWS_SHOWN }).then(
      allowed,
    ),
    getTranslations('admin.log'),
  ]);
  return (
    <>
      <PageHeader title={t('title')} description={t('lead')} />
      <SearchForm
        key={hrefOf(PATH, filter)}
        path={PATH}
        label={t('title')}
        narrowed={Object.keys(filter).length > 0}
      >
        <Field label={t('act')} className="max-md:col-span-2">
          <Select name="act" defaultValue={filter.act ?? ''}>
            <option value="">{t('any')}</option>
            {ACTS.map((act) => (
              <option key={act} value={act}>
                {t(`acts.${act}`)}
              </option>
            ))}
          </Select>
        </Field>
        <Field label={t('operatorId')} className="max-md:col-span-2">
          <Input name="operator" inputMode="numeric" defaultValue={filter.operator} maxLength={19} />
        </Field>
        <Field label={t('subjectType')}>
          <Select name="subjectType" defaultValue={filter.subjectType ?? ''}>
            <option value="">{t('any')}</option>
            {SUBJECT_TYPES.map((type) => (
              <option key={type} value={type}>
                {t(`subjectTypes.${type}`)}
              </option>
            ))}
          </Select>
        </Field>
        <Field label={t('subjectId')}>
          <Input name="subject" defaultValue={filter.subject} maxLength={40} autoCapitalize="none" />
        </Field>
      </SearchForm>
      {page.items.length === 0 ? (
        <Card>
          <EmptyState icon={<ScrollText />} title={t('none')} />
        </Card>
      ) : (
        <OperatorLogTable label={t('title')} acts={page.items} />
      )}
      <LoadMore href={nextHref(PATH, filter, page.nextCursor)} />
    </>
  );
}
