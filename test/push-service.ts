import {
  createDecipheriv,
  createECDH,
  createPublicKey,
  type ECDH,
  hkdfSync,
  randomBytes,
  verify,
} from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** The answer of the service to the next push. */
export type PushFault =
  | { status: number }
  /** Accepts the push; the connection breaks before the answer. */
  | 'answer lost';

export type ReceivedPush = {
  path: string;
  headers: Record<string, string | undefined>;
  /** The message as the browser decrypts it. */
  message: Record<string, unknown>;
};

type Browser = { keys: ECDH; auth: Buffer };

export type PushService = Awaited<ReturnType<typeof startPushService>>;

/**
 * A push service on loopback (RFC 8030) with its subscribed browsers: it checks the sender (RFC 8292)
 * and reads the message with the browser's own keys (RFC 8291).
 */
export async function startPushService() {
  const browsers = new Map<string, Browser>();
  const pushes: ReceivedPush[] = [];
  const faults: PushFault[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const path = request.url ?? '';
    const browser = browsers.get(path);
    const fault = faults.shift();
    if (!browser) return void response.writeHead(404).end();
    if (fault && typeof fault === 'object') return void response.writeHead(fault.status).end();
    requireSignature(String(request.headers.authorization), url);
    const headers = request.headers as Record<string, string | undefined>;
    pushes.push({ path, headers, message: JSON.parse(decrypt(Buffer.concat(chunks), browser)) });
    if (fault === 'answer lost') return void request.socket.destroy();
    response.writeHead(201).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  const url = `http://${host}`;

  return {
    host,
    pushes,
    /** The answers to the next pushes, in order. */
    faults,
    /** A browser that agreed to pushes. @returns the value of `PushSubscription.toJSON()` there */
    subscribe() {
      const keys = createECDH('prime256v1');
      keys.generateKeys();
      const auth = randomBytes(16);
      const path = `/${randomBytes(8).toString('hex')}`;
      browsers.set(path, { keys, auth });
      return {
        endpoint: `${url}${path}`,
        expirationTime: null,
        keys: { p256dh: keys.getPublicKey('base64url'), auth: auth.toString('base64url') },
      };
    },
    stop: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** RFC 8291, section 3.4, on one record of RFC 8188. */
function decrypt(body: Buffer, { keys, auth }: Browser): string {
  const salt = body.subarray(0, 16);
  const keyEnd = 21 + body.readUInt8(20);
  const senderKey = body.subarray(21, keyEnd);
  const info = Buffer.concat([Buffer.from('WebPush: info\0'), keys.getPublicKey(), senderKey]);
  const secret = hkdfSync('sha256', keys.computeSecret(senderKey), auth, info, 32);
  const derive = (name: string, length: number) =>
    Buffer.from(hkdfSync('sha256', Buffer.from(secret), salt, `Content-Encoding: ${name}\0`, length));
  const decipher = createDecipheriv('aes-128-gcm', derive('aes128gcm', 16), derive('nonce', 12));
  decipher.setAuthTag(body.subarray(-16));
  const padded = Buffer.concat([decipher.update(body.subarray(keyEnd, -16)), decipher.final()]);
  return padded.subarray(0, padded.lastIndexOf(2)).toString();
}

/** `vapid t=<JWT>, k=<public key>`: signed by that key, for this service, valid for a short time. */
function requireSignature(authorization: string, audience: string): void {
  const [, token = '', key = ''] = /^vapid t=(.+), k=(.+)$/.exec(authorization) ?? [];
  const [header = '', claims = '', signature = ''] = token.split('.');
  const point = Buffer.from(key, 'base64url');
  const jwk = {
    kty: 'EC',
    crv: 'P-256',
    x: point.subarray(1, 33).toString('base64url'),
    y: point.subarray(33).toString('base64url'),
  };
  const valid = verify(
    'sha256',
    Buffer.from(`${header}.${claims}`),
    { key: createPublicKey({ key: jwk, format: 'jwk' }), dsaEncoding: 'ieee-p1363' },
    Buffer.from(signature, 'base64url'),
  );
  const { aud, exp } = JSON.parse(Buffer.from(claims, 'base64url').toString());
  const lastsSeconds = exp - Date.now() / 1000;
  if (!valid || aud !== audience || lastsSeconds <= 0 || lastsSeconds > 24 * 60 * 60) {
    throw new Error(`the push is not signed as RFC 8292 asks: ${authorization}`);
  }
}
