import { MessageCircleQuestion } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { PersonName } from '@/components/auction/person-name';
import { Ago } from '@/components/ui/ago';
import { Avatar } from '@/components/ui/avatar';
import { Card } from '@/components/ui/card';
import { SectionHeader } from '@/components/ui/page-header';
import { newKey } from '@/lib/idempotency-key';
import type { Question } from '@/lib/questions/list';
import { BlockButton, type Blocking } from './block-button';
import { type TalkAction, TalkForm } from './talk-form';

/**
 * The questions about an item with the seller's answers, and the form of the viewer: to ask, or to answer as the
 * seller.
 */
export function Questions({
  questions,
  sellerName,
  youKey,
  now,
  ask,
  answer,
  blocking,
}: {
  questions: Question[];
  sellerName: string;
  /** The viewer's pseudonym here; null for a visitor. */
  youKey: string | null;
  now: Date;
  /** Null where the viewer cannot ask. */
  ask: TalkAction | null;
  /** Takes the question's id; null for everybody but the seller. */
  answer: ((questionId: string) => TalkAction) | null;
  /** For the seller only. */
  blocking: Blocking | null;
}) {
  const t = useTranslations('auction.questions');
  return (
    <section aria-labelledby="questions">
      <SectionHeader
        id="questions"
        title={t('title')}
        count={questions.length || undefined}
        className="mt-0"
      />
      <Card className="flex flex-col px-4 md:px-4.5">
        {questions.length === 0 ? (
          <p className="flex items-center gap-2.5 py-4 text-sm text-soft">
            <MessageCircleQuestion aria-hidden className="size-5 shrink-0" />
            {t(ask ? 'empty' : 'emptySeller')}
          </p>
        ) : (
          <ol>
            {questions.map((question) => (
              <li key={question.id} className="flex flex-col gap-3 border-b border-line py-4 last:border-b-0">
                <div className="flex items-start gap-2 *:first:flex-1">
                  <Entry
                    letterOf={question.writer.name}
                    name={question.writer.key === youKey ? t('you') : <PersonName person={question.writer} />}
                    at={question.createdAt}
                    now={now}
                    content={question.content}
                  />
                  {blocking ? <BlockButton person={question.writer} blocking={blocking} /> : null}
                </div>
                {question.answer ? (
                  <div className="ml-5 border-l-2 border-brand-tint pl-4">
                    <Entry
                      letterOf={sellerName}
                      name={t('seller', { name: sellerName })}
                      at={question.answer.createdAt}
                      now={now}
                      content={question.answer.content}
                    />
                  </div>
                ) : answer ? (
                  <TalkForm
                    action={answer(question.id)}
                    once={{ name: `answer ${question.id}`, firstKey: newKey() }}
                    label={t('answerLabel')}
                    placeholder={t('answerPlaceholder')}
                    submit={t('answer')}
                  />
                ) : (
                  <p className="ml-5 text-xs text-soft">{t('waiting')}</p>
                )}
              </li>
            ))}
          </ol>
        )}
        {ask ? (
          <div className="border-t border-line py-4">
            <TalkForm
              action={ask}
              once={{ name: 'ask', firstKey: newKey() }}
              label={t('askLabel')}
              placeholder={t('askPlaceholder')}
              submit={t('ask')}
              hint={t('askHint')}
              forbidden={t('barred')}
            />
          </div>
        ) : null}
      </Card>
    </section>
  );
}

function Entry({
  letterOf,
  name,
  at,
  now,
  content,
}: {
  letterOf: string;
  name: ReactNode;
  at: Date;
  now: Date;
  content: string;
}) {
  return (
    <div className="flex gap-3">
      <Avatar name={letterOf} />
      <div className="min-w-0 flex-1">
        <p className="flex flex-wrap items-baseline gap-x-2 text-sm">
          <span className="font-semibold">{name}</span>
          <Ago at={at} now={now} className="num text-xs text-soft" />
        </p>
        <p className="mt-0.5 text-sm whitespace-pre-line">{content}</p>
      </div>
    </div>
  );
}
