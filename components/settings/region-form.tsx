'use client';

import { useTranslations } from 'next-intl';
import { RegionPicker } from '@/components/account/region-picker';
import { ActionForm } from '@/components/action/action-form';
import type { ActionState, FormAction } from '@/components/action/action-state';
import { useFormAction } from '@/components/action/use-form-action';
import { useRefusalMessage } from '@/components/action/use-refusal-message';
import { SubmitButton } from '@/components/ui/submit-button';
import type { RegionChoices } from '@/lib/accounts/sign-up-form';
import type { Region } from '@/lib/regions/queries';
import { FormNotes } from './form-notes';

export type RegionValues = {
  province: string;
  district: string;
  regionCode: string;
  choices: RegionChoices;
};
export type RegionState = ActionState<object, RegionValues>;

/** The place where the person lives. Without a script a second button fetches the next list. */
export function RegionForm({
  action,
  provinces,
  region,
}: {
  action: FormAction<RegionState>;
  provinces: Region[];
  region: RegionValues;
}) {
  const t = useTranslations('settings.region');
  const saving = useFormAction(action);
  const { outcome, refusal, kept } = saving.state;
  const { summary, ofField } = useRefusalMessage()(refusal);
  const values = kept ?? region;
  return (
    <ActionForm of={saving} className="flex flex-col gap-5" noValidate>
      {/* Enter presses the first button of a form: it must not be the one that fetches regions. */}
      <button type="submit" tabIndex={-1} aria-hidden className="sr-only" />
      <FormNotes fault={summary} done={outcome === 'done' ? t('done') : null} />
      <RegionPicker
        provinces={provinces}
        chosen={values}
        choices={values.choices}
        error={ofField('regionCode')}
      />
      <SubmitButton className="self-start max-sm:w-full">{t('submit')}</SubmitButton>
    </ActionForm>
  );
}
