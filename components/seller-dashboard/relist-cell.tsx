'use client';

import { RotateCw } from 'lucide-react';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useEffect, useEffectEvent } from 'react';
import { ActionForm } from '@/components/action/action-form';
import { useFaultToast } from '@/components/action/use-fault-toast';
import { useFormAction } from '@/components/action/use-form-action';
import { useRefusalMessage } from '@/components/action/use-refusal-message';
import { Button } from '@/components/ui/button';
import { SubmitButton } from '@/components/ui/submit-button';
import { toast } from '@/components/ui/toaster';
import type { WireItem } from '@/lib/selling/wire';
import { RELIST_FIELD, type RelistAction, type RelistState } from './seller-actions';

/**
 * The ways to relist an item: at once and unchanged, or from a copy that is changed first. An item that is already relisted
 * has a link to its new auction.
 */
export function RelistCell({ item, relist }: { item: WireItem; relist: RelistAction }) {
  const t = useTranslations('seller.items.relist');
  const durations = useTranslations('sell.schedule.durations');
  const router = useRouter();
  const tell = useFaultToast();
  const message = useRefusalMessage();
  const relisting = useFormAction(relist, { onFault: (fault) => tell(fault) });
  const { state } = relisting;

  const tellOutcome = useEffectEvent((outcome: RelistState) => {
    if (outcome.outcome === 'refused' && outcome.refusal.code === 'RATE_LIMITED') {
      toast.error(message(outcome.refusal).summary);
    } else if (outcome.outcome === 'refused') {
      const { fields, ofField } = message(outcome.refusal);
      toast.error(ofField(fields[0]) ?? t('failed'), {
        action: { label: t('edit'), onClick: () => router.push(`/auctions/new?from=${item.id}`) },
      });
    }
    if (outcome.outcome !== 'done') return;
    const { auctionId, duration } = outcome;
    toast.success(t('done', { duration: durations(duration) }), {
      action: { label: t('see'), onClick: () => router.push(`/auctions/${auctionId}`) },
    });
  });
  useEffect(() => tellOutcome(state), [state]);

  if (item.relistedAs !== null) {
    return (
      <Button asChild variant="link">
        <Link href={`/auctions/${item.relistedAs}`} aria-label={t('listedNamed', { title: item.title })}>
          {t('listed')}
        </Link>
      </Button>
    );
  }
  return (
    <div className="flex flex-col items-end md:flex-row-reverse md:items-center md:justify-start md:gap-1">
      <ActionForm of={relisting} showsFault>
        <input type="hidden" name={RELIST_FIELD} value={item.id} />
        <SubmitButton variant="outline" aria-label={t('againNamed', { title: item.title })}>
          <RotateCw aria-hidden />
          {t('again')}
        </SubmitButton>
      </ActionForm>
      <Button asChild variant="ghost" className="text-soft">
        <Link href={`/auctions/new?from=${item.id}`} aria-label={t('editNamed', { title: item.title })}>
          {t('edit')}
        </Link>
      </Button>
    </div>
  );
}
