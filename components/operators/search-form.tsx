import Link from 'next/link';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { Button } from '@/components/ui/button';

/** The filters of an operators' list, as a form that requests a page: the address holds the search. */
export function SearchForm({
  path,
  label,
  narrowed,
  children,
}: {
  path: string;
  label: string;
  /** Whether there is anything to clear. */
  narrowed: boolean;
  children: ReactNode;
}) {
  const t = useTranslations('admin.form');
  return (
    <search aria-label={label} className="mb-4 block">
      <form action={path} className="grid grid-cols-2 items-end gap-2.5 md:flex md:flex-wrap md:*:w-44">
        {children}
        <div className="col-span-2 flex gap-2 max-md:*:flex-1 md:w-auto!">
          <Button type="submit" className="min-h-12">
            {t('search')}
          </Button>
          {narrowed ? (
            <Button asChild variant="ghost" className="min-h-12 text-soft">
              <Link href={path}>{t('clear')}</Link>
            </Button>
          ) : null}
        </div>
      </form>
    </search>
  );
}
