'use client';

import { CircleStop, Pencil, Trash2 } from 'lucide-react';
import Link from 'next/link';
import { useLocale, useTranslations } from 'next-intl';
import { Button } from '@/components/ui/button';
import { formatWon } from '@/lib/format/money';
import { personName } from '@/lib/format/person-name';
import { AuctionActionButton } from './auction-action-button';
import { useBidForm } from './bid-form-provider';
import { useAuction } from './live-auction-provider';

/** The seller's actions on a running or upcoming auction: edit and withdraw before the first bid, close early. */
export function SellerPanel({ keys }: { keys: { close: string; cancel: string } }) {
  const t = useTranslations('bid.seller');
  const locale = useLocale();
  const { auction, state, phase } = useAuction();
  const { actions } = useBidForm();
  if (phase !== 'running' && phase !== 'upcoming') return null;
  const untouched = state.bidCount === 0;
  const price = formatWon(state.price, locale);
  return (
    <section aria-label={t('label')} className="flex flex-col gap-2.5">
      {untouched ? (
        <Button asChild variant="outline" size="lg" block>
          <Link href={`/auctions/${auction.id}/edit`}>
            <Pencil aria-hidden />
            {t('edit')}
          </Link>
        </Button>
      ) : null}
      {phase === 'running' ? (
        <AuctionActionButton
          action={actions.closeEarly}
          name="close"
          firstKey={keys.close}
          icon={<CircleStop aria-hidden />}
          label={t('close')}
          doneMessage={t('closed')}
          question={{
            title: t('closeTitle'),
            description: state.leader
              ? t('closeBody', { name: personName(state.leader), amount: price })
              : t('closeNoBids'),
            confirmLabel: t('closeYes'),
            cancelLabel: t('keep'),
            tone: untouched ? 'danger' : 'brand',
          }}
        />
      ) : null}
      {untouched ? (
        <AuctionActionButton
          action={actions.cancel}
          name="cancel"
          firstKey={keys.cancel}
          icon={<Trash2 aria-hidden />}
          label={t('cancel')}
          doneMessage={t('cancelled')}
          variant="danger"
          question={{
            title: t('cancelTitle'),
            description: t('cancelBody'),
            confirmLabel: t('cancelYes'),
            cancelLabel: t('keep'),
            tone: 'danger',
          }}
        />
      ) : null}
    </section>
  );
}
