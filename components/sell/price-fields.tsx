'use client';

import { useLocale, useTranslations } from 'next-intl';
import { Button } from '@/components/ui/button';
import { Chip } from '@/components/ui/chip';
import { Field } from '@/components/ui/field';
import { MoneyInput } from '@/components/ui/money-input';
import { Notice } from '@/components/ui/notice';
import { amountInWords } from '@/lib/format/amount-in-words';
import { formatWon } from '@/lib/format/money';
import type { PriceHint } from './use-price-hint';
import type { FormPart } from './use-sell-form';

const COMMON_STEPS = ['500', '1000', '5000', '10000'];

/** Where bidding begins, what ends it at once, and how far apart bids are. */
export function PriceFields({ form, hint }: { form: FormPart; hint: PriceHint | null }) {
  const t = useTranslations('sell.price');
  const locale = useLocale();
  const { values, set, errorOf } = form;
  return (
    <div className="flex flex-col gap-5">
      {hint ? <SuggestedPrices form={form} hint={hint} /> : null}
      <div className="grid gap-5 sm:grid-cols-2">
        <Field
          label={t('start')}
          hint={<InWords digits={values.startPrice} otherwise={t('startHint')} />}
          error={errorOf('startPrice')}
        >
          <MoneyInput
            value={values.startPrice}
            onValueChange={(digits) => set({ startPrice: digits })}
            required
          />
        </Field>
        <Field
          label={t('buyNow')}
          aside={t('optional')}
          hint={<InWords digits={values.instantPrice} otherwise={t('buyNowHint')} />}
          error={errorOf('instantPrice')}
        >
          <MoneyInput value={values.instantPrice} onValueChange={(digits) => set({ instantPrice: digits })} />
        </Field>
      </div>
      <div className="flex flex-col gap-2">
        <Field label={t('step')} hint={t('stepHint')} error={errorOf('bidUnit')}>
          <MoneyInput value={values.bidUnit} onValueChange={(digits) => set({ bidUnit: digits })} required />
        </Field>
        <div className="flex flex-wrap gap-2">
          {COMMON_STEPS.map((step) => (
            <Chip key={step} selected={values.bidUnit === step} onClick={() => set({ bidUnit: step })}>
              <span className="num">{formatWon(step, locale)}</span>
            </Chip>
          ))}
        </div>
      </div>
    </div>
  );
}

/** The amount in words, where a zero too many shows at once. */
function InWords({ digits, otherwise }: { digits: string; otherwise: string }) {
  const locale = useLocale();
  return Number(digits) > 0 ? amountInWords(digits, locale) : otherwise;
}

function SuggestedPrices({ form: { set }, hint }: { form: FormPart; hint: PriceHint }) {
  const t = useTranslations('sell.price');
  const locale = useLocale();
  const won = (amount: number) => formatWon(amount, locale);
  return (
    <Notice tone="brand" role="status">
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
    </Notice>
  );
}
