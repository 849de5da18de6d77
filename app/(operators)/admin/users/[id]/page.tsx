import { CircleCheck, TriangleAlert } from 'lucide-react';
import Link from 'next/link';
import { getLocale, getTranslations } from 'next-intl/server';
import {
  cancelAuctionAction,
  excludeBidderAction,
  restoreUserAction,
  suspendUserAction,
} from '@/app/(operators)/admin/actions';
import { adminTitle } from '@/app/(operators)/admin/admin-title';
import { allowed } from '@/app/(operators)/admin/allowed';
import { AuctionTable } from '@/components/operators/auction-table';
import { PlacedBidTable } from '@/components/operators/bid-table';
import { EntryTable } from '@/components/operators/entry-table';
import { FileSection } from '@/components/operators/file-section';
import { FoldOut } from '@/components/operators/fold-out';
import { OperatorForm } from '@/components/operators/operator-form';
import { OperatorLogTable } from '@/components/operators/operator-log-table';
import { UserPills } from '@/components/operators/pills';
import { CancelAuctionForm, ExcludeBidderForm } from '@/components/operators/report-forms';
import { ReportList } from '@/components/operators/report-list';
import { Callout } from '@/components/ui/callout';
import { Checkbox } from '@/components/ui/checkbox';
import { Facts } from '@/components/ui/facts';
import { PageHeader } from '@/components/ui/page-header';
import { Stat, StatGrid } from '@/components/ui/stat';
import { type Amount, formatWon } from '@/lib/format/money';
import { formatDate, formatDateTime } from '@/lib/format/time';
import { requireOperator } from '@/lib/operators/require-operator';
import { type UserFile, userFile } from '@/lib/operators/user-file';

export const generateMetadata = () => adminTitle('users');

/** One user: their data, wallet and acts, and the form to suspend them or let them in again. */
export default async function UserFilePage({ params }: { params: Promise<{ id: string }> }) {
  const [operator, { id }] = await Promise.all([requireOperator(), params]);
  const [{ file }, t] = await Promise.all([
    userFile({ operatorId: operator.id, userId: id }).then(allowed),
    getTranslations('admin.user'),
  ]);
  const { user } = file;
  return (
    <>
      <PageHeader
        title={
          <span className="flex flex-wrap items-center gap-2">
            <bdi>{user.nickname}</bdi> <UserPills user={user} />
          </span>
        }
      />
      <div className="grid items-start gap-x-8 gap-y-6 lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
        <UserFacts user={user} />
        {user.deletedAt || user.id === operator.id ? null : (
          <Suspension user={user} leads={file.leads.length} />
        )}
      </div>
      {user.suspendedAt ? <StillRunning running={file.running} /> : null}
      <Leads userId={user.id} leads={file.leads} />
      <div className="mt-8 flex flex-col gap-8">
        <Money file={file} />
        <FileSection
          id="auctions"
          title={t('auctions')}
          link={`/admin/auctions?seller=${id}`}
          empty={file.auctions.length === 0}
        >
          <AuctionTable label={t('auctions')} auctions={file.auctions} />
        </FileSection>
        <FileSection id="bids" title={t('bids')} empty={file.bids.length === 0}>
          <PlacedBidTable label={t('bids')} bids={file.bids} />
        </FileSection>
        <FileSection id="against" title={t('reportsAgainst')} empty={file.reportsAgainst.length === 0}>
          <ReportList reports={file.reportsAgainst} withItem />
        </FileSection>
        <FileSection id="by" title={t('reportsBy')} empty={file.reportsBy.length === 0}>
          <ReportList reports={file.reportsBy} withItem />
        </FileSection>
        <FileSection
          id="acts"
          title={t('acts')}
          link={`/admin/log?subjectType=user&subject=${id}`}
          empty={file.acts.length === 0}
        >
          <OperatorLogTable label={t('acts')} acts={file.acts} />
        </FileSection>
      </div>
    </>
  );
}

async function UserFacts({ user }: { user: UserFile['user'] }) {
  const [t, words, locale] = await Promise.all([
    getTranslations('admin.user'),
    getTranslations('admin.users'),
    getLocale(),
  ]);
  const { score, reviews } = user.reputation;
  return (
    <Facts
      facts={[
        { term: words('username'), value: user.username },
        { term: words('id'), value: <span className="num">{user.id}</span> },
        { term: words('email'), value: user.email, wide: true },
        { term: words('region'), value: user.regionName },
        { term: words('joined'), value: <span className="num">{formatDate(user.createdAt)}</span> },
        { term: t('reputation'), value: score === null ? t('newcomer') : t('score', { score, reviews }) },
        {
          term: words('suspended'),
          value: user.suspendedAt ? (
            <span className="num">{formatDateTime(user.suspendedAt, locale)}</span>
          ) : (
            '–'
          ),
        },
      ]}
    />
  );
}

