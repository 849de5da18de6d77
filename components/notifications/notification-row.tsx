import { useLocale, useTranslations } from 'next-intl';
import { type CommandAction, CommandForm } from '@/components/action/command-form';
import { ItemImage } from '@/components/auction/item-image';
import { Ago } from '@/components/ui/ago';
import { cn } from '@/components/ui/cn';
import type { Notification } from '@/lib/notifications/list';
import { sentenceValues } from '@/lib/notifications/sentence-values';
import { KindIcon } from './kind-icon';

/**
 * One notification. Opening it marks it as read and opens its page; it is a form, so that it does both without a script.
 *
 * @param now  the server's clock
 */
export function NotificationRow({
  notification,
  now,
  open,
}: {
  notification: Notification;
  now: string;
  open: CommandAction;
}) {
  const t = useTranslations('notifications');
  const locale = useLocale();
  const values = sentenceValues(notification.params, locale, t('removedItem'));
  return (
    <CommandForm action={open}>
      <input type="hidden" name="id" value={notification.id} />
      <button
        type="submit"
        className={cn(
          'flex w-full items-start gap-3.5 px-4 py-3.5 text-left transition-colors duration-150 hover:bg-sunken focus-visible:-outline-offset-2 md:px-5',
          !notification.isRead && 'bg-brand-tint/50',
        )}
      >
        <Face notification={notification} />
        <span className="min-w-0 flex-1">
          <span className="flex items-baseline gap-2">
            <span className={cn('min-w-0 flex-1', notification.isRead ? 'font-medium' : 'font-bold')}>
              {t(`sentence.${notification.kind}.title`, values)}
            </span>
            <Ago at={notification.createdAt} now={now} className="num shrink-0 text-xs text-soft" />
          </span>
          <span
            className={cn(
              'mt-0.5 block text-sm text-soft',
              // An operator's reason is read here to its end.
              notification.params.reason === undefined ? 'line-clamp-2' : 'whitespace-pre-line',
            )}
          >
            {t(`sentence.${notification.kind}.body`, values)}
          </span>
        </span>
        <span className="flex w-2 shrink-0 self-center">
          {notification.isRead ? null : (
            <>
              <span className="sr-only">{t('unread')}</span>
              <span aria-hidden className="size-2 rounded-full bg-live" />
            </>
          )}
        </span>
      </button>
    </CommandForm>
  );
}

/** The item's picture, with the kind in its corner; the kind alone if there is no picture. */
function Face({ notification: { kind, picture } }: { notification: Notification }) {
  if (!picture) return <KindIcon kind={kind} className="size-12 shrink-0" />;
  return (
    <span aria-hidden className="relative size-12 shrink-0">
      <span className="block size-12 overflow-hidden rounded-md bg-sunken">
        <ItemImage image={picture} alt="" sizes="48px" className="size-full object-cover" />
      </span>
      <KindIcon kind={kind} className="absolute -right-1.5 -bottom-1.5 size-6 border-2 border-surface" />
    </span>
  );
}
