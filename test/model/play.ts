import { faultOf } from './amounts';
import { exclude } from './exclude';
import { type Climber, climb } from './ladder';
import { isOver, type Lot, laterEnd, move, priceOf, type Row, released, type Scene, withRows } from './scene';

/** A command to the auction. */
export type Deed =
  | { kind: 'bid'; userId: string; amount: number }
  | { kind: 'autoBid'; userId: string; amount: number }
  | { kind: 'lowerAutoBid' | 'buyNow' | 'closeEarly' | 'cancel'; userId: string }
  | { kind: 'excludeBidder'; bidderId: string }
  | { kind: 'cancelByOperator' | 'open' | 'close' };

/** The answer to one command. A refusal carries the amount that explains it. */
export type Reply =
  | { ok: true; leading: boolean; rows: readonly Row[] }
  | { ok: false; code: string; amount?: number };

export type Played = { scene: Scene; reply: Reply };

/** One command after the other is all that this auction knows. A refused command changes nothing. */
export function play(scene: Scene, deed: Deed, now: number): Played {
  const { scene: after, reply } = apply(scene, deed, now);
  if (!reply.ok) return { scene: after, reply };
  const leading = 'userId' in deed && after.lot.leader === deed.userId;
  return { scene: after, reply: { ...reply, leading } };
}

type Applied = { scene: Scene; reply: { ok: true; rows: readonly Row[] } | Extract<Reply, { ok: false }> };

function apply(scene: Scene, deed: Deed, now: number): Applied {
  switch (deed.kind) {
    case 'bid':
    case 'autoBid':
      return bid(scene, deed, now);
    case 'lowerAutoBid':
      return stop(scene, deed.userId, now);
    case 'buyNow':
      return buyNow(scene, deed.userId, now);
    case 'closeEarly':
      return closeEarly(scene, deed.userId, now);
    case 'cancel':
      return cancel(scene, deed.userId, now);
    case 'cancelByOperator':
      return cancelByOperator(scene);
    case 'excludeBidder':
      return excludeBidder(scene, deed.bidderId, now);
    case 'open':
      return open(scene, now);
    case 'close':
      return closeOnTime(scene, now);
  }
}

function no(scene: Scene, code: string, amount?: number): Applied {
  return { scene, reply: { ok: false, code, ...(amount !== undefined && { amount }) } };
}

/** Everybody hears of it: it has a version of its own. */
function yes(scene: Scene, change: Partial<Lot>, rows: readonly Row[] = []): Applied {
  const lot = { ...scene.lot, ...change, version: scene.lot.version + 1 };
  return { scene: { ...scene, lot }, reply: { ok: true, rows } };
}

/** Why nobody can bid or buy at this time. */
function closedTo({ lot }: Scene, now: number): string | null {
  if (isOver(lot) || now >= lot.endsAt) return 'AUCTION_ENDED';
  return now < lot.opensAt ? 'AUCTION_NOT_ACTIVE' : null;
}

function refusedTo(scene: Scene, person: string, now: number): string | null {
  const closed = closedTo(scene, now);
  if (closed) return closed;
  if (person === scene.lot.seller) return 'OWN_AUCTION';
  return scene.barred.has(person) ? 'FORBIDDEN' : null;
}

/** The money that a person can promise: what their lead holds would be free first. */
function within({ lot, purses }: Scene, person: string): number {
  return (purses[person]?.free ?? 0) + (lot.leader === person ? lot.promise : 0);
}

type Offer = Extract<Deed, { amount: number }>;

function bid(scene: Scene, offer: Offer, now: number): Applied {
  const { userId, amount, kind } = offer;
  const refused = freesMoney(scene, offer) ? closedTo(scene, now) : refusedTo(scene, userId, now);
  if (refused) return no(scene, refused);
  const fault = faultOf(scene.lot, userId, amount, kind === 'autoBid');
  if (fault) return no(scene, fault.code, fault.amount);
  const available = within(scene, userId);
  if (available < amount) return no(scene, 'INSUFFICIENT_BALANCE', available);
  if (scene.lot.leader === userId) return keepLead(scene, offer);
  return scene.lot.leader === null ? lead(scene, offer) : challenge(scene, offer, now);
}

/** A leader lowers their maximum; the barred may do it too. */
function freesMoney({ lot }: Scene, { kind, userId, amount }: Offer): boolean {
  return kind === 'autoBid' && lot.leader === userId && amount <= lot.promise;
}

/** Nobody bids against themselves: a maximum is only noted, and an exact bid raises the price to itself. */
function keepLead(scene: Scene, { userId, amount, kind }: Offer): Applied {
  const { lot } = scene;
  if (kind === 'autoBid') return { scene: promised(scene, amount), reply: { ok: true, rows: [] } };
  const row: Row = { bidder: userId, amount, kind: 'MANUAL' };
  const raised = promised(scene, Math.max(lot.promise, amount));
  return yes(raised, { rows: withRows(lot, [row]) }, [row]);
}

