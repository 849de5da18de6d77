import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { VerifyForm } from '@/components/receipt/verify-form';
import { PageHeader } from '@/components/ui/page-header';
import { publishedKeys } from '@/lib/record/keys';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('receipt.verify');
  return { title: t('title'), description: t('intro') };
}

/** Checks a receipt that somebody has: the page brings the keys along, and asks nobody afterwards. */
export default async function VerifyPage() {
  const t = await getTranslations('receipt.verify');
  return (
    <div className="container-page max-w-140 py-5 md:py-7">
      <PageHeader title={t('title')} description={t('intro')} />
      <VerifyForm keys={publishedKeys()} />
      <a
        href="/.well-known/neighborbid-keys.json"
        className="mt-5 inline-flex min-h-11 items-center text-sm font-semibold text-soft underline underline-offset-4 hover:text-ink"
      >
        {t('keys')}
      </a>
    </div>
  );
}
