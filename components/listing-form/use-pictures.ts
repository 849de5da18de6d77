'use client';

import { useCallback, useEffect, useMemo, useReducer, useRef } from 'react';
import { MAX_IMAGES } from '@/lib/auctions/images/picture-limits';
import type { ItemPicture } from '@/lib/item-picture';
import { faultOfFile, type UploadFault, uploadPicture } from './upload-picture';

/** Phones have slow uplinks: a few uploads at a time finish sooner than all at once. */
const UPLOADS_AT_ONCE = 2;

/** `crypto.randomUUID` exists over HTTPS only, and a phone in the local network uses plain HTTP. */
let slotsMade = 0;

/** A picture of the form. `id` stays the same during the upload. */
export type PictureSlot = {
  id: string;
  name: string;
} /** `waiting`: the server is busy with other pictures. */ & (
  | { state: 'queued' | 'uploading' | 'waiting'; file: File; done: number }
  | { state: 'failed'; file: File; fault: UploadFault }
  | { state: 'ready'; picture: ItemPicture }
);

type Change =
  | { kind: 'add'; slots: PictureSlot[] }
  | { kind: 'update'; id: string; slot: PictureSlot }
  | { kind: 'remove'; id: string }
  | { kind: 'move'; id: string; to: number }
  | { kind: 'reset'; slots: PictureSlot[] };

export function reduceSlots(slots: PictureSlot[], change: Change): PictureSlot[] {
  switch (change.kind) {
    case 'add':
      return [...slots, ...change.slots].slice(0, MAX_IMAGES);
    case 'update':
      return slots.map((slot) => (slot.id === change.id ? change.slot : slot));
    case 'remove':
      return slots.filter((slot) => slot.id !== change.id);
    case 'move': {
      const moved = slots.find((slot) => slot.id === change.id);
      if (!moved) return slots;
      const others = slots.filter((slot) => slot !== moved);
      return [...others.slice(0, change.to), moved, ...others.slice(change.to)];
    }
    case 'reset':
      return change.slots;
    default:
      return change satisfies never;
  }
}

export function readySlots(pictures: readonly ItemPicture[]): PictureSlot[] {
  return pictures.map((picture) => ({ id: picture.key, name: '', state: 'ready', picture }));
}

/**
 * The pictures of the form and their uploads.
 *
 * @param onRefused  called for each file that is not even sent, or for which there is no room (`null`)
 */
export function usePictures(initial: readonly ItemPicture[], onRefused: (fault: UploadFault | null) => void) {
  const [slots, change] = useReducer(reduceSlots, initial, readySlots);
  const uploads = useRef(new Map<string, AbortController>());
  /** The number of slots, also of those that the next render brings. */
  const held = useRef(slots.length);
  useEffect(() => {
    held.current = slots.length;
  }, [slots]);

  useEffect(() => {
    const running = uploads.current;
    return () => {
      for (const upload of running.values()) upload.abort();
      running.clear();
    };
  }, []);

  useEffect(() => {
    const running = uploads.current;
    for (const slot of slots) {
      if (slot.state !== 'queued' || running.has(slot.id) || running.size >= UPLOADS_AT_ONCE) continue;
      const controller = new AbortController();
      running.set(slot.id, controller);
      const { id, name, file } = slot;
      const update = (next: PictureSlot) => change({ kind: 'update', id, slot: next });
      const onProgress = (done: number) => update({ id, name, state: 'uploading', file, done });
      onProgress(0);
      const onWait = () => update({ id, name, state: 'waiting', file, done: 0 });
      uploadPicture(file, { onProgress, onWait, signal: controller.signal }).then((answer) => {
        running.delete(id);
        if (answer.ok) update({ id, name, state: 'ready', picture: answer.picture });
        else update({ id, name, state: 'failed', file, fault: answer.fault });
      });
    }
  }, [slots]);

  const add = useCallback(
    async (files: Iterable<File>) => {
      const added: PictureSlot[] = [];
      const checked = [...files].map(async (file) => ({ file, fault: await faultOfFile(file) }));
      for (const { file, fault } of await Promise.all(checked)) {
        if (fault !== null) onRefused(fault);
        else if (held.current + added.length >= MAX_IMAGES) onRefused(null);
        else {
          slotsMade += 1;
          added.push({ id: `slot-${slotsMade}`, name: file.name, state: 'queued', file, done: 0 });
        }
      }
      held.current += added.length;
      if (added.length > 0) change({ kind: 'add', slots: added });
    },
    [onRefused],
  );

  const remove = useCallback((id: string) => {
    uploads.current.get(id)?.abort();
    uploads.current.delete(id);
    change({ kind: 'remove', id });
  }, []);

  const retry = useCallback((slot: Extract<PictureSlot, { state: 'failed' }>) => {
    const { id, name, file } = slot;
    change({ kind: 'update', id, slot: { id, name, state: 'queued', file, done: 0 } });
  }, []);

  const move = useCallback((id: string, to: number) => change({ kind: 'move', id, to }), []);
  const reset = useCallback((pictures: readonly ItemPicture[]) => {
    for (const upload of uploads.current.values()) upload.abort();
    uploads.current.clear();
    change({ kind: 'reset', slots: readySlots(pictures) });
  }, []);

  const ready = useMemo(
    () => slots.flatMap((slot) => (slot.state === 'ready' ? [slot.picture] : [])),
    [slots],
  );
  const busy = slots.some((slot) => slot.state !== 'ready' && slot.state !== 'failed');
  const failed = slots.some((slot) => slot.state === 'failed');
  return { slots, ready, busy, failed, add, remove, retry, move, reset };
}
