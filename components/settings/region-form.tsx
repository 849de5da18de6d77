'use client';

import { useTranslations } from 'next-intl';
import { useRefusalWords } from '@/components/account/refusal-words';
import { RegionPicker } from '@/components/account/region-picker';
import { ActionForm } from '@/components/action/action-form';
import { useFormAction } from '@/components/action/use-form-action';
import { SubmitButton } from '@/components/ui/submit-button';
import type { RegionChoices } from '@/lib/accounts/sign-up-form';
import type { Region } from '@/lib/regions/queries';
import { type FormAction, untouched } from './form-answer';
import { FormNotes } from './form-notes';

export type RegionValues = {
  province: string;
  district: string;
  regionCode: string;
  choices: RegionChoices;
};

/** Where somebody lives; without a script a second button fetches the next list. */
export function RegionForm({
  action,
  provinces,
  region,
}: {
  action: FormAction<RegionValues>;
  provinces: Region[];
  region: RegionValues;
}) {
  const t = useTranslations('settings.region');
  const saving = useFormAction(action, untouched(region));
  const { answer } = saving;
  const { summary, ofField } = useRefusalWords(answer.refusal);
  return (
    <ActionForm of={saving} className="flex flex-col gap-5" noValidate>
      {/* The first button of a form is what Enter presses: not the one that fetches regions. */}
      <button type="submit" tabIndex={-1} aria-hidden className="sr-only" />
      <FormNotes fault={summary} done={answer.outcome === 'done' ? t('done') : null} />
      <RegionPicker
        provinces={provinces}
        chosen={answer.values}
        choices={answer.values.choices}
        error={ofField('regionCode')}
      />
      <SubmitButton className="self-start max-sm:w-full">{t('submit')}</SubmitButton>
    </ActionForm>
  );
}
