'use client';

import { useLocale, useTranslations } from 'next-intl';
import { Button } from '@/components/ui/button';
import { Callout } from '@/components/ui/callout';
import { Chip } from '@/components/ui/chip';
import { Field } from '@/components/ui/field';
import { MoneyInput } from '@/components/ui/money-input';
import { formatWon } from '@/lib/format/money';
import { wonIn } from '@/lib/format/parse-won';
import type { FormPart } from './use-listing-form';
import type { PriceHint } from './use-price-hint';

const COMMON_STEPS = [500, 1_000, 5_000, 10_000];

/** The start price, the buy-now price and the bid step. */
export function PriceFields({ form, hint }: { form: FormPart; hint: PriceHint | null }) {
  const t = useTranslations('sell.price');
  const locale = useLocale();
  const { values, set, errorOf } = form;
  return (
    <div className="flex flex-col gap-5">
      {hint ? <SuggestedPrices form={form} hint={hint} /> : null}
      <div className="grid gap-5 sm:grid-cols-2">
        <Field label={t('start')} error={errorOf('startPrice')}>
          <MoneyInput
            value={values.startPrice}
            onValueChange={(startPrice) => set({ startPrice })}
            hint={t('startHint')}
            required
          />
        </Field>
        <Field label={t('buyNow')} aside={t('optional')} error={errorOf('instantPrice')}>
          <MoneyInput
            value={values.instantPrice}
            onValueChange={(instantPrice) => set({ instantPrice })}
            hint={t('buyNowHint')}
          />
        </Field>
      </div>
      <div className="flex flex-col gap-2">
        <Field label={t('step')} hint={t('stepHint')} error={errorOf('bidUnit')}>
          <MoneyInput
            value={values.bidUnit}
            onValueChange={(bidUnit) => set({ bidUnit })}
            inWords={false}
            required
          />
        </Field>
        <div className="flex flex-wrap gap-2">
          {COMMON_STEPS.map((step) => (
            <Chip
              key={step}
              selected={wonIn(values.bidUnit) === step}
              onClick={() => set({ bidUnit: String(step) })}
            >
              <span className="num">{formatWon(step, locale)}</span>
            </Chip>
          ))}
        </div>
      </div>
    </div>
  );
}

function SuggestedPrices({ form: { set }, hint }: { form: FormPart; hint: PriceHint }) {
  const t = useTranslations('sell.price');
  const locale = useLocale();
  const won = (amount: number) => formatWon(amount, locale);
  return (
    <Callout tone="brand" role="status">
      <p>
        {t('similar', {
          count: hint.sales,
          median: won(hint.median),
          lower: won(hint.lowerQuartile),
          upper: won(hint.upperQuartile),
        })}
      </p>
      <p className="mt-1 flex flex-wrap gap-x-3">
        <Button variant="link" onClick={() => set({ startPrice: String(hint.lowerQuartile) })}>
          {t('useAsStart', { amount: won(hint.lowerQuartile) })}
        </Button>
        {hint.upperQuartile > hint.lowerQuartile ? (
          <Button variant="link" onClick={() => set({ instantPrice: String(hint.upperQuartile) })}>
            {t('useAsBuyNow', { amount: won(hint.upperQuartile) })}
          </Button>
        ) : null}
      </p>
    </Callout>
  );
}
