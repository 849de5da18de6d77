import type { Money } from '@/lib/money';

export type TradeMethod = 'MEET' | 'PARCEL';
export type TradeState = 'AWAITING' | 'SHIPPED' | 'DELIVERED' | 'DISPUTED' | 'COMPLETED' | 'CANCELLED';
/** Whose fault it is that a trade was called off. MUTUAL: both agreed. */
export type TradeFault = 'NONE' | 'BUYER' | 'SELLER' | 'MUTUAL';
export type Party = 'BUYER' | 'SELLER';
/** Who did something to a trade. */
export type TradeRole = Party | 'OPERATOR' | 'CLOCK';

/** A parcel on its way. */
export type Parcel = { carrier: string; trackingNumber: string; shippedAt: Date; deliveredAt: Date | null };

/** A trade as the rules see it: immutable, whole won, times of the database's clock. */
export type Trade = {
  id: string;
  auctionId: string;
  buyerId: string;
  sellerId: string;
  price: Money;
  method: TradeMethod;
  state: TradeState;
  /** What the buyer got back; 0 while it is open. */
  refund: Money;
  fault: TradeFault;
  version: number;
  openedAt: Date;
  endedAt: Date | null;
  /** The meeting that both agreed to. */
  appointmentAt: Date | null;
  /** A meeting that one side proposes. */
  proposal: { by: Party; at: Date } | null;
  addressAt: Date | null;
  /** The seller has to have sent the parcel by then: working days after the address. */
  shipBy: Date | null;
  parcel: Parcel | null;
  /** One side wants to end the trade without a handover; the other may object. */
  callOff: { by: Party; at: Date; fault: TradeFault } | null;
  /** When the last call-off was objected to. */
  objectedAt: Date | null;
  dispute: {
    /** OPERATOR: an operator decides without a dispute of the two. */
    by: Party | 'OPERATOR';
    at: Date;
    reason: DisputeReason;
    /** The state to which the trade goes back when the dispute is withdrawn. */
    from: TradeState;
    answeredAt: Date | null;
  } | null;
  /** A refund that one side offers and the other can take; `returns`: once the goods are back. */
  offer: { by: Party; at: Date; refund: Money; returns: boolean } | null;
  /** A return that both agreed to: the refund is due when it has arrived. */
  returning: { refund: Money; agreedAt: Date; parcel: Parcel | null } | null;
  decision: { by: string; at: Date; refund: Money; fault: TradeFault; acceptedBy: Party | null } | null;
  appeal: { by: Party; at: Date } | null;
  escalatedAt: Date | null;
  code: { counter: number; tries: number; lockedUntil: Date | null };
  /** The reminders that were sent. */
  reminded: readonly string[];
};

export const DISPUTE_REASONS = {
  BUYER: ['NOT_RECEIVED', 'NOT_AS_DESCRIBED', 'DAMAGED', 'NO_SHOW', 'OTHER'],
  SELLER: ['NOT_CONFIRMED', 'NO_SHOW', 'OTHER'],
} as const;

export type DisputeReason = (typeof DISPUTE_REASONS)[Party][number];

export function isOpenTrade({ state }: Pick<Trade, 'state'>): boolean {
  return state !== 'COMPLETED' && state !== 'CANCELLED';
}

export function partyOf(trade: Pick<Trade, 'buyerId' | 'sellerId'>, userId: string): Party | null {
  if (userId === trade.buyerId) return 'BUYER';
  return userId === trade.sellerId ? 'SELLER' : null;
}

export function otherParty(party: Party): Party {
  return party === 'BUYER' ? 'SELLER' : 'BUYER';
}

export function userOf(trade: Pick<Trade, 'buyerId' | 'sellerId'>, party: Party): string {
  return party === 'BUYER' ? trade.buyerId : trade.sellerId;
}
