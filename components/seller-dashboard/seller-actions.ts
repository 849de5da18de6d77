import type { ActionState, FormAction } from '@/components/action/action-state';
import type { CallableAction } from '@/components/action/use-call';
import type { Duration } from '@/lib/auctions/durations';
import type { AuctionState } from '@/lib/realtime/protocol';

/** The state of a seller's action on one of their auctions; `auction` is the auction's state afterwards. */
export type SellerActionState = ActionState<{ auction: AuctionState }>;

/** Called with the auction's id. */
export type SellerAction = CallableAction<[auctionId: string], SellerActionState>;

/** The state of a relisting; `duration` is how long the item runs now. */
export type RelistState = ActionState<{ auctionId: string; duration: Duration }>;

/**
 * The action of a form that names the auction in the field `RELIST_FIELD`. It is not bound to the auction: a component that
 * binds an action during its own rendering never gets the action's answer without a script.
 */
export type RelistAction = FormAction<RelistState>;
export const RELIST_FIELD = 'auctionId';

export type SellerActions = { closeEarly: SellerAction; cancel: SellerAction; relist: RelistAction };
