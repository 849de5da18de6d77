import Big from 'big.js';
import type { AuctionAnswer, WireRefusal } from '@/components/auction/item/bid-answer';
import { toWire, toWireBound } from '@/lib/money';
import type { Refusal } from '@/lib/result';
import { walletOf } from '@/lib/wallet/wallet';

/** A refusal for the browser: its code and its figures, money as integers. */
export function refused(
  { ok: _, ...refusal }: Refusal,
  { amount, typed, spendable }: { amount: number | null; typed: string; spendable: number | null },
): AuctionAnswer {
  const facts = Object.entries(refusal).map(([name, value]) => [
    name,
    value instanceof Big ? toWire(value) : value,
  ]);
  return {
    outcome: 'refused',
    amount,
    typed: amount === null && typed !== '' ? typed : null,
    refusal: Object.fromEntries(facts) as WireRefusal,
    spendable,
  };
}

/** The won that a person could bid on an auction: their available money, and the money that their own bid there locks. */
export async function spendableOn(auctionId: string, userId: string): Promise<number> {
  const wallet = await walletOf(userId);
  const here = wallet.locks.find((lock) => lock.auctionId === auctionId);
  return toWireBound(here ? wallet.balance.plus(here.amount) : wallet.balance);
}
