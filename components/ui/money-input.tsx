'use client';

import { cva, type VariantProps } from 'class-variance-authority';
import { useLocale } from 'next-intl';
import {
  type ChangeEvent,
  type ComponentProps,
  type ReactNode,
  useImperativeHandle,
  useLayoutEffect,
  useRef,
  useState,
  useSyncExternalStore,
} from 'react';
import { digitsOf, groupDigits } from '@/lib/format/money';
import { cn } from './cn';

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

export type MoneyInputProps = Omit<
  ComponentProps<'input'>,
  'value' | 'defaultValue' | 'onChange' | 'type' | 'size' | 'max'
> &
  VariantProps<typeof boxVariants> & {
    /** Whole won as digits; given, the caller keeps the value. */
    value?: string;
    defaultValue?: string;
    /** Digits only, without leading zeros; "" when the field is empty. */
    onValueChange?: (digits: string) => void;
    /** How many digits fit, twelve as in the database. */
    maxDigits?: number;
    /** Words inside the box, at the left. */
    leading?: ReactNode;
  };

/**
 * An amount of whole won. One sees groups of three; the form posts a plain integer under `name`.
 *
 * Without a script the box is an ordinary field of digits, which posts the same.
 */
export function MoneyInput({
  name,
  value,
  defaultValue = '',
  onValueChange,
  maxDigits = 12,
  size,
  leading,
  className,
  ref,
  ...props
}: MoneyInputProps) {
  const locale = useLocale();
  const scripted = useScripted();
  const [ownDigits, setOwnDigits] = useState(() => digitsOf(defaultValue, maxDigits));
  const digits = value === undefined ? ownDigits : digitsOf(value, maxDigits);
  const { inputRef, rememberCaret } = useCaret(digits);
  useImperativeHandle<HTMLInputElement | null, HTMLInputElement | null>(ref, () => inputRef.current);

  function change(event: ChangeEvent<HTMLInputElement>) {
    rememberCaret(event.currentTarget);
    const next = digitsOf(event.currentTarget.value, maxDigits);
    setOwnDigits(next);
    onValueChange?.(next);
  }

  // The won sign leads and is part of what one sees; 원 follows, where a caret behind it would be in the way.
  const sign = locale === 'ko' ? '' : '₩';
  return (
    <span className={cn(boxVariants({ size }), className)}>
      {leading ? <span className="shrink-0 text-sm text-soft">{leading}</span> : null}
      <span className="flex min-w-0 flex-1 items-baseline justify-end gap-0.5">
        <input
          ref={inputRef}
          type="text"
          inputMode="numeric"
          autoComplete="off"
          pattern={scripted ? undefined : '[0-9]*'}
          name={scripted ? undefined : name}
          value={scripted && digits !== '' ? `${sign}${groupDigits(digits)}` : digits}
          onChange={change}
          className="num w-full min-w-0 flex-1 bg-transparent text-right font-bold outline-none"
          {...props}
        />
        {locale === 'ko' ? (
          <span className={cn('shrink-0 font-bold', size === 'lg' ? 'text-sm' : 'text-base')}>원</span>
        ) : null}
      </span>
      {scripted && name ? <input type="hidden" name={name} value={digits} disabled={props.disabled} /> : null}
    </span>
  );
}

/** False on the server and while the page comes to life, true from then on. */
function useScripted(): boolean {
  return useSyncExternalStore(
    () => () => undefined,
    () => true,
    () => false,
  );
}

/** Keeps the caret behind the digit it stood behind, though separators come and go. */
function useCaret(digits: string) {
  const inputRef = useRef<HTMLInputElement>(null);
  const digitsAfterCaret = useRef<number | null>(null);

  function rememberCaret(input: HTMLInputElement) {
    const tail = input.value.slice(input.selectionStart ?? input.value.length);
    digitsAfterCaret.current = tail.replace(/\D/g, '').length;
  }

  // biome-ignore lint/correctness/useExhaustiveDependencies: the caret is put back after each change of the digits
  useLayoutEffect(() => {
    const input = inputRef.current;
    const wanted = digitsAfterCaret.current;
    if (!input || wanted === null || document.activeElement !== input) return;
    digitsAfterCaret.current = null;
    let position = input.value.length;
    for (let seen = 0; position > 0 && seen < wanted; position -= 1) {
      if (/\d/.test(input.value[position - 1] ?? '')) seen += 1;
    }
    input.setSelectionRange(position, position);
  }, [digits]);

  return { inputRef, rememberCaret };
}
