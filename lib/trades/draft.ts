import { type Money, ZERO } from '@/lib/money';
import { deadlinesOf } from './deadlines';
import { TRADE_NEWS, type TradeNews } from './news';
import { type Party, type Trade, type TradeFault, type TradeRole, type TradeState, userOf } from './trade';

export type PartyWallet = { id: string; balance: Money; locked: Money };

export type TradeEntryType = 'BID_REFUND' | 'PAYMENT' | 'EARNING';

/** A ledger entry that is to be written. */
export type TradeEntry = {
  walletId: string;
  type: TradeEntryType;
  balanceDelta: Money;
  lockedDelta: Money;
  balanceAfter: Money;
  lockedAfter: Money;
};

export type TradeEventKind =
  | 'OPENED'
  | 'PROPOSED'
  | 'AGREED'
  | 'DECLINED'
  | 'ADDRESS'
  | 'SHIPPED'
  | 'DELIVERED'
  | 'HANDED_OVER'
  | 'RECEIVED'
  | 'RELEASED'
  | 'NEW_CODE'
  | 'WRONG_CODE'
  | 'CALLED_OFF'
  | 'OBJECTED'
  | 'CANCELLED'
  | 'DISPUTED'
  | 'ANSWERED'
  | 'DISPUTE_WITHDRAWN'
  | 'OFFERED'
  | 'OFFER_TAKEN'
  | 'OFFER_WITHDRAWN'
  | 'RETURN_AGREED'
  | 'RETURN_SHIPPED'
  | 'RETURN_DELIVERED'
  | 'RETURN_LAPSED'
  | 'RETURN_REFUSED'
  | 'DECIDED'
  | 'DECISION_ACCEPTED'
  | 'APPEALED'
  | 'SETTLED'
  | 'ESCALATED'
  | 'REMINDED';

export type TradeEvent = {
  kind: TradeEventKind;
  role: TradeRole;
  actorId: string | null;
  state: TradeState;
  detail: Record<string, string | number | null>;
};

/** `what` selects the sentence. */
export type TradeNotification = {
  recipientId: string;
  kind: (typeof TRADE_NEWS)[TradeNews];
  what: TradeNews;
  amount?: Money;
  reason?: string;
  at?: Date;
};

export type Actor = { role: TradeRole; id: string | null };

/** The trade while a command is applied to it, and all that the command has led to. The caller's trade stays as it was. */
export class TradeDraft {
  readonly entries: TradeEntry[] = [];
  readonly events: TradeEvent[] = [];
  readonly notifications: TradeNotification[] = [];
  private readonly holdings: Map<string, PartyWallet>;

  constructor(
    public trade: Trade,
    holdings: ReadonlyMap<string, PartyWallet>,
    readonly now: Date,
  ) {
    this.holdings = new Map(holdings);
  }

  change(change: Partial<Trade>): void {
    this.trade = { ...this.trade, ...change };
  }

  event(kind: TradeEventKind, { role, id }: Actor, detail: TradeEvent['detail'] = {}): void {
    this.events.push({ kind, role, actorId: id, state: this.trade.state, detail });
  }

  tell(
    party: Party,
    what: TradeNews,
    facts: Omit<TradeNotification, 'recipientId' | 'what' | 'kind'> = {},
  ): void {
    this.notifications.push({
      ...facts,
      kind: TRADE_NEWS[what],
      recipientId: userOf(this.trade, party),
      what,
    });
  }

  /**
   * Ends the trade: the buyer gets `refund` of the price back, the seller the rest.
   *
   * The entries of the buyer come first, so that the hold is gone when the seller earns.
   */
  settle(refund: Money, fault: TradeFault): void {
    const { buyerId, sellerId, price } = this.trade;
    const paid = price.minus(refund);
    if (refund.lt(ZERO) || paid.lt(ZERO)) throw new Error(`a refund of ${refund} of a price of ${price}`);
    if (refund.gt(ZERO)) this.move(buyerId, 'BID_REFUND', refund, refund.neg());
    if (paid.gt(ZERO)) {
      this.move(buyerId, 'PAYMENT', ZERO, paid.neg());
      this.move(sellerId, 'EARNING', paid, ZERO);
    }
    this.change({
      state: paid.gt(ZERO) ? 'COMPLETED' : 'CANCELLED',
      refund,
      fault,
      endedAt: this.now,
      callOff: null,
      offer: null,
      proposal: null,
    });
  }

  /** Tells both how a trade has ended that moved money by consent, by decision or by the clock. */
  tellEnd(): void {
    const { price, refund } = this.trade;
    const paid = price.minus(refund);
    if (paid.eq(ZERO)) {
      this.tell('BUYER', 'cancelled', { amount: price });
      this.tell('SELLER', 'cancelled', { amount: price });
    } else if (refund.eq(ZERO)) {
      this.tell('BUYER', 'released', { amount: price });
      this.tell('SELLER', 'earned', { amount: price });
    } else {
      this.tell('BUYER', 'settled', { amount: refund });
      this.tell('SELLER', 'settledForSeller', { amount: paid });
    }
  }

  /** When the clock has something to do next. */
  get nextAt(): Date | null {
    return deadlinesOf(this.trade)[0]?.at ?? null;
  }

  private move(userId: string, type: TradeEntryType, balanceDelta: Money, lockedDelta: Money): void {
    const holding = this.holdings.get(userId);
    if (!holding) throw new Error(`the wallet of user ${userId} was not locked`);
    const balance = holding.balance.plus(balanceDelta);
    const locked = holding.locked.plus(lockedDelta);
    if (balance.lt(ZERO) || locked.lt(ZERO)) {
      throw new Error(`${type} would take wallet ${holding.id} below zero`);
    }
    this.holdings.set(userId, { ...holding, balance, locked });
    this.entries.push({
      walletId: holding.id,
      type,
      balanceDelta,
      lockedDelta,
      balanceAfter: balance,
      lockedAfter: locked,
    });
  }
}
