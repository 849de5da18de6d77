'use client';

import { Star } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { ActionForm } from '@/components/action/action-form';
import { useFormAction } from '@/components/action/use-form-action';
import { Callout } from '@/components/ui/callout';
import { Card } from '@/components/ui/card';
import { Field, FieldGroup } from '@/components/ui/field';
import { SubmitButton } from '@/components/ui/submit-button';
import { Textarea } from '@/components/ui/textarea';
import { type TalkAction, useTalkError } from './talk-form';

const RATINGS = [1, 2, 3, 4, 5];

/** The winner's review of the seller, once per auction. */
export function ReviewForm({ action, sellerName }: { action: TalkAction; sellerName: string }) {
  const t = useTranslations('auction.review');
  const reviewing = useFormAction(action);
  const { outcome, refusal, kept } = reviewing.state;
  const error = useTalkError(reviewing.state);
  const isAboutStars = refusal?.code === 'INVALID_INPUT' && 'rating' in refusal.fields;
  if (outcome === 'done') {
    return (
      <Callout tone="brand" role="status">
        {t('done')}
      </Callout>
    );
  }
  return (
    <Card padding="md">
      <ActionForm of={reviewing} className="flex flex-col gap-4" id="review">
        <FieldGroup label={t('rating', { name: sellerName })} error={isAboutStars ? error : null}>
          <div className="flex">
            {RATINGS.map((rating) => (
              <label
                key={rating}
                className="group/star grid size-11 cursor-pointer place-items-center rounded-sm has-focus-visible:outline-2 has-focus-visible:outline-brand"
              >
                <input
                  type="radio"
                  name="rating"
                  value={rating}
                  required
                  defaultChecked={kept?.rating === rating}
                  aria-label={t('stars', { rating })}
                  className="sr-only"
                />
                {/* A star is lit when it or a later one is chosen. */}
                <Star
                  aria-hidden
                  className="size-7 text-line-strong group-has-checked/star:fill-amber group-has-checked/star:text-amber [label:has(~label_input:checked)_&]:fill-amber [label:has(~label_input:checked)_&]:text-amber"
                />
              </label>
            ))}
          </div>
        </FieldGroup>
        <Field label={t('content')} error={isAboutStars ? null : error}>
          <Textarea
            name="content"
            rows={3}
            required
            maxLength={1_000}
            placeholder={t('placeholder')}
            defaultValue={kept?.content ?? ''}
          />
        </Field>
        <SubmitButton size="lg">{t('submit')}</SubmitButton>
      </ActionForm>
    </Card>
  );
}
