import type { ServerFrame } from '@/lib/realtime/protocol';

/** A frame as it goes over the wire, encoded once for all browsers that get it. */
export type Frame = Buffer;

export function frameOf(frame: ServerFrame): Frame {
  return Buffer.from(JSON.stringify(frame));
}
