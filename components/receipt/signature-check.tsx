'use client';

import { Check, Info, X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';
import { Callout } from '@/components/ui/callout';
import { Spinner } from '@/components/ui/spinner';
import type { PublishedKey } from '@/lib/record/published-key';
import { checkReceipt } from '@/lib/record/receipt';

type Found = 'valid' | 'altered' | 'unknown';

/**
 * Checks the receipt of the page with the keys that the page came with, in the browser.
 *
 * @param receipt  its JSON
 */
export function SignatureCheck({ receipt, keys }: { receipt: string; keys: readonly PublishedKey[] }) {
  const t = useTranslations('receipt.signature');
  const [found, setFound] = useState<Found | null>(null);
  useEffect(() => {
    let here = true;
    void checkReceipt(receipt, keys).then(({ verdict }) => {
      if (!here) return;
      setFound(verdict === 'valid' ? 'valid' : verdict === 'cannotCheck' ? 'unknown' : 'altered');
    });
    return () => {
      here = false;
    };
  }, [receipt, keys]);
  if (found === null) {
    return (
      <Callout icon={<Spinner />} role="status" className="[@media(scripting:none)]:hidden">
        {t('checking')}
      </Callout>
    );
  }
  const { tone, icon } = LOOKS[found];
  return (
    <Callout tone={tone} icon={icon} role="status">
      <b className="block text-ink">{t(found)}</b>
      <span className="text-soft">{t(`${found}Note`)}</span>
    </Callout>
  );
}

const LOOKS = {
  valid: { tone: 'brand', icon: <Check aria-hidden /> },
  altered: { tone: 'live', icon: <X aria-hidden /> },
  unknown: { tone: 'neutral', icon: <Info aria-hidden /> },
} as const;
