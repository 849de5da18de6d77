import { SearchX } from 'lucide-react';
import Link from 'next/link';
import { getTranslations } from 'next-intl/server';
import { adminTitle } from '@/app/(operators)/admin/admin-title';
import { allowed } from '@/app/(operators)/admin/allowed';
import { ROWS_SHOWN, readPosition } from '@/app/(operators)/admin/query';
import { DenseTable, leadLinkClasses } from '@/components/operators/dense-table';
import { UserPills } from '@/components/operators/pills';
import { SearchList } from '@/components/operators/search-list';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { Select } from '@/components/ui/select';
import { formatDate, toIso } from '@/lib/format/time';
import { readFields, type SearchParams } from '@/lib/http/query';
import { requireOperator } from '@/lib/operators/require-operator';
import { searchUsers, USER_STATES, userFilterSchema } from '@/lib/operators/search-users';

const PATH = '/admin/users';

export const generateMetadata = () => adminTitle('users');

/** All users, by name, address or number, and by state. */
export default async function UsersPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const [operator, query] = await Promise.all([requireOperator(), searchParams]);
  const filter = readFields(userFilterSchema, query);
  const [page, t] = await Promise.all([
    searchUsers({ operatorId: operator.id, ...filter, after: readPosition(query), limit: ROWS_SHOWN }).then(
      allowed,
    ),
    getTranslations('admin.users'),
  ]);
  return (
    <SearchList
      path={PATH}
      title={t('title')}
      filter={filter}
      fields={
        <>
          <Field label={t('query')} className="max-md:col-span-2 md:w-72!">
            <Input name="q" type="search" defaultValue={filter.q} maxLength={100} autoCapitalize="none" />
          </Field>
          <Field label={t('state')} className="max-md:col-span-2">
            <Select name="state" defaultValue={filter.state ?? ''}>
              <option value="">{t('anyState')}</option>
              {USER_STATES.map((state) => (
                <option key={state} value={state}>
                  {t(state)}
                </option>
              ))}
            </Select>
          </Field>
        </>
      }
      page={page}
      empty={{ icon: <SearchX />, title: t('none') }}
      rows={(items) => (
        <DenseTable
          label={t('title')}
          rows={items}
          columns={[
            {
              header: t('nickname'),
              lead: true,
              cell: (user) => (
                <span className="inline-flex flex-wrap items-center gap-x-2">
                  <Link href={`/admin/users/${user.id}`} className={leadLinkClasses}>
                    {user.nickname}
                  </Link>
                  <UserPills user={user} />
                </span>
              ),
            },
            { header: t('username'), cell: ({ username }) => username },
            { header: t('email'), wide: true, cell: ({ email }) => email },
            { header: t('id'), numeric: true, cell: ({ id }) => id },
            { header: t('region'), cell: ({ regionName }) => regionName },
            {
              header: t('joined'),
              cell: ({ createdAt }) => (
                <time dateTime={toIso(createdAt)} className="num">
                  {formatDate(createdAt)}
                </time>
              ),
            },
          ]}
        />
      )}
    />
  );
}
