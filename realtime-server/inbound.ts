import type { Duplex } from 'node:stream';
import { Allowance } from './allowance';
import type { GatewayConfig } from './config';

/** The largest header of a client's frame (RFC 6455 section 5.2). */
const FRAME_HEADER_BYTES = 14;
/** After the goodbye: room for messages that were on their way and for the answer to the close frame. */
const MESSAGES_AFTER_GOODBYE = 4;

type Limits = Pick<GatewayConfig, 'messageBytes' | 'messageBurst' | 'messagesPerSecond'>;

/**
 * Bounds the bytes that a connection sends, whatever they are: a stream of empty fragments never becomes a message, and
 * nobody has to stop sending because the gateway has said goodbye.
 */
export class Inbound {
  readonly #stream: Duplex;
  readonly #allowance: Allowance;
  readonly #goodbyeBytes: number;
  readonly #onFlood: () => void;
  #isOver = false;
  #after = 0;

  /** @param onFlood  called once, when more bytes have come than the largest messages at the full rate have */
  constructor({ stream, limits, onFlood }: { stream: Duplex; limits: Limits; onFlood: () => void }) {
    const messageBytes = limits.messageBytes + FRAME_HEADER_BYTES;
    this.#stream = stream;
    this.#onFlood = onFlood;
    this.#goodbyeBytes = MESSAGES_AFTER_GOODBYE * messageBytes;
    this.#allowance = new Allowance(
      { burst: limits.messageBurst * messageBytes, perSecond: limits.messagesPerSecond * messageBytes },
      performance.now(),
    );
    this.#count();
  }

  /** From now on little more is read; a client that goes on sending is cut off. */
  goodbye(): void {
    this.#isOver = true;
  }

  /** The same, and bytes that are still read are not parsed. */
  discard(): void {
    this.goodbye();
    this.#stream.removeAllListeners('data');
    this.#count();
    this.#stream.resume();
    this.#stream.end();
  }

  #count(): void {
    this.#stream.on('data', (chunk: Buffer) => this.#take(chunk.length));
  }

  #take(bytes: number): void {
    if (this.#isOver) {
      this.#after += bytes;
      if (this.#after > this.#goodbyeBytes) this.#stream.destroy();
      return;
    }
    if (!this.#allowance.take(performance.now(), bytes).ok) this.#onFlood();
  }
}