/** @param leads  the number of running auctions that they lead */
async function Suspension({ user, leads }: { user: UserFile['user']; leads: number }) {
  const t = await getTranslations('admin.suspend');
  if (user.suspendedAt) {
    return (
      <FoldOut key="restore" label={t('restore')}>
        <p className="mb-4 text-sm text-soft">{t('restoreNote')}</p>
        <OperatorForm
          action={restoreUserAction.bind(null, user.id)}
          submit={t('restoreSubmit')}
          reasonHint={t('restoreReasonHint')}
        />
      </FoldOut>
    );
  }
  return (
    <FoldOut key="suspend" label={t('title')}>
      <p className="mb-4 text-sm text-soft">{t('note')}</p>
      <OperatorForm
        action={suspendUserAction.bind(null, user.id)}
        submit={t('submit')}
        variant="danger"
        reasonHint={t('reasonHint')}
      >
        {leads > 0 ? (
          <Checkbox name="exclude" defaultChecked>
            {t('exclude', { count: leads })}
          </Checkbox>
        ) : null}
      </OperatorForm>
    </FoldOut>
  );
}

/** The running auctions that somebody leads, each with a form to exclude their bids there. */
async function Leads({ userId, leads }: { userId: string; leads: UserFile['leads'] }) {
  const [t, locale] = await Promise.all([getTranslations('admin.user'), getLocale()]);
  if (leads.length === 0) return null;
  return (
    <section aria-labelledby="leads" className="mt-8">
      <h2 id="leads" className="mb-3 text-lg font-bold">
        {t('leads')} <span className="num text-soft">{leads.length}</span>
      </h2>
      <ul className="grid items-start gap-2.5 md:grid-cols-2">
        {leads.map(({ id, title, price }) => (
          <li key={id}>
            <ExcludeBidderForm
              action={excludeBidderAction.bind(null, id, userId)}
              label={t('excludeItem', { title, amount: formatWon(price, locale) })}
            />
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Auctions that go on although their seller is suspended, each with a form to cancel it. */
async function StillRunning({ running }: { running: UserFile['running'] }) {
  const t = await getTranslations('admin.user');
  if (running.length === 0) return null;
  return (
    <section aria-labelledby="running" className="mt-8">
      <h2 id="running" className="mb-3 text-lg font-bold">
        {t('running')} <span className="num text-soft">{running.length}</span>
      </h2>
      <Callout tone="amber" icon={<TriangleAlert aria-hidden />} className="mb-3">
        {t('runningNote')}
      </Callout>
      <ul className="grid items-start gap-2.5 md:grid-cols-2">
        {running.map((auction) => (
          <li key={auction.id}>
            <CancelAuctionForm
              action={cancelAuctionAction.bind(null, auction.id)}
              label={t('cancelItem', { title: auction.title })}
              refund={auction.bidCount > 0 ? { name: null } : null}
              openReports={auction.openReports}
            />
          </li>
        ))}
      </ul>
    </section>
  );
}

async function Money({ file }: { file: UserFile }) {
  const [t, locale] = await Promise.all([getTranslations('admin.user'), getLocale()]);
  const { wallet } = file;
  const shown = (amount: Amount | null) => (amount ? formatWon(amount, locale) : t('sealed'));
  return (
    <FileSection id="wallet" title={t('wallet')} link={`/admin/ledger?user=${file.user.id}`}>
      <StatGrid className="lg:grid-cols-3">
        <Stat label={t('available')} value={shown(wallet.balance)} />
        <Stat label={t('inBids')} value={shown(wallet.lockedBalance)} />
        <Stat label={t('total')} value={formatWon(wallet.total, locale)} className="max-lg:col-span-2" />
      </StatGrid>
      {wallet.balance ? null : <p className="mt-1.5 text-sm text-soft">{t('sealedNote')}</p>}
      <div className="my-1.5 flex flex-wrap items-center gap-x-5 text-sm">
        <p
          className={`flex items-center gap-1.5 font-semibold ${wallet.addsUp ? 'text-brand' : 'text-live'}`}
        >
          {wallet.addsUp ? (
            <CircleCheck aria-hidden className="size-4.5" />
          ) : (
            <TriangleAlert aria-hidden className="size-4.5" />
          )}
          {t(wallet.addsUp ? 'addsUp' : 'doesNotAddUp')}
        </p>
        <Link
          href={`/admin/payouts?user=${file.user.id}`}
          className="inline-flex min-h-11 items-center font-semibold underline underline-offset-4"
        >
          {t('payouts')}
        </Link>
      </div>
      {wallet.locks.length > 0 ? (
        <ul className="mb-3 flex flex-col text-sm">
          {wallet.locks.map(({ auctionId, title, amount, price }) => (
            <li key={auctionId} className="flex min-h-11 items-center justify-between gap-4">
              <Link href={`/admin/auctions/${auctionId}`} className="min-w-0 truncate hover:underline">
                {title}
              </Link>
              <span className="num text-amber">
                {amount ? formatWon(amount, locale) : t('sealedLock', { price: formatWon(price, locale) })}
              </span>
            </li>
          ))}
        </ul>
      ) : null}
      {file.ledger.length > 0 ? <EntryTable label={t('ledger')} entries={file.ledger} /> : null}
    </FileSection>
  );
}
