'use client';

import { useTranslations } from 'next-intl';
import { useEffect, useEffectEvent } from 'react';
import { toast } from '@/components/ui/toaster';
import { choose, forgetChoices, takeWanted, writeChoice } from './watch-choices';

/**
 * Saves the item whose heart a visitor pressed, once they are logged in. It does so on any page, because the page that
 * they come back to may show other items. A person who logs out leaves no hearts behind.
 */
export function WatchAfterLogin({ loggedIn }: { loggedIn: boolean }) {
  const t = useTranslations('auction.watch');
  const save = useEffectEvent(async (auctionId: string) => {
    choose(auctionId, true);
    const status = await writeChoice(auctionId, true);
    if (status !== null && status >= 200 && status < 300) {
      toast.success(t('added'), { id: `watch-${auctionId}` });
    } else if (status !== null) {
      choose(auctionId, false);
      toast.error(t('failed'));
    }
  });

  useEffect(() => {
    if (!loggedIn) {
      forgetChoices();
      return;
    }
    const wanted = takeWanted();
    if (wanted !== null) void save(wanted);
  }, [loggedIn]);
  return null;
}
