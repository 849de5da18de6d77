import { useTranslations } from 'next-intl';
import { Button } from '@/components/ui/button';
import type { useLoadMore } from './use-load-more';

/**
 * Loads the next page of a list in place; where no script runs it leads to that page.
 *
 * @param list        the rest of the list, as `useLoadMore` holds it
 * @param failedText  says that the last attempt failed
 */
export function MoreLink({
  href,
  list: { failed, pending, more },
  failedText,
}: {
  href: string;
  list: Pick<ReturnType<typeof useLoadMore>, 'failed' | 'pending' | 'more'>;
  failedText: string;
}) {
  const t = useTranslations('common');
  return (
    <>
      {failed ? (
        <p role="alert" className="text-sm text-live-deep">
          {failedText}
        </p>
      ) : null}
      <Button asChild variant="ghost" block>
        <a href={href} onClick={more} aria-busy={pending}>
          {pending ? t('loading') : failed ? t('retry') : t('more')}
        </a>
      </Button>
    </>
  );
}
