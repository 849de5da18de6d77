import { SearchX } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { ProblemPage } from '@/components/shell/problem-page';
import { Button } from '@/components/ui/button';

export default function NotFound() {
  const t = useTranslations('errors.pages');
  return (
    <ProblemPage icon={<SearchX />} title={t('notFoundTitle')} description={t('notFoundBody')}>
      <Button asChild size="lg">
        <Link href="/auctions">{t('search')}</Link>
      </Button>
      <Button asChild variant="outline" size="lg">
        <Link href="/">{t('home')}</Link>
      </Button>
    </ProblemPage>
  );
}
