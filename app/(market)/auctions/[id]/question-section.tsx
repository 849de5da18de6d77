import { answerQuestionAction, askQuestionAction } from '@/app/actions/talk';
import type { Blocking } from '@/components/auction/item/block-button';
import { Questions } from '@/components/auction/item/questions';
import type { Viewer } from '@/lib/accounts/viewer';
import type { AuctionDetail } from '@/lib/auctions/detail';
import { listQuestions } from '@/lib/questions/list';

const QUESTIONS_SHOWN = 50;

/** Questions and answers; a person who is logged in may ask until the end, the seller may answer also after it. */
export async function QuestionSection({
  auction,
  viewer,
  blocking,
}: {
  auction: AuctionDetail;
  viewer: Viewer | null;
  blocking: Blocking | null;
}) {
  const questions = await listQuestions({
    auctionId: auction.id,
    limit: QUESTIONS_SHOWN,
    viewerId: viewer?.id ?? null,
  });
  const isSeller = auction.you?.isSeller ?? false;
  const open = auction.status === 'WAITING' || auction.status === 'ACTIVE';
  return (
    <Questions
      questions={questions?.items ?? []}
      sellerName={auction.seller.nickname}
      youKey={auction.you?.key ?? null}
      now={auction.serverTime}
      ask={viewer && !isSeller && open ? askQuestionAction.bind(null, auction.id) : null}
      answer={
        isSeller && !auction.removal
          ? (questionId) => answerQuestionAction.bind(null, auction.id, questionId)
          : null
      }
      blocking={blocking}
    />
  );
}
