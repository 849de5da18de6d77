import { ScrollText } from 'lucide-react';
import { getTranslations } from 'next-intl/server';
import { adminTitle } from '@/app/(operators)/admin/admin-title';
import { allowed } from '@/app/(operators)/admin/allowed';
import { ROWS_SHOWN, readPosition } from '@/app/(operators)/admin/query';
import { OperatorLogTable } from '@/components/operators/operator-log-table';
import { SearchList } from '@/components/operators/search-list';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { Select } from '@/components/ui/select';
import { readFields, type SearchParams } from '@/lib/http/query';
import { ACTS, SUBJECT_TYPES } from '@/lib/operators/act-names';
import { actFilterSchema, listActs } from '@/lib/operators/operator-log';
import { requireOperator } from '@/lib/operators/require-operator';

const PATH = '/admin/log';

export const generateMetadata = () => adminTitle('log');

/** All acts of operators. */
export default async function LogPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const [operator, query] = await Promise.all([requireOperator(), searchParams]);
  const filter = readFields(actFilterSchema, query);
  const [page, t] = await Promise.all([
    listActs({ operatorId: operator.id, ...filter, after: readPosition(query), limit: ROWS_SHOWN }).then(
      allowed,
    ),
    getTranslations('admin.log'),
  ]);
  return (
    <SearchList
      path={PATH}
      title={t('title')}
      lead={t('lead')}
      filter={filter}
      fields={
        <>
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
        </>
      }
      page={page}
      empty={{ icon: <ScrollText />, title: t('none') }}
      rows={(items) => <OperatorLogTable label={t('title')} acts={items} />}
    />
  );
}
