'use client';

import { CloudAlert, WifiOff } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { useOnline } from '@/components/shell/offline-bar';
import { ProblemPage } from '@/components/shell/problem-page';
import { Button } from '@/components/ui/button';

/**
 * The page of a person whose request failed: a plain sentence and the id under which the server logged the error.
 * The text of the exception itself is never shown.
 */
export default function BrokenPage({ error, retry }: { error: unknown; retry: () => void }) {
  const t = useTranslations('errors.pages');
  const online = useOnline();
  const id = digestOf(error);
  return (
    <ProblemPage
      icon={online ? <CloudAlert /> : <WifiOff />}
      title={online ? t('brokenTitle') : t('offlineTitle')}
      description={online ? t('brokenBody') : t('offlineBody')}
      note={online && id ? t('brokenId', { id }) : null}
    >
      <RetryButton retry={retry} />
      <Button asChild variant="outline" size="lg">
        <Link href="/">{t('home')}</Link>
      </Button>
    </ProblemPage>
  );
}

function RetryButton({ retry }: { retry: () => void }) {
  const t = useTranslations('common');
  return (
    <Button size="lg" onClick={retry}>
      {t('retry')}
    </Button>
  );
}

function digestOf(error: unknown): string | null {
  if (error instanceof Error && 'digest' in error) return String(error.digest);
  return null;
}
