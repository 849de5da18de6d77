import { getTranslations } from 'next-intl/server';
import { addCategoryAction, renameCategoryAction } from '@/app/(operators)/admin/actions';
import { adminTitle } from '@/app/(operators)/admin/admin-title';
import { allowed } from '@/app/(operators)/admin/allowed';
import { FoldOut } from '@/components/operators/fold-out';
import { OperatorForm, type TextField } from '@/components/operators/operator-form';
import { PageHeader } from '@/components/ui/page-header';
import { type CategoryEntry, editableCategories } from '@/lib/operators/edit-categories';
import { requireOperator } from '@/lib/operators/require-operator';

const NAME_MAX = 40;

export const generateMetadata = () => adminTitle('categories');

/** Both levels of categories, to correct names and add categories. */
export default async function CategoriesPage() {
  const operator = await requireOperator();
  const [{ entries }, t] = await Promise.all([
    editableCategories(operator.id).then(allowed),
    getTranslations('admin.categories'),
  ]);
  const names = (entry?: CategoryEntry): TextField[] => [
    { name: 'nameKo', label: t('nameKo'), defaultValue: entry?.nameKo, maxLength: NAME_MAX },
    { name: 'nameEn', label: t('nameEn'), defaultValue: entry?.nameEn, maxLength: NAME_MAX },
  ];
  const slug: TextField = { name: 'slug', label: t('slug'), hint: t('slugHint'), maxLength: NAME_MAX };
  const rename = (entry: CategoryEntry) => (
    <FoldOut key={entry.slug} label={labelOf(entry, t('auctions', { count: entry.auctions }))}>
      <OperatorForm
        action={renameCategoryAction.bind(null, entry.slug)}
        submit={t('save')}
        texts={names(entry)}
      />
    </FoldOut>
  );
  const tops = entries.filter(({ parent }) => parent === null);
  return (
    <>
      <PageHeader title={t('title')} description={t('lead')} />
      <div className="flex flex-col gap-7">
        {tops.map((top) => (
          <section key={top.slug} aria-labelledby={`category-${top.slug}`}>
            <h2 id={`category-${top.slug}`} className="mb-2.5 text-base font-bold">
              {top.nameKo} <span className="font-normal text-soft">{top.nameEn}</span>
            </h2>
            <div className="grid items-start gap-2.5 md:grid-cols-2 lg:grid-cols-3">
              {rename(top)}
              {entries.filter(({ parent }) => parent === top.slug).map(rename)}
              <FoldOut label={t('addBelow', { name: top.nameKo })}>
                <OperatorForm
                  action={addCategoryAction.bind(null, top.slug)}
                  submit={t('addSubmit')}
                  texts={[slug, ...names()]}
                />
              </FoldOut>
            </div>
          </section>
        ))}
        <FoldOut label={t('addTop')}>
          <OperatorForm
            action={addCategoryAction.bind(null, null)}
            submit={t('addSubmit')}
            texts={[slug, ...names()]}
          />
        </FoldOut>
      </div>
    </>
  );
}

function labelOf({ nameKo, nameEn }: CategoryEntry, count: string): string {
  return `${nameKo} · ${nameEn} · ${count}`;
}
