import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { Button } from './button';

/**
 * The link to the next page of a list: it works without a script, and its address can be kept. Nothing after the last
 * page.
 */
export function LoadMore({ href }: { href: string | null }) {
  const t = useTranslations('common');
  if (!href) return null;
  return (
    <div className="mt-6 flex justify-center">
      <Button asChild variant="outline" size="lg" className="w-full md:w-auto md:min-w-60">
        <Link href={href} scroll={false}>
          {t('more')}
        </Link>
      </Button>
    </div>
  );
}
