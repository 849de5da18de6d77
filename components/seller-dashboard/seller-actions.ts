import type { CallableAction } from '@/components/action/use-call';
import type { FormAction } from '@/components/action/use-form-action';
import type { Duration } from '@/lib/auctions/durations';
import type { ErrorCode } from '@/lib/errors';
import type { AuctionState } from '@/lib/realtime/protocol';

/** The result of a seller's act on one of their auctions. */
export type ActAnswer = { ok: true; auction: AuctionState } | { ok: false; code: ErrorCode };

/** Called with the auction's id. */
export type Act = CallableAction<[auctionId: string], ActAnswer>;

/** The result of relisting an item; `duration` is how long it runs now. */
export type RelistAnswer =
  | { ok: true; auctionId: string; duration: Duration }
  | { ok: false; code: ErrorCode };

/**
 * The action of a form that names the auction in the field `RELIST_FIELD`. It is not bound to the auction: a component that
 * binds an action during its own rendering never gets the action's answer without a script.
 */
export type Relist = FormAction<RelistAnswer | null>;
export const RELIST_FIELD = 'auctionId';

export type SellerActs = { closeEarly: Act; cancel: Act; relist: Relist };
