import { Star } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { cn } from '@/components/ui/cn';

const ALL = [1, 2, 3, 4, 5];

/** A rating as stars, and in words for screen readers. */
export function Stars({ rating, className }: { rating: number; className?: string }) {
  const t = useTranslations('profile.review');
  return (
    <span className={cn('inline-flex items-center', className)}>
      <span className="sr-only">{t('stars', { rating })}</span>
      {ALL.map((one) => (
        <Star
          key={one}
          aria-hidden
          className={cn('size-4', one <= rating ? 'fill-amber text-amber' : 'fill-line text-line')}
        />
      ))}
    </span>
  );
}
