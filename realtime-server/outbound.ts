import type { Duplex } from 'node:stream';
import type { WebSocket } from 'ws';
import type { GatewayConfig } from './config';
import type { Frame } from './frame';
import type { Metrics } from './metrics';

type Dependencies = {
  socket: WebSocket;
  /** The stream that the WebSocket writes to; it signals when nothing is unsent any more. */
  stream: Duplex;
  limits: Pick<GatewayConfig, 'skipAboveBytes' | 'closeAboveBytes' | 'stalledAfterMs'>;
  metrics: Pick<Metrics, 'frames' | 'skipped'>;
  /** The browser takes too little: its connection has to end. */
  onTooSlow: (reason: 'too slow' | 'stalled') => void;
  /** Everything was sent to a browser that had missed frames. */
  onCaughtUp: () => void;
};

/** The frames for one browser, within the limits of what may wait unsent. After `end` nothing more is sent. */
export class Outbound {
  readonly #deps: Dependencies;
  #ended = false;
  /** Whether frames were skipped since everything was sent last. */
  #behind = false;
  #stall: NodeJS.Timeout | undefined;

  constructor(deps: Dependencies) {
    this.#deps = deps;
    deps.stream.on('drain', () => this.#drained());
  }

  /** Sends a frame that the browser must not miss. */
  send(frame: Frame): void {
    const { socket, limits, metrics, onTooSlow } = this.#deps;
    if (this.#ended) return;
    if (socket.bufferedAmount > limits.closeAboveBytes) {
      onTooSlow('too slow');
      return;
    }
    socket.send(frame, { binary: false });
    metrics.frames.inc();
  }

  /** Sends a frame, or skips it while too much is unsent. Returns whether it was sent. */
  offer(frame: Frame): boolean {
    const { socket, limits, metrics } = this.#deps;
    if (this.#ended) return false;
    if (socket.bufferedAmount > limits.skipAboveBytes) {
      metrics.skipped.inc();
      this.#behind = true;
      this.#stall ??= this.#awaitProgress(socket.bufferedAmount);
      return false;
    }
    this.send(frame);
    return true;
  }

  end(): void {
    this.#ended = true;
    clearTimeout(this.#stall);
  }

  /** Reports a browser that is behind and takes nothing more. */
  #awaitProgress(unsentBytes: number): NodeJS.Timeout {
    const { socket, limits, onTooSlow } = this.#deps;
    return setTimeout(() => {
      if (socket.bufferedAmount >= unsentBytes) onTooSlow('stalled');
      else this.#stall = this.#awaitProgress(socket.bufferedAmount);
    }, limits.stalledAfterMs);
  }

  #drained(): void {
    if (!this.#behind || this.#ended) return;
    this.#behind = false;
    clearTimeout(this.#stall);
    this.#stall = undefined;
    this.#deps.onCaughtUp();
  }
}
