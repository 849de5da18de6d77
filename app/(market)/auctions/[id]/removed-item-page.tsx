import { PackageX } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { ProblemPage } from '@/components/shell/problem-page';
import { Button } from '@/components/ui/button';
import type { RemovedItem } from '@/lib/auctions/removed';

/** Stands at the address of an item that an operator has removed, for everybody but its seller. */
export function RemovedItemPage({ item }: { item: RemovedItem }) {
  const t = useTranslations('auction.removed');
  const body = !item.hadBid ? 'body' : item.sold ? 'bodySold' : 'bodyBidder';
  return (
    <ProblemPage icon={<PackageX />} title={t('title')} description={t(body)}>
      {item.hadBid ? (
        <Button asChild size="lg">
          <Link href="/wallet">{t('wallet')}</Link>
        </Button>
      ) : null}
      <Button asChild variant={item.hadBid ? 'outline' : 'brand'} size="lg">
        <Link href="/auctions">{t('browse')}</Link>
      </Button>
    </ProblemPage>
  );
}
