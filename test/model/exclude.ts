import { laterEnd, move, released, type Scene } from './scene';

/**
 * Nothing that a person bid counts any more, and neither do the automatic bids that were made in the same moment, since nobody
 * else had called for them. If the person led, the highest bid leads whose bidder may bid and has the money for it by now; the
 * bids above it do not count any more either.
 */
export function exclude(scene: Scene, bidder: string, now: number): Scene {
  const moments = new Set(
    scene.lot.rows.filter((row) => row.bidder === bidder).map(({ version }) => version),
  );
  const rows = scene.lot.rows.filter(
    (row) => row.bidder !== bidder && !(row.kind === 'AUTO' && moments.has(row.version)),
  );
  if (scene.lot.leader !== bidder) return { ...scene, lot: { ...scene.lot, rows } };
  const purses = released(scene);
  while (rows.length > 0) {
    const top = rows.at(-1);
    if (top && !scene.barred.has(top.bidder) && (purses[top.bidder]?.free ?? 0) >= top.amount) {
      const lot = {
        ...scene.lot,
        rows,
        leader: top.bidder,
        promise: top.amount,
        ...laterEnd(scene.lot, now),
      };
      return { ...scene, lot, purses: move(purses, top.bidder, { free: -top.amount, held: top.amount }) };
    }
    rows.pop();
  }
  return { ...scene, purses, lot: { ...scene.lot, rows, leader: null, promise: 0 } };
}
