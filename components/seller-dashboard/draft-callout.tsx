'use client';

import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';
import { draftsOf } from '@/components/listing-form/draft';
import { Callout } from '@/components/ui/callout';

/** Reminds a seller of the drafts on this device. */
export function DraftCallout({ sellerId }: { sellerId: string }) {
  const t = useTranslations('seller.draft');
  const [drafts, setDrafts] = useState<ReturnType<typeof draftsOf>>([]);
  useEffect(() => setDrafts(draftsOf(sellerId)), [sellerId]);
  if (drafts.length === 0) return null;
  return (
    <Callout role="status" className="mb-4">
      <ul className="flex flex-col gap-1">
        {drafts.map(({ copiedFrom, title }) => (
          <li key={copiedFrom ?? 'new'}>
            {title === '' ? t('title') : t('named', { title })}
            <Link
              href={copiedFrom === null ? '/auctions/new' : `/auctions/new?from=${copiedFrom}`}
              aria-label={t('actionNamed', { title: title === '' ? t('untitled') : title })}
              className="ml-2 inline-flex font-bold text-brand underline-offset-4 hover:underline"
            >
              {t('action')}
            </Link>
          </li>
        ))}
      </ul>
    </Callout>
  );
}
