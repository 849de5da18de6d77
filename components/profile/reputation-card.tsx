import { Sprout } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Stars } from '@/components/review/stars';
import { Card } from '@/components/ui/card';
import type { Reputation } from '@/lib/reputation';
import { RATINGS, type RatingSpread } from '@/lib/reviews/ratings';

/** A seller's reputation: the score, and the distribution of the ratings. */
export function ReputationCard({ reputation, spread }: { reputation: Reputation; spread: RatingSpread }) {
  const t = useTranslations('profile.reputation');
  const { score, reviews } = reputation;
  return (
    <Card asChild radius="xl" padding="md">
      <section aria-labelledby="reputation">
        <h2 id="reputation" className="text-sm text-soft">
          {t('title')}
        </h2>
        {score === null ? (
          <div className="mt-2 flex items-center gap-3.5">
            <span
              aria-hidden
              className="grid size-11 shrink-0 place-items-center rounded-full bg-brand-tint text-brand"
            >
              <Sprout className="size-5.5" />
            </span>
            <div>
              <p className="font-bold">{t('none')}</p>
              <p className="mt-0.5 text-sm text-soft">{t('noneNote')}</p>
            </div>
          </div>
        ) : (
          <>
            <p className="mt-0.5 flex items-baseline gap-2">
              <span className="num text-2xl font-bold text-brand">{t('score', { score })}</span>
              <span className="text-xs text-soft">{t('of')}</span>
            </p>
            <p className="num mt-1.5 mb-4 flex flex-wrap items-center gap-x-2 text-sm">
              <Stars rating={Math.round(score / 20)} />
              <span>{t('mean', { mean: meanOf(spread) })}</span>
              <span className="text-soft">{t('count', { count: reviews })}</span>
            </p>
            <Spread spread={spread} reviews={reviews} />
          </>
        )}
      </section>
    </Card>
  );
}

function Spread({ spread, reviews }: { spread: RatingSpread; reviews: number }) {
  const t = useTranslations('profile.reputation');
  return (
    <ul aria-label={t('spread')} className="flex flex-col gap-1.5 text-sm">
      {RATINGS.map((rating) => (
        <li key={rating} className="grid grid-cols-[2rem_minmax(0,1fr)_2.75rem] items-center gap-2.5">
          <span className="num">{t('row', { rating })}</span>
          <span aria-hidden className="h-2 overflow-hidden rounded-full bg-sunken">
            <span
              className="block h-full rounded-full bg-amber"
              style={{ width: `${(spread[rating] / Math.max(reviews, 1)) * 100}%` }}
            />
          </span>
          <span className="num text-right text-soft">{t('rowCount', { count: spread[rating] })}</span>
        </li>
      ))}
    </ul>
  );
}

/** To one decimal. */
function meanOf(spread: RatingSpread): string {
  const count = RATINGS.reduce((sum, rating) => sum + spread[rating], 0);
  const stars = RATINGS.reduce<number>((sum, rating) => sum + rating * spread[rating], 0);
  return (stars / Math.max(count, 1)).toFixed(1);
}
