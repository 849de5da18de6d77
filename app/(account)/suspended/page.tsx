import { Ban } from 'lucide-react';
import type { Metadata } from 'next';
import Link from 'next/link';
import { redirect } from 'next/navigation';
import { getLocale, getTranslations } from 'next-intl/server';
import { ProblemPage } from '@/components/shell/problem-page';
import { Button } from '@/components/ui/button';
import { requireViewer } from '@/lib/accounts/viewer';
import { formatDateTime } from '@/lib/format/time';
import { business } from '@/lib/legal/business';
import { suspensionOf } from '@/lib/suspension';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('account.suspended');
  return { title: t('title'), robots: { index: false } };
}

/** Says since when and why an account is suspended, and where its money is. */
export default async function SuspendedPage() {
  const viewer = await requireViewer('/suspended');
  const [suspension, t, locale] = await Promise.all([
    suspensionOf(viewer.id),
    getTranslations('account.suspended'),
    getLocale(),
  ]);
  if (!suspension) redirect('/');
  return (
    <ProblemPage
      icon={<Ban />}
      title={t('title')}
      description={
        <>
          <span className="num block">{t('since', { time: formatDateTime(suspension.since, locale) })}</span>
          <span className="mt-3 block font-semibold whitespace-pre-line text-ink">
            {t('reason', { reason: suspension.reason })}
          </span>
          <span className="mt-3 block">{t('allowed')}</span>
        </>
      }
      note={business() ? t('note') : undefined}
    >
      <Button asChild size="lg">
        <Link href="/wallet">{t('wallet')}</Link>
      </Button>
      <Button asChild variant="outline" size="lg">
        <Link href="/notifications">{t('notifications')}</Link>
      </Button>
      <Button asChild variant="outline" size="lg">
        <Link href="/settings">{t('settings')}</Link>
      </Button>
    </ProblemPage>
  );
}
