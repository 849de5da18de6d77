import { ChevronDown } from 'lucide-react';
import { useLocale, useTranslations } from 'next-intl';
import type { CommandAction } from '@/components/action/command-form';
import { Card } from '@/components/ui/card';
import { cn } from '@/components/ui/cn';
import { formatDate } from '@/lib/format/time';
import { TIME_ZONE } from '@/lib/i18n/locale';
import type { Notification } from '@/lib/notifications/list';
import { groupNotifications } from './group-notifications';
import { FeedItem } from './live-feed';
import { NotificationRow } from './notification-row';

type Props = {
  notifications: readonly Notification[];
  /** The server's clock. */
  now: string;
  open: CommandAction;
};

const DAY_MS = 24 * 60 * 60 * 1000;

/** Notifications day by day, those of one auction folded under the newest. */
export function NotificationDays({ notifications, now, open }: Props) {
  const t = useTranslations('notifications');
  const dayName = useDayName(now);
  return (
    <div className="flex flex-col gap-6">
      {groupNotifications(notifications).map(({ day, stacks }) => (
        <section key={day} aria-labelledby={`day-${day}`}>
          <h2 id={`day-${day}`} className="mb-2 px-1 text-sm font-semibold text-soft">
            {dayName(day, stacks[0]?.newest.createdAt)}
          </h2>
          <Card asChild>
            <ul>
              {stacks.map(({ newest, older }) => (
                <FeedItem key={newest.id} id={newest.id}>
                  <NotificationRow notification={newest} now={now} open={open} />
                  {older.length > 0 ? (
                    <details className="group/older">
                      <summary
                        className={cn(
                          'flex min-h-11 list-none items-center gap-1.5 pr-4 pb-1 pl-19.5 text-sm font-semibold text-soft hover:text-ink focus-visible:-outline-offset-2 md:pl-20.5 [&::-webkit-details-marker]:hidden',
                          !newest.isRead && 'bg-brand-tint/50',
                        )}
                      >
                        {t('fold', { count: older.length })}
                        <ChevronDown
                          aria-hidden
                          className="size-4 transition-transform duration-150 group-open/older:rotate-180"
                        />
                      </summary>
                      <ul className="border-t border-line">
                        {older.map((notification) => (
                          <FeedItem key={notification.id} id={notification.id}>
                            <NotificationRow notification={notification} now={now} open={open} />
                          </FeedItem>
                        ))}
                      </ul>
                    </details>
                  ) : null}
                </FeedItem>
              ))}
            </ul>
          </Card>
        </section>
      ))}
    </div>
  );
}

/** "오늘", "어제", then "11월 19일 목요일", with the year if it is not the current one. */
function useDayName(now: string): (day: string, instant: Date | undefined) => string {
  const t = useTranslations('notifications');
  const locale = useLocale();
  return (day, instant) => {
    if (day === formatDate(now)) return t('today');
    if (day === formatDate(new Date(now).getTime() - DAY_MS)) return t('yesterday');
    return new Intl.DateTimeFormat(locale, {
      timeZone: TIME_ZONE,
      year: day.slice(0, 4) === formatDate(now).slice(0, 4) ? undefined : 'numeric',
      month: 'long',
      day: 'numeric',
      weekday: 'long',
    }).format(instant);
  };
}
