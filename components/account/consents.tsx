'use client';

import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Checkbox } from '@/components/ui/checkbox';
import type { SignUpValues } from '@/lib/accounts/sign-up-form';

const CONSENTS = [
  { name: 'terms', required: true, page: '/terms' },
  { name: 'privacy', required: true, page: '/privacy' },
  { name: 'age14', required: true, page: null },
  { name: 'marketing', required: false, page: null },
] as const;

type ConsentName = (typeof CONSENTS)[number]['name'];

/** A box for each consent, the required ones apart from the optional one, and one box for all of them. */
export function Consents({
  given,
  errorOf,
}: {
  given: Pick<SignUpValues, ConsentName>;
  errorOf: (consent: ConsentName) => string | undefined;
}) {
  const t = useTranslations('account.consents');
  const [ticked, setTicked] = useState(given);
  const all = CONSENTS.every(({ name }) => ticked[name]);
  const tickAll = (value: boolean) =>
    setTicked({ terms: value, privacy: value, age14: value, marketing: value });
  return (
    <fieldset className="flex flex-col">
      <legend className="mb-1.5 text-sm font-semibold">{t('legend')}</legend>
      <Checkbox
        name="all"
        checked={all}
        onChange={(event) => tickAll(event.target.checked)}
        className="border-b border-line pb-2 font-semibold"
      >
        {t('all')}
      </Checkbox>
      {CONSENTS.map(({ name, required, page }) => (
        <div key={name} className={required ? undefined : 'border-t border-line'}>
          <div className="flex items-center justify-between gap-3">
            <Checkbox
              name={name}
              checked={ticked[name]}
              onChange={(event) => {
                const { checked } = event.target;
                // Values that come back tick several boxes before the next rendering.
                setTicked((held) => ({ ...held, [name]: checked }));
              }}
              required={required}
              aria-invalid={errorOf(name) ? true : undefined}
              aria-describedby={errorOf(name) ? `${name}-error` : undefined}
            >
              <span className="text-sm">
                <span className={required ? 'font-semibold text-brand' : 'text-soft'}>
                  {required ? t('required') : t('optional')}
                </span>{' '}
                {t(name)}
              </span>
            </Checkbox>
            {page ? (
              <Link
                href={page}
                target="_blank"
                aria-label={t('readPage', { page: t(name) })}
                className="inline-flex min-h-11 shrink-0 items-center px-2 text-sm text-soft underline underline-offset-4"
              >
                {t('read')}
              </Link>
            ) : null}
          </div>
          {errorOf(name) ? (
            <p id={`${name}-error`} className="pb-1 text-sm font-medium text-live-deep">
              {errorOf(name)}
            </p>
          ) : null}
        </div>
      ))}
    </fieldset>
  );
}
