'use client';

import { Heart } from 'lucide-react';
import { usePathname, useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useId } from 'react';
import { OTHER_ACCOUNT_STATUS } from '@/components/action/send-change';
import { cn } from '@/components/ui/cn';
import { IconButton } from '@/components/ui/icon-button';
import { toast } from '@/components/ui/toaster';
import { choose, rememberWanted, useWatchCount, useWatching, writeChoice } from './watch-choices';

/** With a count the round button becomes a pill. */
const WITH_COUNT = 'w-auto grid-flow-col gap-1.5 px-4';

/**
 * Saves an auction or removes it again. The heart changes at once, and changes back if the server refuses.
 *
 * @param watching  whether it was saved when the page was rendered
 * @param count     how many people have saved it, with the viewer; if given, it stands beside the heart
 * @param loggedIn  a visitor is led to the login and back, and then it is saved
 */
export function WatchButton({
  auctionId,
  title,
  watching,
  count,
  loggedIn,
  className,
}: {
  auctionId: string;
  title: string;
  watching: boolean;
  count?: number;
  loggedIn: boolean;
  className?: string;
}) {
  const t = useTranslations('auction.watch');
  const router = useRouter();
  const here = usePathname();
  const shown = useWatching(auctionId, watching);
  const saved = useWatchCount(auctionId, count ?? 0, watching);
  const told = count !== undefined && saved > 0;
  const countId = useId();

  function logInFirst() {
    rememberWanted(auctionId);
    router.push(`/login?${new URLSearchParams({ next: here + window.location.search })}`);
  }

  async function toggle() {
    if (!loggedIn) {
      logInFirst();
      return;
    }
    const wanted = !shown;
    choose(auctionId, wanted);
    const status = await writeChoice(auctionId, wanted);
    if (status === null) return;
    if (status >= 200 && status < 300) {
      toast.success(t(wanted ? 'added' : 'removed'), { id: `watch-${auctionId}` });
      return;
    }
    choose(auctionId, !wanted);
    // The viewer was logged out in another tab, or the session has ended.
    if (status === 401 && wanted) logInFirst();
    else if (status !== OTHER_ACCOUNT_STATUS) toast.error(t(status === 429 ? 'tooOften' : 'failed'));
  }

  return (
    <IconButton
      label={t('label', { title })}
      aria-pressed={shown}
      aria-describedby={told ? countId : undefined}
      variant="floating"
      onClick={toggle}
      className={cn('[@media(scripting:none)]:hidden', told && WITH_COUNT, className)}
    >
      <Heart aria-hidden strokeWidth={1.8} className={cn(shown && 'fill-live text-live')} />
      {told ? (
        <>
          <span aria-hidden className="num text-sm font-semibold">
            {saved}
          </span>
          <span id={countId} className="sr-only">
            {t('count', { count: saved })}
          </span>
        </>
      ) : null}
    </IconButton>
  );
}
