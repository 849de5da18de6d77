import { useTranslations } from 'next-intl';
import { Pill } from '@/components/ui/pill';
import type { AuctionStatus } from '@/lib/auction-status';
import { TimeLeft, TimeLeftPill, UntilStart } from './time-left';

export type CardPillProps = {
  status: AuctionStatus;
  sold: boolean;
  isNational: boolean;
  startTime: string;
  endTime: string;
  /** ISO 8601, a time of the server that has passed. */
  serverTime: string;
};

/** The state of an auction on its card: when it begins, how long it runs, how it ended. */
export function CardPill(props: CardPillProps) {
  const t = useTranslations('auction.state');
  const { status, sold, startTime, serverTime } = props;
  switch (status) {
    case 'ENDED':
      return <Pill tone={sold ? 'won' : 'paper'}>{t(sold ? 'sold' : 'unsold')}</Pill>;
    case 'CANCELLED':
      return <Pill tone="paper">{t('cancelled')}</Pill>;
    case 'WAITING':
      return (
        <UntilStart startTime={startTime} serverTime={serverTime}>
          <RunningPill {...props} />
        </UntilStart>
      );
    case 'ACTIVE':
      return <RunningPill {...props} />;
    default:
      return status satisfies never;
  }
}

function RunningPill({ isNational, endTime, serverTime }: CardPillProps) {
  const t = useTranslations('auction.kind');
  if (!isNational) return <TimeLeftPill until={endTime} serverTime={serverTime} />;
  return (
    <Pill tone="live" dot>
      {/* On a narrow card the heart needs the place; the dot and the colour say it too. */}
      <span className="max-[389px]:sr-only">{t('live')}</span>
      <TimeLeft until={endTime} serverTime={serverTime} coarse />
    </Pill>
  );
}

/** The number of bids of an auction on its card. */
export function CardBids({ count }: { count: number }) {
  const t = useTranslations('auction.card');
  return count === 0 ? t('noBids') : t('bids', { count });
}
