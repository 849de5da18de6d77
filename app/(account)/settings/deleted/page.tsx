import { Hand } from 'lucide-react';
import type { Metadata } from 'next';
import Link from 'next/link';
import { getTranslations } from 'next-intl/server';
import { Button } from '@/components/ui/button';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('settings.delete');
  return { title: t('doneTitle'), robots: { index: false } };
}

/** The page that a person sees who has just deleted their account. */
export default async function AccountDeletedPage() {
  const t = await getTranslations('settings.delete');
  return (
    <div className="container-page flex max-w-120 flex-col items-center py-16 text-center">
      <Hand aria-hidden className="size-10 text-soft" />
      <h1 className="mt-4 text-xl font-bold">{t('doneTitle')}</h1>
      <p className="mt-2 mb-6 text-base text-soft">{t('doneBody')}</p>
      <Button asChild size="lg">
        <Link href="/">{t('home')}</Link>
      </Button>
    </div>
  );
}
