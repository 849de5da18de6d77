import { z } from 'zod';
import { log } from '@/lib/log';
import type { ParcelNumber, ParcelState, ParcelTracker, TrackAnswer } from './tracker';

export type TrackerDeliverySettings = {
  /** `https://apis.tracker.delivery`, or a server that speaks like it; without a slash at its end. */
  apiUrl: string;
  clientId: string;
  clientSecret: string;
  /** The limit for each request, its body included. */
  timeoutMs?: number;
};

/** tracker.delivery reads the carrier's own site while we wait. */
const TIMEOUT_MS = 15_000;

/** Many times the size of a true answer. */
const MOST_BYTES = 64 * 1024;

/**
 * Names, places and telephone numbers are left out on purpose: what we do not receive cannot leak. A parcel has far fewer than
 * twenty events after its delivery.
 */
const QUERY = `query Track($carrierId: ID!, $trackingNumber: String!) {
  track(carrierId: $carrierId, trackingNumber: $trackingNumber) {
    trackingNumber
    lastEvent { time status { code } }
    events(last: 20) { edges { node { time status { code } } } }
  }
}`;

const eventSchema = z.object({
  time: z.iso
    .datetime({ offset: true })
    .nullish()
    .transform((time) => (time ? new Date(time) : null)),
  /** Any text: a code of next year says nothing, and does not make the others unreadable. */
  status: z.object({ code: z.string().max(100) }),
});
type TrackEvent = z.output<typeof eventSchema>;

const trackSchema = z.object({
  trackingNumber: z.string(),
  lastEvent: eventSchema.nullish(),
  events: z
    .object({ edges: z.array(z.object({ node: eventSchema.nullish() }).nullish()).nullish() })
    .nullish()
    .transform((events) => (events?.edges ?? []).flatMap((edge) => edge?.node ?? [])),
});

const answerSchema = z.object({
  errors: z
    .array(z.object({ extensions: z.object({ code: z.string().max(100) }).nullish() }))
    .nullish()
    .transform((errors) => (errors ?? []).map(({ extensions }) => extensions?.code ?? 'NO_CODE')),
  /** Undefined: the query itself was refused. Null or without a track: its execution failed. */
  data: z.object({ track: z.unknown() }).nullish(),
});

/**
 * The tracking API of Delivery Tracker (https://tracker.delivery/docs/tracking-api): GraphQL at `POST /graphql`, with
 * `Authorization: TRACKQL-API-KEY id:secret` (https://tracker.delivery/docs/authentication). Errors are in `errors` of the
 * body, also with status 200 (https://tracker.delivery/docs/error-handling); their codes are UNAUTHENTICATED, FORBIDDEN,
 * INTERNAL, BAD_REQUEST and NOT_FOUND. The schema, with the meaning of each status code, is
 * `packages/api/src/schema/schema.graphql` of https://github.com/shlee322/delivery-tracker.
 */
export function trackerDelivery({
  apiUrl,
  clientId,
  clientSecret,
  timeoutMs = TIMEOUT_MS,
}: TrackerDeliverySettings): ParcelTracker {
  const authorization = `TRACKQL-API-KEY ${clientId}:${clientSecret}`;

  async function ask({ carrier, trackingNumber }: ParcelNumber): Promise<TrackAnswer> {
    try {
      const response = await fetch(`${apiUrl}/graphql`, {
        method: 'POST',
        headers: { Authorization: authorization, 'Content-Type': 'application/json' },
        body: JSON.stringify({ query: QUERY, variables: { carrierId: carrier, trackingNumber } }),
        cache: 'no-store',
        redirect: 'error',
        signal: AbortSignal.timeout(timeoutMs),
      });
      const body = await limitedText(response);
      return body === null ? unavailable('TOO_LARGE') : answerOf(response.status, body, trackingNumber);
    } catch (error) {
      return unavailable(error instanceof Error ? error.name : 'NO_ANSWER');
    }
  }

  return {
    track: async (parcel) => {
      const answer = await ask(parcel);
      // Without the number, which leads to a name and a place at the carrier's site.
      const facts = { carrier: parcel.carrier, ...answer };
      if (answer.outcome === 'refused')
        log.error(facts, 'tracker.delivery refuses this site: check its credentials');
      if (answer.outcome === 'unavailable') log.warn(facts, 'tracker.delivery gave no clear answer');
      return answer;
    },
  };
}

