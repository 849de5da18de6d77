'use client';

import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { Field } from '@/components/ui/field';
import { Select } from '@/components/ui/select';

export type CategoryChoice = { slug: string; name: string; children: { slug: string; name: string }[] };

/** A category in two steps. A seller who finds no narrower one that fits stays with the wider one. */
export function CategoryField({
  categories,
  value,
  onChange,
  error,
}: {
  categories: readonly CategoryChoice[];
  value: string;
  onChange: (slug: string) => void;
  error?: ReactNode;
}) {
  const t = useTranslations('sell.category');
  const chosen = categories.find(
    ({ slug, children }) => slug === value || children.some((child) => child.slug === value),
  );
  return (
    <div className="grid gap-3 sm:grid-cols-2">
      <Field label={t('label')} error={error}>
        <Select value={chosen?.slug ?? ''} onChange={(event) => onChange(event.currentTarget.value)} required>
          <option value="" disabled>
            {t('choose')}
          </option>
          {categories.map(({ slug, name }) => (
            <option key={slug} value={slug}>
              {name}
            </option>
          ))}
        </Select>
      </Field>
      {chosen && chosen.children.length > 0 ? (
        <Field label={t('narrower')}>
          <Select value={value} onChange={(event) => onChange(event.currentTarget.value)}>
            <option value={chosen.slug}>{t('other', { category: chosen.name })}</option>
            {chosen.children.map(({ slug, name }) => (
              <option key={slug} value={slug}>
                {name}
              </option>
            ))}
          </Select>
        </Field>
      ) : null}
    </div>
  );
}
