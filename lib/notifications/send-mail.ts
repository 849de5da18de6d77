import MailComposer from 'nodemailer/lib/mail-composer';
import type Mail from 'nodemailer/lib/mailer';
import { parseConnectionUrl } from 'nodemailer/lib/shared';
import SMTPConnection from 'nodemailer/lib/smtp-connection';
import { env } from '@/lib/env';
import type { Locale } from '@/lib/i18n/locale';
import { loadMessages } from '@/lib/i18n/messages';
import { type Attempt, errorText } from './attempt';

/** The query of SMTP_URL may set others. All steps together stay below the time limit of a delivery. */
const TIMEOUTS = {
  dnsTimeout: 5_000,
  connectionTimeout: 10_000,
  greetingTimeout: 10_000,
  socketTimeout: 20_000,
};

/** A mail of plain text. */
export type OutgoingMail = {
  /** Unique to this mail, and the same in every attempt. */
  messageId: string;
  to: string;
  locale: Locale;
  subject: string;
  /** A paragraph that is not given is left out. */
  paragraphs: (string | undefined)[];
  /** Where the reader may end such mails. */
  unsubscribe?: string | undefined;
};

/** The address of a page of this site for a mail; undefined while no public address is set. */
export function linkTo(path: string): string | undefined {
  const { APP_URL } = env();
  return APP_URL && new URL(path, APP_URL).href;
}

/**
 * Hands one mail to the mail server.
 *
 * The connection is driven step by step, because it matters where it breaks: before the message is sent, it may be tried
 * again; after that, only the server's own refusal says that it was not accepted.
 */
export async function sendMail(mail: OutgoingMail): Promise<Attempt> {
  const { SMTP_URL } = env();
  if (!SMTP_URL) return { outcome: 'refused', error: 'mail is off' };
  const message = new MailComposer(await mailOf(mail)).compile();
  const options = { ...TIMEOUTS, ...parseConnectionUrl(SMTP_URL) };
  const connection = new SMTPConnection(options);
  // Each step has its own listener; an error between two steps must not end the process.
  connection.on('error', () => undefined);
  let onItsWay = false;
  try {
    await step(connection, (done) => connection.connect(done));
    const { auth } = options;
    if (auth && 'pass' in auth) await step(connection, (done) => connection.login(auth, done));
    onItsWay = true;
    await step(connection, (done) =>
      connection.send(message.getEnvelope(), message.createReadStream(), done),
    );
    connection.quit();
    return { outcome: 'sent' };
  } catch (error) {
    connection.close();
    return { outcome: outcomeOf(error, onItsWay), error: errorText(error) };
  }
}

/** One command and its answer. A lost connection is reported by the connection, not through the awaited answer. */
function step(
  connection: SMTPConnection,
  run: (done: (error?: Error | null) => void) => void,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const onEnd = () => settle(new Error('the mail server closed the connection'));
    function settle(error?: Error | null) {
      connection.off('error', settle);
      connection.off('end', onEnd);
      if (error) reject(error);
      else resolve();
    }
    connection.on('error', settle);
    connection.on('end', onEnd);
    run(settle);
  });
}

/** By RFC 5321, section 4.2.1: 5yz is permanent, 4yz is temporary. */
function outcomeOf(error: unknown, onItsWay: boolean): 'refused' | 'failed' | 'unknown' {
  if (!onItsWay) return 'failed';
  const answered = error instanceof Error && 'responseCode' in error ? Number(error.responseCode) : undefined;
  if (answered === undefined) return 'unknown';
  return answered >= 500 ? 'refused' : 'failed';
}

async function mailOf(mail: OutgoingMail): Promise<Mail.Options> {
  const { MAIL_FROM, APP_URL } = env();
  const { messageId, to, locale, subject, paragraphs, unsubscribe } = mail;
  const { shell } = await loadMessages(locale);
  return {
    from: { name: shell.brand, address: MAIL_FROM },
    to,
    subject,
    text: paragraphs.filter(Boolean).join('\n\n'),
    messageId: `<${messageId}@${new URL(APP_URL ?? 'http://localhost').hostname}>`,
    headers: {
      'Auto-Submitted': 'auto-generated',
      ...(unsubscribe && { 'List-Unsubscribe': `<${unsubscribe}>` }),
    },
  };
}
