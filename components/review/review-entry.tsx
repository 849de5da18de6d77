import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { type TalkAction, TalkForm } from '@/components/auction/item/talk-form';
import { PersonName } from '@/components/auction/person-name';
import { Ago } from '@/components/ui/ago';
import { Avatar } from '@/components/ui/avatar';
import { Button } from '@/components/ui/button';
import type { Review } from '@/lib/reviews/list';
import { Stars } from './stars';

/**
 * A winner's review of a seller, and the seller's answer.
 *
 * @param withItem  names the item, if the page is not about it
 * @param answer    for the seller while there is no answer; null otherwise
 */
export function ReviewEntry({
  review,
  sellerName,
  now,
  withItem = false,
  answer,
}: {
  review: Review;
  sellerName: string;
  now: Date;
  withItem?: boolean;
  answer: TalkAction | null;
}) {
  const t = useTranslations('profile.review');
  return (
    <div className="flex flex-col gap-3">
      <div className="flex gap-3">
        <Avatar name={review.reviewer.name} />
        <div className="min-w-0 flex-1">
          <p className="flex flex-wrap items-center gap-x-2 text-sm">
            <span className="font-semibold">
              <PersonName person={review.reviewer} />
            </span>
            <Stars rating={review.rating} />
            <Ago at={review.createdAt} now={now} className="num text-xs text-soft" />
          </p>
          {withItem ? (
            <Link
              href={`/auctions/${review.auctionId}`}
              className="block truncate text-xs text-soft underline-offset-4 hover:text-ink hover:underline"
            >
              {review.auctionTitle ?? t('removedItem')}
            </Link>
          ) : null}
          <p className="mt-1 text-sm whitespace-pre-line">{review.content}</p>
        </div>
      </div>
      {review.answer ? (
        <div className="ml-5 flex gap-3 border-l-2 border-brand-tint pl-4">
          <Avatar name={sellerName} />
          <div className="min-w-0 flex-1">
            <p className="flex flex-wrap items-baseline gap-x-2 text-sm">
              <span className="font-semibold">{t('seller', { name: sellerName })}</span>
              <Ago at={review.answer.createdAt} now={now} className="num text-xs text-soft" />
            </p>
            <p className="mt-0.5 text-sm whitespace-pre-line">{review.answer.content}</p>
          </div>
        </div>
      ) : null}
      {answer && !review.answer ? (
        <details className="group/answer ml-10">
          <Button asChild variant="outline" className="group-open/answer:hidden">
            <summary className="list-none [&::-webkit-details-marker]:hidden">{t('answer')}</summary>
          </Button>
          <TalkForm
            action={answer}
            once={null}
            label={t('answerLabel')}
            placeholder={t('answerPlaceholder')}
            submit={t('send')}
          />
        </details>
      ) : null}
    </div>
  );
}
