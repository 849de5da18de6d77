import { getTranslations } from 'next-intl/server';
import { cache } from 'react';
import { answerReviewAction, writeReviewAction } from '@/app/actions/talk';
import { ReviewForm } from '@/components/auction/item/review-form';
import { ReviewEntry } from '@/components/review/review-entry';
import { Callout } from '@/components/ui/callout';
import { Card } from '@/components/ui/card';
import { SectionHeader } from '@/components/ui/page-header';
import type { AuctionDetail } from '@/lib/auctions/detail';
import { reviewOf } from '@/lib/reviews/review-of';

const loadReview = cache(reviewOf);

/** For the winner: the form for their review of the seller, or that they have written it. */
export async function ReviewPanel({ auction }: { auction: AuctionDetail }) {
  const [review, t] = await Promise.all([loadReview(auction.id), getTranslations('auction.review')]);
  if (!review) {
    return (
      <ReviewForm action={writeReviewAction.bind(null, auction.id)} sellerName={auction.seller.nickname} />
    );
  }
  return (
    <Callout tone="brand">
      <a href="#review" className="font-bold underline-offset-4 hover:underline">
        {t('yours', { rating: review.rating })}
      </a>
    </Callout>
  );
}

/** For everybody: the winner's review and the seller's answer, which the seller may write here; nothing before. */
export async function ReviewSection({ auction }: { auction: AuctionDetail }) {
  const [review, t] = await Promise.all([loadReview(auction.id), getTranslations('profile.review')]);
  if (!review) return null;
  return (
    <section aria-labelledby="review">
      <SectionHeader id="review" title={t('title')} className="mt-0" />
      <Card padding="md">
        <ReviewEntry
          review={review}
          sellerName={auction.seller.nickname}
          now={auction.serverTime}
          answer={auction.you?.isSeller ? answerReviewAction.bind(null, review.id) : null}
        />
      </Card>
    </section>
  );
}
