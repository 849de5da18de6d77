'use server';

import { refresh } from 'next/cache';
import { z } from 'zod';
import { refused } from '@/components/action/action-state';
import { type AuctionActionState, BID_FIELDS, type BidMode } from '@/components/auction/item/auction-actions';
import { asksFirst } from '@/components/auction/item/bid-box';
import { action } from '@/lib/accounts/action';
import { actingEvenSuspended, actingViewer } from '@/lib/accounts/viewer';
import { autoBid } from '@/lib/bidding/auto-bid';
import { buyNow } from '@/lib/bidding/buy-now';
import { cancelAuction } from '@/lib/bidding/cancel-auction';
import { closeEarly } from '@/lib/bidding/close-auction';
import { placeBid } from '@/lib/bidding/place-bid';
import { stopAutoBid } from '@/lib/bidding/stop-auto-bid';
import { textOf } from '@/lib/form-fields';
import { wonIn } from '@/lib/format/parse-won';
import { KEY_FIELD } from '@/lib/idempotency-key';
import { toWire, toWireBound, toWireTotal, ZERO } from '@/lib/money';
import type { AuctionState, PublicBid } from '@/lib/realtime/protocol';
import type { Result } from '@/lib/result';
import { walletOf } from '@/lib/wallet/wallet';

/**
 * The page binds this to a form and the browser sends it back, so it can be forged like the form itself. `isNational`
 * only decides
 * how the page is refreshed afterwards.
 */
const subjectSchema = z.object({ id: z.string(), isNational: z.boolean() });
type Subject = z.infer<typeof subjectSchema>;

/**
 * Places the bid of a form, or makes it an automatic bid up to the amount, by the form's mode. Without a script that could
 * ask, an amount far above the price is returned to be confirmed first.
 */
export const placeBidAction = action(
  async (subject: Subject, _previous: unknown, form: FormData): Promise<AuctionActionState> => {
    const amount = wonIn(textOf(form, BID_FIELDS.amount));
    const mode = textOf(form, BID_FIELDS.mode) === 'auto' ? 'auto' : 'once';
    if (amount !== null && hasToBeConfirmed(form, amount)) {
      return { outcome: 'confirm', kept: null, amount, mode };
    }
    // A text that is no amount is passed on: the functions of `lib` refuse it like a wrong amount.
    const wanted = amount ?? '';
    const command = (input: CommandInput) =>
      mode === 'auto' ? autoBid({ ...input, maximum: wanted }) : placeBid({ ...input, amount: wanted });
    // A suspended leader can lower the maximum. The rules refuse the rest, and each refused bid is an attempt.
    return actOnAuction(subject, form, { amount, mode }, command, actingEvenSuspended);
  },
);

function hasToBeConfirmed(form: FormData, amount: number): boolean {
  const seenPrice = wonIn(textOf(form, BID_FIELDS.seenPrice));
  const held = wonIn(textOf(form, BID_FIELDS.seenHeld)) ?? 0;
  const confirmed = wonIn(textOf(form, BID_FIELDS.confirmed));
  return seenPrice !== null && confirmed !== amount && asksFirst({ held }, amount, seenPrice);
}

/** Stops the viewer's automatic bid: their bid stays, and the money above it is free at once. */
export const stopAutoBidAction = action(
  async (subject: Subject, _previous: unknown, form: FormData): Promise<AuctionActionState> => {
    return actOnAuction(subject, form, NO_AMOUNT, stopAutoBid, actingEvenSuspended);
  },
);

/** Buys the item at its buy-now price. */
export const buyNowAction = action(
  async (subject: Subject, _previous: unknown, form: FormData): Promise<AuctionActionState> => {
    return actOnAuction(subject, form, NO_AMOUNT, buyNow);
  },
);

/** Ends the seller's own auction now. */
export const closeEarlyAction = action(
  async (subject: Subject, _previous: unknown, form: FormData): Promise<AuctionActionState> => {
    return actOnAuction(subject, form, NO_AMOUNT, closeEarly);
  },
);

/** Cancels the seller's own auction before the first bid. */
export const cancelAction = action(
  async (subject: Subject, _previous: unknown, form: FormData): Promise<AuctionActionState> => {
    return actOnAuction(subject, form, NO_AMOUNT, cancelAuction, actingEvenSuspended);
  },
);

type CommandInput = { auctionId: string; userId: string; idempotencyKey: string | undefined };
type Command = (
  input: CommandInput,
) => Promise<
  Result<{ auction: AuctionState; bid?: PublicBid | null; leading?: boolean; attemptId?: string }>
>;

/** For the actions that need no amount. */
const NO_AMOUNT = { amount: null, mode: 'once' } as const;

async function actOnAuction(
  subject: Subject,
  form: FormData,
  { amount, mode }: { amount: number | null; mode: BidMode },
  command: Command,
  who: typeof actingEvenSuspended = actingViewer,
): Promise<AuctionActionState> {
  const typed = textOf(form, BID_FIELDS.amount);
  const kept = { amount, typed: amount === null && typed !== '' ? typed : null, mode };
  const acting = await who();
  if (!acting.ok) return { ...refused(acting, kept), spendable: null, held: null, wallet: null };
  const userId = acting.viewer.id;
  // A subject that cannot be parsed gets an id that no auction has.
  const { id: auctionId, isNational } = subjectSchema.safeParse(subject).data ?? {
    id: '',
    isNational: false,
  };
  const idempotencyKey = textOf(form, KEY_FIELD) || undefined;
  const result = await command({ auctionId, userId, idempotencyKey });
  const money = await moneyOn(auctionId, userId);
  // The page of a national auction updates itself; rendering it for each bid of a storm would be waste.
  if (!isNational) refresh();
  if (!result.ok) return { ...refused(result, kept), ...money };
  return {
    outcome: 'done',
    kept: null,
    state: result.auction,
    bid: result.bid ?? null,
    maximum: mode === 'auto' ? amount : null,
    leading: result.leading ?? false,
    attemptId: result.attemptId ?? null,
    ...money,
  };
}

/**
 * The money of a person on an auction, in won: the most that they could bid, and its two parts, the money that the auction holds
 * and their available money.
 */
async function moneyOn(auctionId: string, userId: string) {
  const { balance, locks, readAt } = await walletOf(userId);
  const held = locks.find((lock) => lock.auctionId === auctionId)?.amount ?? ZERO;
  return {
    spendable: toWireBound(balance.plus(held)),
    held: toWire(held),
    wallet: { available: toWireTotal(balance), readAt: readAt.toISOString() },
  };
}
