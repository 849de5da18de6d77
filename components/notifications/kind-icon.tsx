import {
  ArrowDownToLine,
  Ban,
  BellRing,
  CalendarClock,
  CircleCheck,
  CircleX,
  Flag,
  Gavel,
  Handshake,
  Hourglass,
  Landmark,
  type LucideIcon,
  MessageCircle,
  MessageCircleQuestion,
  PackageCheck,
  PackageX,
  ShieldCheck,
  Star,
  TrendingUp,
  TriangleAlert,
  Trophy,
  Undo2,
} from 'lucide-react';
import { cn } from '@/components/ui/cn';
import type { NotificationKind } from '@/lib/notifications/notify';

const good = 'bg-brand-tint text-brand';
const bad = 'bg-live-tint text-live-deep';
const soon = 'bg-amber-tint text-amber';
const plain = 'bg-sunken text-ink';

const LOOKS: Record<NotificationKind, { Icon: LucideIcon; tone: string }> = {
  OUTBID: { Icon: TrendingUp, tone: bad },
  AUTO_RAISED: { Icon: ShieldCheck, tone: good },
  TRADE_TODO: { Icon: Handshake, tone: soon },
  TRADE_NEWS: { Icon: Handshake, tone: plain },
  MEETING_SOON: { Icon: CalendarClock, tone: soon },
  NEW_BID: { Icon: Gavel, tone: good },
  WON: { Icon: Trophy, tone: good },
  SOLD: { Icon: PackageCheck, tone: good },
  UNSOLD: { Icon: PackageX, tone: plain },
  REFUNDED_BY_BUY_NOW: { Icon: Undo2, tone: plain },
  AUCTION_CANCELLED: { Icon: Ban, tone: plain },
  ITEM_REMOVED: { Icon: Ban, tone: bad },
  BIDS_EXCLUDED: { Icon: Ban, tone: bad },
  LEAD_PASSED: { Icon: TrendingUp, tone: good },
  BID_LAPSED: { Icon: CircleX, tone: soon },
  LEADER_EXCLUDED: { Icon: Gavel, tone: soon },
  REPORT_SETTLED: { Icon: Flag, tone: plain },
  ACCOUNT_SUSPENDED: { Icon: Ban, tone: bad },
  ACCOUNT_RESTORED: { Icon: CircleCheck, tone: good },
  QUESTION: { Icon: MessageCircleQuestion, tone: plain },
  ANSWER: { Icon: MessageCircle, tone: plain },
  REVIEW: { Icon: Star, tone: soon },
  REVIEW_ANSWER: { Icon: MessageCircle, tone: plain },
  ENDING_SOON: { Icon: Hourglass, tone: soon },
  SAVED_SEARCH: { Icon: BellRing, tone: good },
  DEPOSIT_DONE: { Icon: ArrowDownToLine, tone: good },
  DEPOSIT_FAILED: { Icon: CircleX, tone: bad },
  DEPOSIT_CANCELLED: { Icon: TriangleAlert, tone: soon },
  PAYOUT_SENT: { Icon: Landmark, tone: plain },
  PAYOUT_RETURNED: { Icon: Undo2, tone: bad },
};

/** The subject of a notification at a glance; the words beside it say the same. */
export function KindIcon({ kind, className }: { kind: NotificationKind; className?: string }) {
  const { Icon, tone } = LOOKS[kind];
  return (
    <span aria-hidden className={cn('grid place-items-center rounded-full', tone, className)}>
      <Icon className="size-[52%]" strokeWidth={2} />
    </span>
  );
}
