import type { ActionState, FormAction } from '@/components/action/action-state';
import type { CallableAction } from '@/components/action/use-call';
import type { Duration } from '@/lib/auctions/durations';
import type { AuctionState } from '@/lib/realtime/protocol';

/** The result of a seller's action on one of their auctions; `auction` is its state afterwards. */
export type SellerActionState = ActionState<{ auction: AuctionState }>;

/** Takes the auction's id. */
export type SellerAction = CallableAction<[auctionId: string], SellerActionState>;

/** The result of relisting an item; `duration` is how long it runs now. */
export type RelistState = ActionState<{ auctionId: string; duration: Duration }>;

/**
 * The action of a form that names the auction in the field `RELIST_FIELD`. The action is not bound to the auction: a
 * component that binds an action during its own rendering never gets its answer without a script.
 */
export type RelistAction = FormAction<RelistState>;
export const RELIST_FIELD = 'auctionId';

export type SellerActions = { closeEarly: SellerAction; cancel: SellerAction; relist: RelistAction };
