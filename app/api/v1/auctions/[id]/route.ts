import { auctionEndpoint, editAuctionEndpoint } from '@/lib/api/endpoints/auctions';
import { handle } from '@/lib/api/handle';
import { resource } from '@/lib/api/resource';
import { keepAuctionKnown } from '@/lib/auctions/announced-state';
import { auctionDetail } from '@/lib/auctions/detail';
import { editAuction } from '@/lib/auctions/edit';
import { toWireAuction } from '@/lib/auctions/wire';
import { refuse } from '@/lib/result';

const show = handle(auctionEndpoint, async ({ viewer, id }) => {
  const auction = await auctionDetail(id, viewer?.id);
  if (!auction) return refuse('NOT_FOUND');
  keepAuctionKnown(auction);
  return toWireAuction(auction);
});

const edit = handle(editAuctionEndpoint, async ({ viewer, id, body }) => {
  const edited = await editAuction({ auctionId: id, sellerId: viewer.id, input: body });
  return edited.ok ? toWireAuction(edited.auction) : edited;
});

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource(show, edit);
