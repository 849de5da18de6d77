import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { type TalkAction, TalkForm } from '@/components/auction/item/talk-form';
import { ItemImage } from '@/components/auction/item-image';
import { NoPicture } from '@/components/auction/no-picture';
import { PersonName } from '@/components/auction/person-name';
import { Ago } from '@/components/ui/ago';
import { Button } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { newKey } from '@/lib/idempotency-key';
import type { WaitingQuestion } from '@/lib/selling/waiting-questions';

/** Unanswered questions to the seller, the oldest first, each with the form for its answer. */
export function QuestionsWaiting({
  questions,
  now,
  answer,
}: {
  questions: readonly WaitingQuestion[];
  now: Date;
  answer: (question: WaitingQuestion) => TalkAction;
}) {
  return (
    <Card asChild>
      <ol>
        {questions.map((question, index) => (
          <li key={question.id} className="border-b border-line p-4 last:border-b-0 md:px-5">
            <Question question={question} now={now} action={answer(question)} open={index === 0} />
          </li>
        ))}
      </ol>
    </Card>
  );
}

function Question({
  question,
  now,
  action,
  open,
}: {
  question: WaitingQuestion;
  now: Date;
  action: TalkAction;
  open: boolean;
}) {
  const t = useTranslations('seller.questions');
  const { auction, writer, content, createdAt } = question;
  return (
    <div className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-3">
      <span className="relative size-11 overflow-hidden rounded-[10px] bg-sunken">
        {auction.image ? (
          <ItemImage image={auction.image} alt="" sizes="44px" className="size-full object-cover" />
        ) : (
          <NoPicture />
        )}
      </span>
      <div className="min-w-0">
        <p className="flex flex-wrap items-baseline gap-x-2 text-xs text-soft">
          <Link
            href={`/auctions/${auction.id}#questions`}
            className="max-w-full truncate font-semibold underline-offset-4 hover:text-ink hover:underline"
          >
            {auction.title}
          </Link>
          <span className="num">
            <PersonName person={writer} /> · <Ago at={createdAt} now={now} />
          </span>
        </p>
        <p className="mt-1 text-sm whitespace-pre-line">{content}</p>
      </div>
      <details open={open} className="group/answer col-span-2 mt-2 md:col-span-1 md:col-start-2">
        <Button asChild variant="outline" className="group-open/answer:hidden">
          <summary className="list-none [&::-webkit-details-marker]:hidden">{t('answer')}</summary>
        </Button>
        <TalkForm
          action={action}
          once={{ name: `answer ${question.id}`, firstKey: newKey() }}
          label={t('label')}
          placeholder={t('placeholder')}
          submit={t('send')}
        />
      </details>
    </div>
  );
}
