'use client';

import { useTranslations } from 'next-intl';
import { FieldGroup } from '@/components/ui/field';
import { Radio } from '@/components/ui/radio';
import { Segment, Segmented } from '@/components/ui/segmented';
import { ITEM_CONDITIONS, SHIPPING_PAYERS } from '@/lib/auctions/item-terms';
import type { FormPart } from './use-listing-form';

/** The condition of the item; the meaning of the chosen word stands below. */
export function ConditionField({ form: { values, set, errorOf } }: { form: FormPart }) {
  const t = useTranslations('auction');
  const label = useTranslations('sell')('condition');
  const error = errorOf('condition');
  return (
    <FieldGroup
      label={label}
      error={error}
      hint={values.condition === '' ? null : t(`conditionNote.${values.condition}`)}
    >
      <Segmented className="grid grid-cols-3 sm:grid-cols-5">
        {ITEM_CONDITIONS.map((condition) => (
          <Segment
            key={condition}
            name="condition"
            value={condition}
            checked={values.condition === condition}
            aria-invalid={error ? true : undefined}
            onChange={() => set({ condition })}
          >
            {t(`condition.${condition}`)}
          </Segment>
        ))}
      </Segmented>
    </FieldGroup>
  );
}

export function ShippingField({ form: { values, set } }: { form: FormPart }) {
  const t = useTranslations('sell.shipping');
  return (
    <FieldGroup label={t('label')}>
      <Segmented>
        {SHIPPING_PAYERS.toReversed().map((payer) => (
          <Segment
            key={payer}
            name="shippingPayer"
            value={payer}
            checked={values.shippingPayer === payer}
            onChange={() => set({ shippingPayer: payer })}
          >
            {t(payer)}
          </Segment>
        ))}
      </Segmented>
    </FieldGroup>
  );
}

/** Local or national, each explained in a sentence. */
export function KindField({ form: { values, set } }: { form: FormPart }) {
  const t = useTranslations('sell.kind');
  return (
    <FieldGroup label={t('label')}>
      <div className="flex flex-col gap-3">
        {(['local', 'national'] as const).map((kind) => (
          <Radio
            key={kind}
            name="kind"
            value={kind}
            checked={values.isNational === (kind === 'national')}
            onChange={() => set({ isNational: kind === 'national' })}
            description={t(`${kind}Note`)}
          >
            <span className="font-semibold">{t(kind)}</span>
          </Radio>
        ))}
      </div>
    </FieldGroup>
  );
}
