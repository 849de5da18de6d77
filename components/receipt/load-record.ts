import type { AuctionRecord } from '@/lib/receipts/auction-record';

/** The record, or the reason why it could not be loaded. */
export type LoadedRecord =
  | { ok: true; record: AuctionRecord }
  | { ok: false; reason: 'none' | 'tooOften' | 'failed' };

/** Fetches the record of an auction with all of its attempts, however many answers they come in. */
export async function loadRecord(auctionId: string): Promise<LoadedRecord> {
  let record: AuctionRecord | null = null;
  for (let cursor: string | null = ''; cursor !== null; cursor = record.nextCursor) {
    const query: string = cursor === '' ? '' : `?${new URLSearchParams({ cursor })}`;
    const response = await fetch(`/api/v1/auctions/${auctionId}/record${query}`).catch(() => null);
    if (response?.status === 404) return { ok: false, reason: 'none' };
    if (response?.status === 429) return { ok: false, reason: 'tooOften' };
    if (!response?.ok) return { ok: false, reason: 'failed' };
    const next = (await response.json()) as AuctionRecord;
    record = record ? joined(record, next) : next;
  }
  return record ? { ok: true, record } : { ok: false, reason: 'failed' };
}

/** The result is taken from the later answer, because it belongs to the last attempts. */
function joined(earlier: AuctionRecord, later: AuctionRecord): AuctionRecord {
  const people = new Map([...earlier.people, ...later.people].map((person) => [person.key, person]));
  return { ...later, people: [...people.values()], attempts: [...earlier.attempts, ...later.attempts] };
}
