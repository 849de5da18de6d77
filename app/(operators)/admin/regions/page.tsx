import { ChevronRight } from 'lucide-react';
import Link from 'next/link';
import { getTranslations } from 'next-intl/server';
import { addRegionAction, renameRegionAction } from '@/app/(operators)/admin/actions';
import { adminTitle } from '@/app/(operators)/admin/admin-title';
import { allowed } from '@/app/(operators)/admin/allowed';
import { DenseTable, leadLinkClasses, rowLinkClasses } from '@/components/operators/dense-table';
import { FoldOut } from '@/components/operators/fold-out';
import { OperatorForm } from '@/components/operators/operator-form';
import { Card } from '@/components/ui/card';
import { EmptyState } from '@/components/ui/empty-state';
import { PageHeader } from '@/components/ui/page-header';
import { hrefOf, type SearchParams } from '@/lib/http/query';
import { enteredRegionCodeSchema, regionBranch } from '@/lib/operators/edit-regions';
import { requireOperator } from '@/lib/operators/require-operator';

const PATH = '/admin/regions';
const NARROWEST = 3;
const NAME_MAX = 40;

export const generateMetadata = () => adminTitle('regions');

/** 시/도 › 시/군/구 › 읍/면/동, one level at a time, to correct names and add regions. */
export default async function RegionsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const [operator, query] = await Promise.all([requireOperator(), searchParams]);
  const parent = enteredRegionCodeSchema.safeParse(query.parent).data ?? null;
  const [{ branch }, t] = await Promise.all([
    regionBranch({ operatorId: operator.id, parent }).then(allowed),
    getTranslations('admin.regions'),
  ]);
  const here = branch.path.at(-1);
  return (
    <>
      <PageHeader title={t('title')} description={t('lead')} />
      <nav aria-label={t('path')} className="mb-4 flex flex-wrap items-center gap-1 text-sm">
        <Link href={PATH} className={rowLinkClasses} aria-current={here ? undefined : 'page'}>
          {t('top')}
        </Link>
        {branch.path.map(({ code, name }) => (
          <span key={code} className="inline-flex items-center gap-1">
            <ChevronRight aria-hidden className="size-4 text-soft" />
            <Link
              href={hrefOf(PATH, { parent: code })}
              className={rowLinkClasses}
              aria-current={code === here?.code ? 'page' : undefined}
            >
              {name}
            </Link>
          </span>
        ))}
      </nav>
      {here ? (
        <div key={here.code} className="mb-5 grid items-start gap-3 md:grid-cols-2">
          <FoldOut label={t('rename', { name: here.name })}>
            <OperatorForm
              action={renameRegionAction.bind(null, here.code)}
              submit={t('save')}
              texts={[{ name: 'name', label: t('name'), defaultValue: here.name, maxLength: NAME_MAX }]}
            />
          </FoldOut>
          {here.depth < NARROWEST ? (
            <FoldOut label={t('add', { name: here.name })}>
              <OperatorForm
                action={addRegionAction.bind(null, here.code)}
                submit={t('addSubmit')}
                texts={[
                  {
                    name: 'code',
                    label: t('code'),
                    hint: t('codeHint'),
                    maxLength: 10,
                    inputMode: 'numeric',
                  },
                  { name: 'name', label: t('name'), maxLength: NAME_MAX },
                ]}
              />
            </FoldOut>
          ) : null}
        </div>
      ) : null}
      {branch.entries.length === 0 ? (
        <Card>
          <EmptyState title={t('narrowest')} />
        </Card>
      ) : (
        <DenseTable
          label={t('title')}
          rows={branch.entries.map((entry) => ({ ...entry, id: entry.code }))}
          columns={[
            {
              header: t('name'),
              lead: true,
              cell: ({ code, name }) => (
                <Link href={hrefOf(PATH, { parent: code })} className={leadLinkClasses}>
                  {name}
                </Link>
              ),
            },
            { header: t('code'), cell: ({ code }) => <span className="num">{code}</span> },
            { header: t('children'), numeric: true, cell: ({ children }) => children },
            { header: t('users'), numeric: true, cell: ({ users }) => users },
            { header: t('auctions'), numeric: true, cell: ({ auctions }) => auctions },
          ]}
        />
      )}
    </>
  );
}
