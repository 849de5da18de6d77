'use client';

import { CircleStop, EllipsisVertical, Pencil, Trash2 } from 'lucide-react';
import Link from 'next/link';
import { useLocale, useTranslations } from 'next-intl';
import { useState } from 'react';
import { useCall } from '@/components/action/use-call';
import { useFaultToast } from '@/components/action/use-fault-toast';
import { useRefusalMessage } from '@/components/action/use-refusal-message';
import { Confirm } from '@/components/ui/alert-dialog';
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuTrigger,
} from '@/components/ui/dropdown-menu';
import { IconButton } from '@/components/ui/icon-button';
import { toast } from '@/components/ui/toaster';
import { formatWon } from '@/lib/format/money';
import { personName } from '@/lib/format/person-name';
import type { AuctionState } from '@/lib/realtime/protocol';
import type { SellerActions } from './seller-actions';

/** The actions that cannot be undone. */
type Asked = 'closeEarly' | 'cancel';

/**
 * A seller's actions on a running or coming auction. An action that cannot be undone needs a confirmation. Without a
 * script the item's own page offers all of them.
 *
 * @param onDone  called with the auction as it is afterwards
 */
export function RowMenu({
  title,
  state,
  actions,
  onDone,
}: {
  title: string;
  state: AuctionState;
  actions: SellerActions;
  onDone: (state: AuctionState) => void;
}) {
  const t = useTranslations('seller.act');
  const words = useTranslations('bid.seller');
  const [asked, setAsked] = useState<Asked | null>(null);
  const untouched = state.bidCount === 0;
  return (
    <>
      <DropdownMenu>
        <DropdownMenuTrigger asChild>
          <IconButton label={t('menu', { title })} className="text-soft [@media(scripting:none)]:hidden">
            <EllipsisVertical aria-hidden />
          </IconButton>
        </DropdownMenuTrigger>
        <DropdownMenuContent>
          {untouched ? (
            <DropdownMenuItem asChild>
              <Link href={`/auctions/${state.auctionId}/edit`}>
                <Pencil aria-hidden />
                {t('edit')}
              </Link>
            </DropdownMenuItem>
          ) : null}
          {state.status === 'ACTIVE' ? (
            <DropdownMenuItem onSelect={() => setAsked('closeEarly')}>
              <CircleStop aria-hidden />
              {words('close')}
            </DropdownMenuItem>
          ) : null}
          {untouched ? (
            <DropdownMenuItem tone="danger" onSelect={() => setAsked('cancel')}>
              <Trash2 aria-hidden />
              {words('cancel')}
            </DropdownMenuItem>
          ) : null}
        </DropdownMenuContent>
      </DropdownMenu>
      <Question
        asked={asked}
        onAnswered={() => setAsked(null)}
        state={state}
        actions={actions}
        onDone={onDone}
      />
    </>
  );
}

function Question({
  asked,
  onAnswered,
  state,
  actions,
  onDone,
}: {
  asked: Asked | null;
  onAnswered: () => void;
  state: AuctionState;
  actions: SellerActions;
  onDone: (state: AuctionState) => void;
}) {
  const t = useTranslations('bid.seller');
  const locale = useLocale();
  const message = useRefusalMessage('seller.act.failed');
  const tell = useFaultToast();
  const calls = { closeEarly: useCall(actions.closeEarly), cancel: useCall(actions.cancel) };

  async function run(act: Asked) {
    const called = await calls[act](state.auctionId);
    if (!called.ok) {
      tell(called.fault);
      return;
    }
    const { answer } = called;
    if (answer.outcome !== 'done') {
      toast.error(message(answer.refusal).summary);
      return;
    }
    toast.success(t(act === 'cancel' ? 'cancelled' : 'closed'));
    onDone(answer.auction);
  }

  const sale = state.leader && { name: personName(state.leader), amount: formatWon(state.price, locale) };
  return (
    <>
      <Confirm
        open={asked === 'closeEarly'}
        onOpenChange={onAnswered}
        title={t('closeTitle')}
        description={sale ? t('closeBody', sale) : t('closeNoBids')}
        confirmLabel={t('closeYes')}
        cancelLabel={t('keep')}
        tone={sale ? 'brand' : 'danger'}
        onConfirm={() => run('closeEarly')}
      />
      <Confirm
        open={asked === 'cancel'}
        onOpenChange={onAnswered}
        title={t('cancelTitle')}
        description={t('cancelBody')}
        confirmLabel={t('cancelYes')}
        cancelLabel={t('keep')}
        tone="danger"
        onConfirm={() => run('cancel')}
      />
    </>
  );
}
