import { useTranslations } from 'next-intl';
import { Pill, type PillProps } from '@/components/ui/pill';
import type { AuctionStatus } from '@/lib/auction-status';
import type { ReportStatus } from '@/lib/reports/input';

const AUCTION_TONES: Record<AuctionStatus, PillProps['tone']> = {
  WAITING: 'soon',
  ACTIVE: 'won',
  ENDED: 'neutral',
  CANCELLED: 'lost',
};

export function AuctionStatusPill({ status }: { status: AuctionStatus }) {
  const t = useTranslations('admin.auctionStatus');
  return (
    <Pill size="sm" tone={AUCTION_TONES[status]}>
      {t(status)}
    </Pill>
  );
}

const REPORT_TONES: Record<ReportStatus, PillProps['tone']> = {
  OPEN: 'soon',
  ACTED: 'local',
  DISMISSED: 'neutral',
};

export function ReportStatusPill({ status }: { status: ReportStatus }) {
  const t = useTranslations('admin.reportStatus');
  return (
    <Pill size="sm" tone={REPORT_TONES[status]}>
      {t(status)}
    </Pill>
  );
}

/** Pills for what is unusual about a user; most have none. */
export function UserPills({
  user,
}: {
  user: { role?: 'MEMBER' | 'OPERATOR'; suspendedAt: Date | null; deletedAt?: Date | null };
}) {
  const t = useTranslations('admin.users');
  return (
    <>
      {user.role === 'OPERATOR' ? (
        <Pill size="sm" tone="ink">
          {t('operator')}
        </Pill>
      ) : null}
      {user.suspendedAt ? (
        <Pill size="sm" tone="lost">
          {t('suspended')}
        </Pill>
      ) : null}
      {user.deletedAt ? <Pill size="sm">{t('deleted')}</Pill> : null}
    </>
  );
}
