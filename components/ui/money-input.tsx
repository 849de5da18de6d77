'use client';

import { cva, type VariantProps } from 'class-variance-authority';
import { useLocale, useTranslations } from 'next-intl';
import { type ComponentProps, type ReactNode, useEffect, useId } from 'react';
import { amountInWords } from '@/lib/format/amount-in-words';
import { formatWon } from '@/lib/format/money';
import { parseWon, type WonReading } from '@/lib/format/parse-won';
import { cn } from './cn';
import { useMoneyText } from './use-money-text';

const boxVariants = cva(
  [
    'flex w-full min-w-0 items-center justify-between gap-3 rounded-md bg-surface transition-colors duration-150',
    'has-[input:focus-visible]:outline-2 has-[input:focus-visible]:outline-brand',
    'has-[input:disabled]:bg-sunken has-[input:disabled]:text-soft',
  ],
  {
    variants: {
      size: {
        md: 'h-12 border border-line-strong px-3.5 text-base hover:border-soft has-[[aria-invalid]]:border-live',
        lg: 'h-15 border-2 border-ink px-4 text-xl has-[[aria-invalid]]:border-live',
      },
    },
    defaultVariants: { size: 'md' },
  },
);

type MoneyInputProps = Pick<
  ComponentProps<'input'>,
  | 'id'
  | 'name'
  | 'required'
  | 'disabled'
  | 'enterKeyHint'
  | 'aria-label'
  | 'aria-describedby'
  | 'aria-invalid'
  | 'className'
> &
  VariantProps<typeof boxVariants> & {
    /** The amount as the text in the field, which `parseWon` reads: as it was typed, or the digits of an amount. */
    value: string;
    onValueChange: (text: string) => void;
    /** Words inside the box, at the left. */
    leading?: ReactNode;
    /** Stands below while there is no amount to say in words. */
    hint?: ReactNode;
    /** Whether the amount stands in words below, where a zero too many is noticed at once. */
    inWords?: boolean;
  };

/**
 * An amount of whole won. Digits stand in groups of three. 만 and 억 are understood. The amount that was understood
 * stands below, or the reason why the text is no amount. A form posts the text as it stands, and the server reads it
 * with the same `parseWon`: with a script or without, before hydration or after.
 */
export function MoneyInput({
  value,
  onValueChange,
  size,
  leading,
  hint,
  inWords = true,
  className,
  'aria-describedby': describedBy,
  'aria-invalid': invalid,
  ...props
}: MoneyInputProps) {
  const t = useTranslations('money');
  const noteId = useId();
  const field = useMoneyText(value, onValueChange);
  const reading = parseWon(value);
  const fault = reading.kind === 'fault' ? t(`faults.${reading.fault}`) : '';
  const { ref } = field;
  // A text that cannot be read is never sent, whatever the form does: the browser itself brings the person back here.
  useEffect(() => ref.current?.setCustomValidity(fault), [ref, fault]);
  return (
    <span className={cn('flex w-full min-w-0 flex-col gap-1.5', className)}>
      <span className={boxVariants({ size })}>
        {leading ? <span className="shrink-0 text-sm text-soft">{leading}</span> : null}
        <span className="flex min-w-0 flex-1 items-baseline justify-end gap-0.5">
          <input
            {...props}
            {...field}
            type="text"
            // The digit pad serves nearly everybody; 만 and 억 come from a keyboard, a paste or dictation.
            inputMode="numeric"
            autoComplete="off"
            aria-invalid={fault !== '' || invalid ? true : undefined}
            aria-describedby={describedBy ? `${noteId} ${describedBy}` : noteId}
            className="num w-full min-w-0 flex-1 bg-transparent text-right font-bold outline-none"
          />
          <span className={cn('shrink-0 font-bold', size === 'lg' ? 'text-sm' : 'text-base')}>
            {t('unit')}
          </span>
        </span>
      </span>
      <span id={noteId} className={cn('text-xs text-soft', leading && 'text-right', inWords && 'min-h-4.5')}>
        <Understood text={value} reading={reading} inWords={inWords} otherwise={hint} />
        <span aria-live="polite" className="font-medium text-live-deep">
          {fault}
        </span>
      </span>
    </span>
  );
}

/** The amount that was understood: its figure where it was written with 만 or 억, and its words. */
function Understood({
  text,
  reading,
  inWords,
  otherwise,
}: {
  text: string;
  reading: WonReading;
  inWords: boolean;
  otherwise: ReactNode;
}) {
  const t = useTranslations('money');
  const locale = useLocale();
  if (reading.kind === 'fault') return null;
  if (reading.kind === 'empty' || reading.won === 0) return otherwise;
  const figure = /[천백만억]/.test(text.normalize('NFC'))
    ? t('understood', { amount: formatWon(reading.won, locale) })
    : null;
  const words = inWords ? amountInWords(reading.won, locale) : null;
  return [figure, words].filter((part) => part !== null).join(' · ');
}
