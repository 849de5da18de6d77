import type { trades } from '@/db/schema';
import type { DisputeReason, Parcel, Trade } from './trade';

type TradeRow = typeof trades.$inferSelect;
/** The columns that a command may change. */
type Changeable = Omit<
  TradeRow,
  'id' | 'auctionId' | 'buyerId' | 'sellerId' | 'price' | 'openedAt' | 'nextAt'
>;

/** A row as the rules see it. */
export function tradeFromRow(row: TradeRow): Trade {
  return {
    id: row.id,
    auctionId: row.auctionId,
    buyerId: row.buyerId,
    sellerId: row.sellerId,
    price: row.price,
    method: row.method,
    state: row.state,
    refund: row.refund,
    fault: row.fault,
    version: row.version,
    openedAt: row.openedAt,
    endedAt: row.endedAt,
    appointmentAt: row.appointmentAt,
    proposal: row.proposedBy && row.proposedAt && { by: row.proposedBy, at: row.proposedAt },
    addressAt: row.addressAt,
    shipBy: row.shipBy,
    parcel: parcelOf(row.shippedAt, row.carrier, row.trackingNumber, row.deliveredAt),
    callOff: row.calledOffBy &&
      row.calledOffAt && {
        by: row.calledOffBy,
        at: row.calledOffAt,
        fault: row.calledOffFault ?? 'NONE',
      },
    objectedAt: row.objectedAt,
    ...disputeFromRow(row),
    escalatedAt: row.escalatedAt,
    code: { counter: row.codeCounter, tries: row.codeTries, lockedUntil: row.codeLockedUntil },
    reminded: row.reminded,
  };
}

function disputeFromRow(
  row: TradeRow,
): Pick<Trade, 'dispute' | 'offer' | 'returning' | 'decision' | 'appeal'> {
  return {
    dispute:
      row.disputedBy && row.disputedAt && row.disputeReason !== null && row.disputedFrom
        ? {
            by: row.disputedBy,
            at: row.disputedAt,
            reason: row.disputeReason as DisputeReason,
            from: row.disputedFrom,
            answeredAt: row.answeredAt,
          }
        : null,
    offer:
      row.offer !== null && row.offerBy && row.offerAt
        ? {
            by: row.offerBy,
            at: row.offerAt,
            refund: row.offer,
            returns: row.offerReturns ?? false,
          }
        : null,
    returning:
      row.returnRefund !== null && row.returnAgreedAt
        ? {
            refund: row.returnRefund,
            agreedAt: row.returnAgreedAt,
            parcel: parcelOf(
              row.returnShippedAt,
              row.returnCarrier,
              row.returnTrackingNumber,
              row.returnDeliveredAt,
            ),
          }
        : null,
    decision:
      row.decidedRefund !== null && row.decidedBy && row.decidedAt
        ? {
            by: row.decidedBy,
            at: row.decidedAt,
            refund: row.decidedRefund,
            fault: row.decidedFault ?? 'NONE',
            acceptedBy: row.acceptedBy,
          }
        : null,
    appeal: row.appealedBy && row.appealedAt && { by: row.appealedBy, at: row.appealedAt },
  };
}

function parcelOf(
  shippedAt: Date | null,
  carrier: string | null,
  trackingNumber: string | null,
  deliveredAt: Date | null,
): Parcel | null {
  return shippedAt && carrier !== null && trackingNumber !== null
    ? { shippedAt, carrier, trackingNumber, deliveredAt }
    : null;
}

/** What `tradeFromRow` reads back as the same trade. */
export function columnsOf(trade: Trade): Changeable {
  const { proposal, parcel, callOff, dispute, offer, returning, decision, appeal, code } = trade;
  return {
    method: trade.method,
    state: trade.state,
    refund: trade.refund,
    fault: trade.fault,
    version: trade.version,
    appointmentAt: trade.appointmentAt,
    proposedAt: proposal?.at ?? null,
    proposedBy: proposal?.by ?? null,
    addressAt: trade.addressAt,
    shipBy: trade.shipBy,
    shippedAt: parcel?.shippedAt ?? null,
    carrier: parcel?.carrier ?? null,
    trackingNumber: parcel?.trackingNumber ?? null,
    deliveredAt: parcel?.deliveredAt ?? null,
    calledOffBy: callOff?.by ?? null,
    calledOffAt: callOff?.at ?? null,
    calledOffFault: callOff?.fault ?? null,
    objectedAt: trade.objectedAt,
    disputedBy: dispute?.by ?? null,
    disputedAt: dispute?.at ?? null,
    disputeReason: dispute?.reason ?? null,
    disputedFrom: dispute?.from ?? null,
    answeredAt: dispute?.answeredAt ?? null,
    offer: offer?.refund ?? null,
    offerBy: offer?.by ?? null,
    offerAt: offer?.at ?? null,
    offerReturns: offer?.returns ?? null,
    returnRefund: returning?.refund ?? null,
    returnAgreedAt: returning?.agreedAt ?? null,
    returnShippedAt: returning?.parcel?.shippedAt ?? null,
    returnCarrier: returning?.parcel?.carrier ?? null,
    returnTrackingNumber: returning?.parcel?.trackingNumber ?? null,
    returnDeliveredAt: returning?.parcel?.deliveredAt ?? null,
    decidedRefund: decision?.refund ?? null,
    decidedFault: decision?.fault ?? null,
    decidedBy: decision?.by ?? null,
    decidedAt: decision?.at ?? null,
    acceptedBy: decision?.acceptedBy ?? null,
    appealedBy: appeal?.by ?? null,
    appealedAt: appeal?.at ?? null,
    escalatedAt: trade.escalatedAt,
    codeCounter: code.counter,
    codeTries: code.tries,
    codeLockedUntil: code.lockedUntil,
    reminded: [...trade.reminded],
    endedAt: trade.endedAt,
  };
}
