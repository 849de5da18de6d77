import { NextIntlClientProvider } from 'next-intl';
import { getMessages, getTranslations } from 'next-intl/server';
import type { ReactNode } from 'react';
import { AdminTabs } from '@/components/operators/admin-tabs';
import { requireOperator } from '@/lib/operators/require-operator';

/** The layout of the admin pages. Each page checks the role again: a layout is not rendered again between pages. */
export default async function AdminLayout({ children }: { children: ReactNode }) {
  await requireOperator();
  const [t, { action, admin, common, errors }] = await Promise.all([getTranslations('admin'), getMessages()]);
  return (
    // The messages of these pages are sent to operators only. They replace those of the root layout, so the shared ones are
    // repeated.
    <NextIntlClientProvider messages={{ action, admin, common, errors }}>
      <div className="container-page py-4 md:py-6">
        <p className="text-sm font-semibold text-soft">{t('title')}</p>
        <AdminTabs className="mb-6" />
        {children}
      </div>
    </NextIntlClientProvider>
  );
}
