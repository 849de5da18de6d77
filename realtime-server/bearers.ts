import { log } from '@/lib/log';

const ANSWER_WITHIN_MS = 2_000;
/** Tokens that are checked at once: a flood of invented tokens must not reach the web process. */
const MOST_AT_ONCE = 20;

type Asked = { ticket: string } | { status: 401 | 429 | 503 };

/**
 * Exchanges the bearer token of a request for a ticket, at the endpoint where any client gets one: the gateway has no
 * database, and the web process knows tokens, ended logins and limits.
 */
export class Bearers {
  readonly #endpoint: string;
  #asking = 0;

  /** @param webUrl  where the gateway reaches the web process */
  constructor(webUrl: string) {
    this.#endpoint = `${webUrl.replace(/\/+$/, '')}/api/v1/realtime/ticket`;
  }

  /** @param authorization  the header as it came; the web process judges it */
  async ticketFor(authorization: string): Promise<Asked> {
    if (this.#asking >= MOST_AT_ONCE) return { status: 503 };
    this.#asking += 1;
    try {
      const answer = await fetch(this.#endpoint, {
        method: 'POST',
        headers: { authorization },
        signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
        redirect: 'error',
      });
      const body = (await answer.json()) as { ticket?: unknown };
      if (answer.status === 201 && typeof body.ticket === 'string') return { ticket: body.ticket };
      return { status: answer.status === 401 || answer.status === 429 ? answer.status : 503 };
    } catch (error) {
      log.warn(
        { error: String(error), endpoint: this.#endpoint },
        'the owner of a token could not be asked for',
      );
      return { status: 503 };
    } finally {
      this.#asking -= 1;
    }
  }
}
