import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { SectionHeader } from '@/components/ui/page-header';

/** A part of the file of a user or an auction. If it is empty, it says so. */
export function FileSection({
  id,
  title,
  count,
  link,
  empty = false,
  children,
}: {
  id: string;
  title: string;
  count?: number;
  /** The address of the whole list. */
  link?: string;
  empty?: boolean;
  children: ReactNode;
}) {
  const t = useTranslations('admin.file');
  return (
    <section aria-labelledby={id} className="min-w-0">
      <SectionHeader
        id={id}
        title={title}
        count={count}
        link={link && !empty ? { href: link, label: t('all') } : undefined}
      />
      {empty ? <p className="text-sm text-soft">{t('none')}</p> : children}
    </section>
  );
}
