import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { requireOperator } from '@/lib/operators/require-operator';

type PageName =
  | 'audit'
  | 'auctions'
  | 'categories'
  | 'ledger'
  | 'log'
  | 'overview'
  | 'payouts'
  | 'regions'
  | 'reports'
  | 'users';

/** The title of an operators' page, which nobody else gets. */
export async function adminTitle(page: PageName): Promise<Metadata> {
  await requireOperator();
  const t = await getTranslations('admin');
  return { title: `${t(`tabs.${page}`)} · ${t('title')}`, robots: { index: false, follow: false } };
}
