import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';

/** The behaviour of the server with the next mail. */
export type MailFault =
  /** 550: this mailbox does not exist. */
  | 'no such mailbox'
  /** 451: try again later. */
  | 'busy'
  /** Accepts the mail; the connection breaks before the answer. */
  | 'answer lost';

export type ReceivedMail = { to: string[]; headers: Record<string, string>; text: string };

export type MailServer = Awaited<ReturnType<typeof startMailServer>>;

/** A real SMTP server on loopback that keeps the accepted mails, and has the faults of mail servers. */
export async function startMailServer() {
  const mails: ReceivedMail[] = [];
  const faults: MailFault[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    onRcptTo(_address, _session, done) {
      if (faults[0] !== 'no such mailbox') return done();
      faults.shift();
      done(Object.assign(new Error('no such mailbox'), { responseCode: 550 }));
    },
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const fault = faults.shift();
        if (fault === 'busy') return done(Object.assign(new Error('try again later'), { responseCode: 451 }));
        const to = session.envelope.rcptTo.map(({ address }) => address);
        mails.push({ to, ...parse(Buffer.concat(chunks).toString()) });
        if (fault === 'answer lost') return cut();
        done();
      });
    },
  });
  // The error of a client that disconnects in the middle.
  server.on('error', () => undefined);

  function cut(): void {
    for (const connection of server.connections) {
      (connection as unknown as { _socket: { destroy(): void } })._socket.destroy();
    }
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.server.address() as AddressInfo;
  return {
    url: `smtp://127.0.0.1:${port}`,
    mails,
    /** The behaviours for the next mails, in order. */
    faults,
    stop: () => new Promise<void>((resolve) => server.close(resolve)),
  };
}

/** A mail of one plain part, as RFC 5322 and RFC 2047 define it. */
function parse(raw: string): { headers: Record<string, string>; text: string } {
  const [head = '', body = ''] = raw.split(/\r\n\r\n([\s\S]*)/);
  const headers: Record<string, string> = {};
  for (const line of head.replace(/\r\n[ \t]+/g, ' ').split('\r\n')) {
    const [, name = '', value = ''] = /^([^:]+): ?(.*)$/.exec(line) ?? [];
    headers[name.toLowerCase()] = decodeWords(value);
  }
  const text = decodeBody(body, headers['content-transfer-encoding']);
  return { headers, text: text.replaceAll('\r\n', '\n').trim() };
}

function decodeBody(body: string, encoding = '7bit'): string {
  if (encoding === 'base64') return Buffer.from(body, 'base64').toString();
  return encoding === 'quoted-printable' ? decodeQuoted(body.replaceAll('=\r\n', '')) : body;
}

/** Decodes "=EC" and the like, which stand for the bytes of UTF-8. */
function decodeQuoted(text: string): string {
  return text.replace(/(=[0-9A-F]{2})+/gi, (bytes) =>
    Buffer.from(bytes.replaceAll('=', ''), 'hex').toString(),
  );
}

function decodeWords(value: string): string {
  return value
    .replace(/\?= =\?/g, '?==?')
    .replace(/=\?UTF-8\?([BQ])\?([^?]*)\?=/gi, (_, encoding: string, text: string) =>
      encoding.toUpperCase() === 'B'
        ? Buffer.from(text, 'base64').toString()
        : decodeQuoted(text.replaceAll('_', ' ')),
    );
}