/** The leader promises another amount, and the money that is held follows. */
function promised(scene: Scene, promise: number): Scene {
  const { lot } = scene;
  const more = promise - lot.promise;
  return {
    ...scene,
    lot: { ...lot, promise },
    purses: move(scene.purses, lot.leader ?? '', { free: -more, held: more }),
  };
}

function lead(scene: Scene, { userId, amount, kind }: Offer): Applied {
  const row: Row = { bidder: userId, amount: kind === 'bid' ? amount : scene.lot.start, kind: 'MANUAL' };
  const purses = move(scene.purses, userId, { free: -amount, held: amount });
  const change: Partial<Lot> = {
    status: 'ACTIVE',
    leader: userId,
    promise: amount,
    rows: withRows(scene.lot, [row]),
  };
  return yes({ ...scene, purses }, change, [row]);
}

/** A leader who was barred meanwhile keeps their visible bid, and nobody bids for them any more. */
function fighterOf({ lot, barred }: Scene): Climber {
  const person = lot.leader ?? '';
  return { person, limit: barred.has(person) ? priceOf(lot) : lot.promise };
}

function challenge(scene: Scene, { userId, amount, kind }: Offer, now: number): Applied {
  const { lot } = scene;
  const caller = { person: userId, limit: amount, outright: kind === 'bid' };
  const added = climb(priceOf(lot), lot.step, fighterOf(scene), caller);
  const rows = withRows(lot, added);
  if (added.at(-1)?.bidder !== userId) return yes(scene, { rows }, added);
  const purses = move(released(scene), userId, { free: -amount, held: amount });
  const change: Partial<Lot> = { leader: userId, promise: amount, rows, ...laterEnd(lot, now) };
  return yes({ ...scene, purses }, change, added);
}

/** The leader's maximum becomes the price, in silence. It only frees money; therefore the barred can do it too. */
function stop(scene: Scene, person: string, now: number): Applied {
  const closed = closedTo(scene, now);
  if (closed) return no(scene, closed);
  if (scene.lot.leader !== person) return no(scene, 'NOT_FOUND');
  return { scene: promised(scene, priceOf(scene.lot)), reply: { ok: true, rows: [] } };
}

function buyNow(scene: Scene, person: string, now: number): Applied {
  const refused = refusedTo(scene, person, now);
  if (refused) return no(scene, refused);
  const { buyNow: price } = scene.lot;
  if (price === null) return no(scene, 'BUY_NOW_UNAVAILABLE');
  const available = within(scene, person);
  if (available < price) return no(scene, 'INSUFFICIENT_BALANCE', available);
  const purses = move(released(scene), person, { free: -price });
  return sold({ ...scene, purses }, person, price);
}

function sold(scene: Scene, winner: string, paid: number): Applied {
  const purses = move(scene.purses, scene.lot.seller, { free: paid });
  return yes({ ...scene, purses }, { status: 'ENDED', promise: 0, winner, paid });
}

function closeEarly(scene: Scene, person: string, now: number): Applied {
  if (person !== scene.lot.seller) return no(scene, 'FORBIDDEN');
  const closed = closedTo(scene, now);
  return closed ? no(scene, closed) : close(scene);
}

function closeOnTime(scene: Scene, now: number): Applied {
  if (isOver(scene.lot)) return no(scene, 'AUCTION_ENDED');
  return now < scene.lot.endsAt ? no(scene, 'AUCTION_NOT_ACTIVE') : close(scene);
}

/** The leader pays the price and gets the rest of their promise back. */
function close(scene: Scene): Applied {
  const { leader } = scene.lot;
  if (leader === null) return yes(scene, { status: 'ENDED' });
  const price = priceOf(scene.lot);
  const purses = move(released(scene), leader, { free: -price });
  return sold({ ...scene, purses }, leader, price);
}

function cancel(scene: Scene, person: string, now: number): Applied {
  if (person !== scene.lot.seller) return no(scene, 'FORBIDDEN');
  if (isOver(scene.lot) || now >= scene.lot.endsAt) return no(scene, 'AUCTION_ENDED');
  return scene.lot.rows.length > 0 ? no(scene, 'HAS_BIDS') : yes(scene, { status: 'CANCELLED' });
}

function cancelByOperator(scene: Scene): Applied {
  if (isOver(scene.lot)) return no(scene, 'AUCTION_ENDED');
  return yes({ ...scene, purses: released(scene) }, { status: 'CANCELLED', promise: 0 });
}

function excludeBidder(scene: Scene, bidder: string, now: number): Applied {
  if (isOver(scene.lot)) return no(scene, 'AUCTION_ENDED');
  if (!scene.lot.rows.some((row) => row.bidder === bidder)) return no(scene, 'NOT_FOUND');
  return yes(exclude(scene, bidder, now), {});
}

function open(scene: Scene, now: number): Applied {
  const { status, opensAt } = scene.lot;
  return status === 'WAITING' && now >= opensAt
    ? yes(scene, { status: 'ACTIVE' })
    : no(scene, 'AUCTION_NOT_ACTIVE');
}
