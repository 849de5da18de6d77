import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { Button } from './button';

/** The next page of a list, as a link, so that it works without a script and can be kept. Nothing after the last. */
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
