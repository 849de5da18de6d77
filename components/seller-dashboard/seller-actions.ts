import type { CallableAction } from '@/components/action/use-call';
import type { FormAction } from '@/components/action/use-form-action';
import type { Duration } from '@/lib/auctions/durations';
import type { ErrorCode } from '@/lib/errors';
import type { AuctionState } from '@/lib/realtime/protocol';

/** What became of something that a seller did to one of their auctions. */
export type ActAnswer = { ok: true; auction: AuctionState } | { ok: false; code: ErrorCode };

/** Given the auction's id. */
export type Act = CallableAction<[auctionId: string], ActAnswer>;

/** What became of an item that was to be offered once more; `duration` is how long it runs now. */
export type RelistAnswer =
  | { ok: true; auctionId: string; duration: Duration }
  | { ok: false; code: ErrorCode };

/**
 * The action of a form that names the auction in the field `RELIST_FIELD`. Not bound to it: a component that binds an
 * action in its own rendering never gets to its answer where no script runs.
 */
export type Relist = FormAction<RelistAnswer | null>;
export const RELIST_FIELD = 'auctionId';

export type SellerActs = { closeEarly: Act; cancel: Act; relist: Relist };
