import { NextIntlClientProvider } from 'next-intl';
import { getMessages, getTranslations } from 'next-intl/server';
import type { ReactNode } from 'react';
import { AdminTabs } from '@/components/operators/admin-tabs';
import { requireOperator } from '@/lib/operators/require-operator';

/** The frame of the desk. Each page asks for the role again: a layout is not rendered anew on the way between them. */
export default async function AdminLayout({ children }: { children: ReactNode }) {
  await requireOperator();
  const [t, { admin, common, errors }] = await Promise.all([getTranslations('admin'), getMessages()]);
  return (
    // The words of the desk travel to operators only.
    <NextIntlClientProvider messages={{ admin, common, errors }}>
      <div className="container-page py-4 md:py-6">
        <p className="text-sm font-semibold text-soft">{t('title')}</p>
        <AdminTabs className="mb-6" />
        {children}
      </div>
    </NextIntlClientProvider>
  );
}
