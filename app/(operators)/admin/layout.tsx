import { NextIntlClientProvider } from 'next-intl';
import { getMessages, getTranslations } from 'next-intl/server';
import type { ReactNode } from 'react';
import { AdminTabs } from '@/components/operators/admin-tabs';
import { requireOperator } from '@/lib/operators/require-operator';

/** The frame of the operators' pages. Each page checks the role again: a layout is not rendered again between pages. */
export default async function AdminLayout({ children }: { children: ReactNode }) {
  await requireOperator();
  const [t, { admin, common, errors }] = await Promise.all([getTranslations('admin'), getMessages()]);
  return (
    // The messages of these pages are sent to operators only.
    <NextIntlClientProvider messages={{ admin, common, errors }}>
      <div className="container-page py-4 md:py-6">
        <p className="text-sm font-semibold text-soft">{t('title')}</p>
        <AdminTabs className="mb-6" />
        {children}
      </div>
    </NextIntlClientProvider>
  );
}
