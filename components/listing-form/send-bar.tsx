'use client';

import Link from 'next/link';
import { usePathname, useSearchParams } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { ReloadButton, useFaultWords } from '@/components/action/fault-callout';
import { useRefusalMessage } from '@/components/action/use-refusal-message';
import { Button } from '@/components/ui/button';
import { Callout } from '@/components/ui/callout';
import type { ListingRefusal } from './use-send';

/** The end of the form: the reasons that keep it from being sent, and the button that sends it. */
export function SendBar({
  label,
  uploading,
  pending,
  refusal,
  faults,
}: {
  label: string;
  /** Pictures are still being uploaded. */
  uploading: boolean;
  pending: boolean;
  refusal: ListingRefusal | null;
  /** The number of fields with a fault. */
  faults: number;
}) {
  const t = useTranslations('sell.submit');
  return (
    <div className="flex flex-col gap-3">
      {faults > 0 ? (
        <p role="alert" className="text-sm font-medium text-live-deep">
          {t('faults', { count: faults })}
        </p>
      ) : null}
      {refusal !== null && refusal.code !== 'INVALID_INPUT' ? <RefusalCallout refusal={refusal} /> : null}
      <Button type="submit" size="xl" block loading={pending} disabled={uploading}>
        {uploading ? t('uploading') : label}
      </Button>
    </div>
  );
}

function RefusalCallout({ refusal }: { refusal: ListingRefusal }) {
  const t = useTranslations('sell.submit');
  const message = useRefusalMessage();
  const query = useSearchParams();
  const ofFault = useFaultWords();
  function words(): string {
    switch (refusal.code) {
      case 'UNREACHABLE':
        return t('broken');
      case 'OUTDATED':
      case 'OTHER_ACCOUNT':
        return ofFault(refusal, true);
      default:
        return message(refusal).summary ?? '';
    }
  }
  const here = `${usePathname()}${query.size > 0 ? `?${query}` : ''}`;
  return (
    <Callout tone="live" role="alert">
      {words()}
      {refusal.code === 'OUTDATED' ? <ReloadButton reload={() => window.location.reload()} /> : null}
      {refusal.code === 'UNAUTHENTICATED' ? (
        <Link href={`/login?${new URLSearchParams({ next: here })}`} className="ml-2 font-bold underline">
          {t('login')}
        </Link>
      ) : null}
    </Callout>
  );
}
