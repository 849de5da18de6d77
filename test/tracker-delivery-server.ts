import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/*
 * Delivery Tracker as its documentation describes it (https://tracker.delivery/docs), in memory and on loopback: the API key,
 * the query `track`, its errors; and the faults of a network, of a busy provider and of carriers. It is not ours; therefore the
 * tests replace it.
 */

export type TrackerFault =
  /** The connection breaks before an answer. */
  | 'connection lost'
  /** Half of the answer arrives, then the connection breaks. */
  | 'cut off'
  /** No answer ever comes. */
  | 'never answers'
  /** Half of the answer arrives, and the rest never does. */
  | 'stalls'
  /** 307 to another address of this server, which would answer. */
  | 'redirect'
  /** 200 with a page of HTML. */
  | 'HTML'
  /** 200 with JSON of another shape. */
  | 'wrong JSON'
  /** 200 with null for the parcel, and no error. */
  | 'no parcel'
  /** A true answer behind a million blanks. */
  | 'huge'
  /** An answer about another number. */
  | 'other number'
  /** A true answer beside an error about a part of it. */
  | 'answer with an error'
  /** A status of a proxy, without the provider's own errors. */
  | { status: number }
  /** The provider's own error, with `data: null` if the query was executed, and without `data` if it was refused as it was. */
  | { code: string; executed: boolean };

/** An event of a parcel; `time` as the provider writes it. */
export type CarrierEvent = { code: string; time: string | null };

type Reply = { status: number; body: string };

/** The fields of the schema that a query may name, and the words of the language itself. */
const KNOWN_WORDS = new Set(
  ['query Track carrierId ID trackingNumber String track lastEvent events last edges node time status code']
    .join(' ')
    .split(' '),
);

export type TrackerDeliveryServer = Awaited<ReturnType<typeof startTrackerDeliveryServer>>;

export async function startTrackerDeliveryServer(credentials: { clientId: string; clientSecret: string }) {
  const parcels = new Map<string, CarrierEvent[]>();
  const faults: TrackerFault[] = [];
  const requests: string[] = [];
  let bytesSent = 0;
  const authorization = `TRACKQL-API-KEY ${credentials.clientId}:${credentials.clientSecret}`;

  const server = createServer((request, response) => {
    respond(request, response).catch((error) => response.destroy(error));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  async function respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
    requests.push(`${request.method} ${request.url}`);
    const asked = await textOf(request);
    const fault = faults.shift();
    if (fault === 'never answers') return;
    if (fault === 'connection lost') return void request.socket.destroy();
    if (fault === 'redirect') return void response.writeHead(307, { location: `${url}/elsewhere` }).end();
    const { status, body } = replyTo(request, asked, fault);
    response.writeHead(status, {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
    });
    if (fault === 'huge') return sendHuge(response, body);
    if (fault !== 'cut off' && fault !== 'stalls') return void response.end(body);
    response.write(body.slice(0, body.length / 2), () => {
      if (fault === 'cut off') request.socket.destroy();
    });
  }

  /** Sends portion by portion, each when the one before has left, so that it can be seen how much was read. */
  function sendHuge(response: ServerResponse, body: string): void {
    let at = 0;
    const next = (error?: Error | null) => {
      if (error || response.destroyed) return;
      const portion = body.slice(at, at + 16_384);
      at += portion.length;
      bytesSent = at;
      if (at >= body.length) response.end(portion);
      else response.write(portion, next);
    };
    next();
  }

  function replyTo(request: IncomingMessage, asked: string, fault?: TrackerFault): Reply {
    if (request.method !== 'POST' || !['/graphql', '/elsewhere'].includes(request.url ?? '')) {
      return { status: 404, body: 'not found' };
    }
    if (fault === 'HTML') return { status: 200, body: '<html>maintenance</html>' };
    if (fault === 'wrong JSON') return reply({ data: { track: { lastEvent: 'DELIVERED' } } });
    if (fault === 'no parcel') return reply({ data: { track: null } });
    if (typeof fault === 'object' && 'status' in fault) return { status: fault.status, body: '{}' };
    if (typeof fault === 'object') return failure(fault.code, fault.executed);
    if (request.headers.authorization !== authorization) return failure('UNAUTHENTICATED', false);
    const { query, variables } = JSON.parse(asked) as { query: string; variables: Record<string, string> };
    const words = query.match(/[A-Za-z]+/g) ?? [];
    if (!words.every((word) => KNOWN_WORDS.has(word))) return failure('BAD_REQUEST', false);
    return track(variables, new Set(words), fault);
  }

  function track(
    { carrierId = '', trackingNumber = '' }: Record<string, string>,
    fields: Set<string>,
    fault?: TrackerFault,
  ): Reply {
    const events = parcels.get(`${carrierId} ${trackingNumber}`);
    if (!events) return failure('NOT_FOUND', true);
    const shown = events.map(({ code, time }) => ({ time, status: { code } }));
    const answer = {
      data: {
        track: {
          ...(fields.has('trackingNumber') && {
            trackingNumber: fault === 'other number' ? `${trackingNumber}0` : trackingNumber,
          }),
          // The newest DELIVERED, whatever came later; without one the newest event.
          lastEvent: shown.findLast(({ status }) => status.code === 'DELIVERED') ?? shown.at(-1) ?? null,
          ...(fields.has('events') && { events: { edges: shown.map((node) => ({ node })) } }),
        },
      },
      ...(fault === 'answer with an error' && { errors: [error('INTERNAL')] }),
    };
    const { status, body } = reply(answer);
    return { status, body: fault === 'huge' ? ' '.repeat(4_000_000) + body : body };
  }

  return {
    url,
    /** The requests so far, in order, as `METHOD path`. */
    requests,
    /** The part of the last huge answer that was sent. */
    bytesSent: () => bytesSent,
    /** The next requests meet these faults, one each. */
    misbehave: (...next: TrackerFault[]) => void faults.push(...next),
    /** All that the carrier knows about a number from now on. */
    setEvents(carrierId: string, trackingNumber: string, ...events: CarrierEvent[]): void {
      parcels.set(`${carrierId} ${trackingNumber}`, events);
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function reply(body: object): Reply {
  return { status: 200, body: JSON.stringify(body) };
}

function error(code: string): object {
  return { message: 'Please try again in a few minutes.', extensions: { code } };
}

/** Errors have status 200. */
function failure(code: string, executed: boolean): Reply {
  return reply({ errors: [error(code)], ...(executed && { data: { track: null } }) });
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}