/** @returns null for a body above the limit, of which no more is read */
async function limitedText(response: Response): Promise<string | null> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  // Leaving the loop cancels the body, and with it the connection.
  for await (const chunk of response.body ?? []) {
    bytes += chunk.byteLength;
    if (bytes > MOST_BYTES) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function answerOf(status: number, body: string, trackingNumber: string): TrackAnswer {
  const read = answerSchema.safeParse(parsedJson(body));
  const fault = read.success ? faultOf(read.data) : null;
  if (fault) return fault;
  if (status === 401 || status === 403) return { outcome: 'refused', code: `HTTP_${status}` };
  if (status !== 200) return unavailable(`HTTP_${status}`);
  if (!read.success) return unavailable('MALFORMED');
  const { data } = read.data;
  if (data?.track === null) return { outcome: 'not found' };
  const track = trackSchema.safeParse(data?.track);
  if (!track.success) return unavailable('MALFORMED');
  // A proxy or a cache that mixes up answers must not release anybody's money.
  if (track.data.trackingNumber !== trackingNumber) return unavailable('OTHER_NUMBER');
  return wayOf(track.data);
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** One error is enough to believe nothing else in the answer. */
function faultOf({ errors, data }: z.output<typeof answerSchema>): TrackAnswer | null {
  const [first] = errors;
  if (first === undefined) return null;
  const refusal = errors.find((code) => code === 'UNAUTHENTICATED' || code === 'FORBIDDEN');
  if (refusal) return { outcome: 'refused', code: refusal };
  // A carrier refuses a number of a wrong form with BAD_REQUEST; with a query that it cannot read, the API sends no `data`.
  const isOfNumber = (code: string) => code === 'NOT_FOUND' || (code === 'BAD_REQUEST' && data !== undefined);
  return errors.every(isOfNumber) ? { outcome: 'not found' } : unavailable(first);
}

function unavailable(code: string): TrackAnswer {
  return { outcome: 'unavailable', code };
}

/**
 * `lastEvent` stays DELIVERED whatever is registered later. We believe it unless the parcel went on afterwards: a driver who
 * scanned the wrong door takes the parcel out again, and the buyer's days must not run.
 */
function wayOf({ lastEvent, events }: z.output<typeof trackSchema>): TrackAnswer {
  const last = lastEvent ?? events.at(-1);
  if (!last) return { outcome: 'tracked', state: 'unknown', at: null };
  const state = stateOf(last);
  const wentOn = state === 'delivered' ? events.findLast((event) => isTakenBack(last, event)) : undefined;
  const newest = wentOn ?? last;
  return { outcome: 'tracked', state: stateOf(newest), at: newest.time };
}

/**
 * Whether `later` takes the delivery back. OUT_FOR_DELIVERY does not: the schema names it as an event that carriers register
 * late. Without both times the order is unknown, and the delivery stands.
 */
function isTakenBack(delivery: TrackEvent, later: TrackEvent): boolean {
  if (delivery.time === null || later.time === null || later.time <= delivery.time) return false;
  return later.status.code !== 'OUT_FOR_DELIVERY' && stateOf(later) === 'inTransit';
}

function stateOf({ status }: TrackEvent): ParcelState {
  switch (status.code) {
    case 'DELIVERED':
      return 'delivered';
    case 'AT_PICKUP':
    case 'IN_TRANSIT':
    case 'OUT_FOR_DELIVERY':
    case 'ATTEMPT_FAIL':
    case 'AVAILABLE_FOR_PICKUP':
    case 'EXCEPTION':
      return 'inTransit';
    default:
      return 'unknown';
  }
}
