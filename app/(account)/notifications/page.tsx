import { BellOff, CheckCheck, ChevronUp, Settings } from 'lucide-react';
import type { Metadata } from 'next';
import { headers } from 'next/headers';
import Link from 'next/link';
import { getTranslations } from 'next-intl/server';
import { CommandForm } from '@/components/action/command-form';
import { LiveFeed } from '@/components/notifications/live-feed';
import { NotificationDays } from '@/components/notifications/notification-days';
import { Button } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { IconButton } from '@/components/ui/icon-button';
import { LoadMore } from '@/components/ui/load-more';
import { PageHeader } from '@/components/ui/page-header';
import { SubmitButton } from '@/components/ui/submit-button';
import { TabLinks } from '@/components/ui/tab-links';
import { requireViewer } from '@/lib/accounts/viewer';
import { databaseTime } from '@/lib/database-time';
import type { SearchParams } from '@/lib/http/query';
import { countUnread } from '@/lib/notifications/count-unread';
import { listNotifications } from '@/lib/notifications/list';
import { timePositionSchema } from '@/lib/paging/by-time';
import { realtimeUrl } from '@/lib/realtime/public-url';
import { markAllReadAction, openNotificationAction } from './actions';
import { type NotificationQuery, nextHref, readNotificationQuery } from './notification-query';

type Props = { searchParams: Promise<SearchParams> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('notifications');
  return { title: t('title') };
}

/** All notifications of the viewer, and the ones that they have not read. */
export default async function NotificationsPage({ searchParams }: Props) {
  const query = readNotificationQuery(await searchParams);
  const viewer = await requireViewer('/notifications');
  const after = query.cursor === null ? undefined : timePositionSchema.parse(query.cursor);
  const [page, unread, t] = await Promise.all([
    listNotifications({ userId: viewer.id, unreadOnly: query.unreadOnly, after, limit: query.shown }),
    countUnread(viewer.id),
    getTranslations('notifications'),
  ]);
  return (
    <div className="container-page max-w-200! py-5 md:py-7">
      <PageHeader title={t('title')} actions={<Actions unread={unread} />} />
      <TabLinks
        label={t('tabs.label')}
        links={[
          { href: '/notifications', label: t('tabs.all'), current: !query.unreadOnly },
          {
            href: '/notifications?tab=unread',
            label: t('tabs.unread'),
            count: unread,
            current: query.unreadOnly,
          },
        ]}
        className="mb-5"
      />
      {query.cursor === null ? null : (
        <Button asChild variant="outline" block className="mb-5">
          <Link href={query.unreadOnly ? '/notifications?tab=unread' : '/notifications'}>
            <ChevronUp aria-hidden />
            {t('newest')}
          </Link>
        </Button>
      )}
      <LiveFeed socketUrl={realtimeUrl(await headers())} newestId={page.items[0]?.id ?? '0'}>
        {page.items.length > 0 ? (
          <NotificationDays
            notifications={page.items}
            now={(await databaseTime()).toISOString()}
            open={openNotificationAction}
          />
        ) : (
          <Nothing query={query} />
        )}
      </LiveFeed>
      <LoadMore href={nextHref(query, page.nextCursor)} />
    </div>
  );
}

async function Actions({ unread }: { unread: number }) {
  const t = await getTranslations('notifications');
  return (
    <>
      {unread > 0 ? (
        <CommandForm action={markAllReadAction}>
          <SubmitButton variant="outline">
            <CheckCheck aria-hidden />
            {t('markAll')}
          </SubmitButton>
        </CommandForm>
      ) : null}
      <IconButton asChild label={t('settings')} variant="outline">
        <Link href="/settings/notifications">
          <Settings aria-hidden strokeWidth={1.8} />
        </Link>
      </IconButton>
    </>
  );
}

async function Nothing({ query }: { query: NotificationQuery }) {
  const t = await getTranslations('notifications.empty');
  const word = query.unreadOnly ? 'unread' : 'all';
  return (
    <EmptyState
      icon={query.unreadOnly ? <CheckCheck /> : <BellOff />}
      title={t(word)}
      description={t(`${word}Note`)}
      action={
        <Button asChild variant={query.unreadOnly ? 'outline' : 'brand'}>
          {query.unreadOnly ? (
            <Link href="/notifications">{t('seeAll')}</Link>
          ) : (
            <Link href="/auctions">{t('browse')}</Link>
          )}
        </Button>
      }
    />
  );
}
