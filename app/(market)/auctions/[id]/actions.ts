'use server';

import { refresh } from 'next/cache';
import { z } from 'zod';
import { refused } from '@/components/action/action-state';
import { type AuctionActionState, BID_FIELDS } from '@/components/auction/item/auction-actions';
import { action } from '@/lib/accounts/action';
import { actingEvenSuspended, actingViewer } from '@/lib/accounts/viewer';
import { buyNow } from '@/lib/bidding/buy-now';
import { cancelAuction } from '@/lib/bidding/cancel-auction';
import { closeEarly } from '@/lib/bidding/close-auction';
import { needsConfirmation } from '@/lib/bidding/large-bid';
import { placeBid } from '@/lib/bidding/place-bid';
import { textOf } from '@/lib/form-fields';
import { wonIn } from '@/lib/format/parse-won';
import { KEY_FIELD } from '@/lib/idempotency-key';
import { toWireBound, toWireTotal } from '@/lib/money';
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
 * Places the bid of a form. Without a script that could ask, an amount far above the price is returned to be
 * confirmed first.
 */
export const placeBidAction = action(
  async (subject: Subject, _previous: unknown, form: FormData): Promise<AuctionActionState> => {
    const amount = wonIn(textOf(form, BID_FIELDS.amount));
    const seenPrice = wonIn(textOf(form, BID_FIELDS.seenPrice));
    const confirmed = wonIn(textOf(form, BID_FIELDS.confirmed));
    if (
      amount !== null &&
      seenPrice !== null &&
      confirmed !== amount &&
      needsConfirmation(amount, seenPrice)
    ) {
      return { outcome: 'confirm', kept: null, amount };
    }
    // A text that is no amount takes the same way as a wrong amount: `placeBid` refuses both.
    return actOnAuction(subject, form, amount, (input) => placeBid({ ...input, amount: amount ?? '' }));
  },
);

/** Buys the item at its buy-now price. */
export const buyNowAction = action(
  async (subject: Subject, _previous: unknown, form: FormData): Promise<AuctionActionState> => {
    return actOnAuction(subject, form, null, buyNow);
  },
);

/** Ends the seller's own auction now. */
export const closeEarlyAction = action(
  async (subject: Subject, _previous: unknown, form: FormData): Promise<AuctionActionState> => {
    return actOnAuction(subject, form, null, closeEarly);
  },
);

/** Cancels the seller's own auction before the first bid. */
export const cancelAction = action(
  async (subject: Subject, _previous: unknown, form: FormData): Promise<AuctionActionState> => {
    return actOnAuction(subject, form, null, cancelAuction, actingEvenSuspended);
  },
);

type CommandInput = { auctionId: string; userId: string; idempotencyKey: string | undefined };

async function actOnAuction(
  subject: Subject,
  form: FormData,
  amount: number | null,
  command: (input: CommandInput) => Promise<Result<{ auction: AuctionState; bid?: PublicBid | null }>>,
  who: typeof actingEvenSuspended = actingViewer,
): Promise<AuctionActionState> {
  const typed = textOf(form, BID_FIELDS.amount);
  const kept = { amount, typed: amount === null && typed !== '' ? typed : null };
  const acting = await who();
  if (!acting.ok) return { ...refused(acting, kept), spendable: null, wallet: null };
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
    ...money,
  };
}

/**
 * The won that a person could bid on an auction, which is their available money and the money that their own bid there locks,
 * and the available money by itself.
 */
async function moneyOn(auctionId: string, userId: string) {
  const { balance, locks, readAt } = await walletOf(userId);
  const here = locks.find((lock) => lock.auctionId === auctionId);
  return {
    spendable: toWireBound(here ? balance.plus(here.amount) : balance),
    wallet: { available: toWireTotal(balance), readAt: readAt.toISOString() },
  };
}
