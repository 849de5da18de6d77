import { ChartColumn } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { EmptyState } from '@/components/ui/empty-state';

/** Replaces charts that would be empty. */
export function NothingSold() {
  const t = useTranslations('seller.chart');
  return (
    <EmptyState
      icon={<ChartColumn />}
      title={t('nothing')}
      description={t('nothingNote')}
      className="flex-1 justify-center py-8"
    />
  );
}
