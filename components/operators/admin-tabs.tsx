'use client';

import { usePathname } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useEffect, useRef } from 'react';
import { TabLinks } from '@/components/ui/tab-links';

const PAGES = [
  { name: 'overview', href: '/admin' },
  { name: 'reports', href: '/admin/reports' },
  { name: 'auctions', href: '/admin/auctions' },
  { name: 'users', href: '/admin/users' },
  { name: 'payouts', href: '/admin/payouts' },
  { name: 'ledger', href: '/admin/ledger' },
  { name: 'audit', href: '/admin/audit' },
  { name: 'regions', href: '/admin/regions' },
  { name: 'categories', href: '/admin/categories' },
  { name: 'log', href: '/admin/log' },
] as const;

/** The pages of the operators. */
export function AdminTabs({ className }: { className?: string }) {
  const t = useTranslations('admin');
  const here = usePathname();
  const frame = useRef<HTMLDivElement>(null);

  // A phone shows five of the ten tabs: the current one has to be among them.
  // biome-ignore lint/correctness/useExhaustiveDependencies: again after each change of the page
  useEffect(() => {
    const current = frame.current?.querySelector<HTMLElement>('[aria-current]');
    const row = current?.parentElement;
    if (current && row) row.scrollLeft = current.offsetLeft - (row.clientWidth - current.offsetWidth) / 2;
  }, [here]);

  return (
    <div ref={frame} className={className}>
      <TabLinks
        label={t('title')}
        links={PAGES.map(({ name, href }) => ({
          href,
          label: t(`tabs.${name}`),
          current: href === '/admin' ? here === href : here === href || here.startsWith(`${href}/`),
        }))}
      />
    </div>
  );
}
