import type { ReactNode } from 'react';
import NotFound from '@/app/not-found';
import { InsteadOfItem } from '@/components/auction/item/instead-of-item';

import { currentViewer } from '@/lib/accounts/viewer';
import { removedItem } from '@/lib/auctions/removed';
import { loadAuction } from './load-auction';
import { RemovedItemPage } from './removed-item-page';

/**
 * Prepares the words for an item that is not there. The pages below answer 404 by `notFound`, and `not-found.tsx`, which
 * knows no address, shows these words.
 */
export default async function AuctionLayout({
  params,
  children,
}: {
  params: Promise<{ id: string }>;
  children: ReactNode;
}) {
  const { id } = await params;
  if (await loadAuction(id)) return <InsteadOfItem words={<NotFound />}>{children}</InsteadOfItem>;
  const viewer = await currentViewer();
  const removed = await removedItem(id, viewer?.id ?? null);
  return (
    <InsteadOfItem words={removed ? <RemovedItemPage item={removed} /> : <NotFound />}>
      {children}
    </InsteadOfItem>
  );
}
