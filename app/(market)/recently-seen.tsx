import { cookies } from 'next/headers';
import { getTranslations } from 'next-intl/server';
import { forgetSeenAction } from '@/app/actions/seen';
import { CommandForm } from '@/components/action/command-form';
import { AuctionCard, AuctionGrid } from '@/components/auction/auction-card';
import { Button } from '@/components/ui/button';
import { SectionHeader } from '@/components/ui/page-header';
import { SubmitButton } from '@/components/ui/submit-button';
import { toWireCard } from '@/lib/auctions/wire';
import { seenAuctions } from '@/lib/seen/seen-auctions';
import { readSeen, SEEN_COOKIE } from '@/lib/seen/seen-cookie';

const SHOWN = 4;

/**
 * The items that were viewed in this browser before, in their present state, and a way to clear the list. Rendered by the
 * server with the rest of the page, so that the layout does not shift.
 *
 * @param exceptId  the item of this page
 */
export async function RecentlySeen({
  exceptId,
  viewerId,
  serverTime,
  className,
}: {
  exceptId?: string;
  viewerId: string | null;
  serverTime: string;
  className?: string;
}) {
  const [cookieStore, t] = await Promise.all([cookies(), getTranslations('auction.seen')]);
  const ids = readSeen(cookieStore.get(SEEN_COOKIE)?.value).filter((id) => id !== exceptId);
  const seen = await seenAuctions({ ids, viewerId, limit: SHOWN });
  if (seen.length === 0) return null;
  return (
    <section aria-labelledby="seen" className={className}>
      <SectionHeader id="seen" title={t('title')} actions={<Forget />} />
      <AuctionGrid>
        {seen.map((auction) => (
          <li key={auction.id} className="grid">
            {/* The same item may be further up on the page, and only one of them can grow into its page. */}
            <AuctionCard
              card={toWireCard(auction)}
              loggedIn={viewerId !== null}
              serverTime={serverTime}
              morph={false}
            />
          </li>
        ))}
      </AuctionGrid>
    </section>
  );
}

/** Asks for a confirmation; the browser itself does it, so that it needs no script. */
async function Forget() {
  const t = await getTranslations('auction.seen');
  return (
    <>
      <Button variant="link" popoverTarget="forget-seen" className="shrink-0 font-semibold text-soft">
        {t('forget')}
      </Button>
      <CommandForm
        id="forget-seen"
        popover="auto"
        action={forgetSeenAction}
        className="m-auto w-90 max-w-[calc(100%-32px)] rounded-xl border border-line bg-surface p-6 text-ink backdrop:bg-scrim"
      >
        <p className="text-lg font-bold">{t('forgetTitle')}</p>
        <p className="mt-2 text-soft">{t('forgetBody')}</p>
        <SubmitButton variant="danger" size="lg" block className="mt-6">
          {t('forgetYes')}
        </SubmitButton>
      </CommandForm>
    </>
  );
}
