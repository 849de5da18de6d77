'use client';

import { useTranslations } from 'next-intl';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { Textarea } from '@/components/ui/textarea';
import type { FormPart } from './use-listing-form';

const TITLE_MAX = 100;
const DESCRIPTION_MAX = 5_000;

export function TextFields({ form: { values, set, errorOf } }: { form: FormPart }) {
  const t = useTranslations('sell.item');
  const count = (text: string, max: number) => t('count', { count: [...text].length, max });
  return (
    <>
      <Field label={t('title')} aside={count(values.title, TITLE_MAX)} error={errorOf('title')}>
        <Input
          value={values.title}
          onChange={(event) => set({ title: event.currentTarget.value })}
          // Enter ends a title; it does not list the item.
          onKeyDown={(event) => event.key === 'Enter' && event.preventDefault()}
          placeholder={t('titlePlaceholder')}
          maxLength={TITLE_MAX}
          required
        />
      </Field>
      <Field
        label={t('description')}
        aside={count(values.description, DESCRIPTION_MAX)}
        error={errorOf('description')}
      >
        <Textarea
          value={values.description}
          onChange={(event) => set({ description: event.currentTarget.value })}
          placeholder={t('descriptionPlaceholder')}
          maxLength={DESCRIPTION_MAX}
        />
      </Field>
    </>
  );
}
