'use client';

import { Camera, ImagePlus } from 'lucide-react';
import { useTranslations } from 'next-intl';
import {
  type DragEvent,
  type KeyboardEvent,
  type ReactNode,
  type RefObject,
  useEffect,
  useId,
  useRef,
  useState,
} from 'react';
import { Button } from '@/components/ui/button';
import { cn } from '@/components/ui/cn';
import { MAX_IMAGES } from '@/lib/auctions/images/picture-limits';
import { PictureTile } from './picture-tile';
import { ACCEPTED_TYPES, type UploadFault } from './upload-picture';
import { useDragOrder } from './use-drag-order';
import type { PictureSlot, usePictures } from './use-pictures';

/** The pictures of an item: chosen, taken, dropped or pasted; ordered by dragging or by buttons. */
export function PictureField({
  pictures,
  error,
}: {
  pictures: ReturnType<typeof usePictures>;
  error?: ReactNode;
}) {
  const t = useTranslations('sell.pictures');
  const { slots, add } = pictures;
  const [said, setSaid] = useState('');
  const [over, setOver] = useState(false);
  usePastedFiles(add);

  function move(id: string, to: number) {
    pictures.move(id, to);
    setSaid(t('moved', { number: to + 1 }));
  }

  const list = useRef<HTMLUListElement>(null);
  const ids = slots.map((slot) => slot.id);
  const { dragged, handlers } = useDragOrder(list, ids, move);
  const moveByKeyboard = useFocusThatFollows(list, move);

  function onArrow(event: KeyboardEvent<HTMLElement>) {
    const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    const tile = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-tile]') : null;
    const from = ids.indexOf(tile?.dataset.tile ?? '');
    const id = ids[from];
    if (by === undefined || id === undefined || ids[from + by] === undefined) return;
    event.preventDefault();
    moveByKeyboard(id, from + by);
  }

  function onDrop(event: DragEvent) {
    event.preventDefault();
    setOver(false);
    add(event.dataTransfer.files);
  }

  const isFull = slots.length >= MAX_IMAGES;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is a second way to do what the file field does
    <div
      onDragOver={(event) => {
        event.preventDefault();
        setOver(event.dataTransfer.types.includes('Files'));
      }}
      onDragLeave={() => setOver(false)}
      onDrop={onDrop}
    >
      <ul ref={list} className="grid grid-cols-3 gap-2.5 sm:grid-cols-4" onKeyDown={onArrow} {...handlers}>
        {slots.map((slot, index) => (
          <PictureTile
            key={slot.id}
            slot={slot}
            index={index}
            count={slots.length}
            dragged={dragged === slot.id}
            onMove={(to) => moveByKeyboard(slot.id, to)}
            onRemove={() => pictures.remove(slot.id)}
            onRetry={pictures.retry}
          />
        ))}
        {isFull ? null : (
          <li className={cn(slots.length === 0 && 'col-span-full')}>
            <PickFiles onPick={add} large={slots.length === 0} highlighted={over} count={slots.length} />
          </li>
        )}
      </ul>
      <Faults slots={slots} />
      <TakePhoto onPick={add} hidden={isFull} />
      {error ? (
        <p data-fault tabIndex={-1} className="mt-2 text-sm font-medium text-live-deep">
          {error}
        </p>
      ) : null}
      <p className="mt-2 text-xs text-soft">{t('hint', { max: MAX_IMAGES })}</p>
      <p role="status" className="sr-only">
        {said}
      </p>
    </div>
  );
}

/**
 * Moving a tile removes its buttons from the page for a moment, and with them the focus. A person who moves a tile by its
 * buttons or by arrow keys continues with the same button of the tile, or with the nearest one at the end of the row.
 */
function useFocusThatFollows(
  list: RefObject<HTMLElement | null>,
  move: (id: string, to: number) => void,
): (id: string, to: number) => void {
  const followed = useRef<{ id: string; label: string } | null>(null);
  useEffect(() => {
    if (!followed.current) return;
    const { id, label } = followed.current;
    followed.current = null;
    const tile = list.current?.querySelector(`[data-tile="${CSS.escape(id)}"]`);
    const before = tile?.querySelector<HTMLElement>(`[data-control="${label}"]:enabled`);
    const next = tile?.querySelector<HTMLElement>(
      ':is([data-control=earlier], [data-control=later]):enabled',
    );
    (before ?? next)?.focus();
  });
  return (id, to) => {
    const focused = document.activeElement;
    const label = focused instanceof HTMLElement ? focused.dataset.control : undefined;
    if (label !== undefined) followed.current = { id, label };
    move(id, to);
  };
}

/** A fault in words. */
export function faultText(
  t: ReturnType<typeof useTranslations<'sell.pictures'>>,
  fault: UploadFault,
): string {
  if (fault.code !== 'tooManyPixels') return t(`faults.${fault.code}`);
  const { width, height, maxPixels } = fault;
  // As text: a size is written without separators.
  return t('faults.tooManyPixels', {
    width: String(width),
    height: String(height),
    millions: String(maxPixels / 1_000_000),
  });
}

/** Says why pictures were not accepted. A tile has no room to say it. */
function Faults({ slots }: { slots: readonly PictureSlot[] }) {
  const t = useTranslations('sell.pictures');
  return (
    <div role="alert" className="text-sm font-medium text-live-deep">
      {slots.map((slot, index) =>
        slot.state === 'failed' ? (
          <p key={slot.id} className="mt-2">
            {t('failed', { number: index + 1, fault: faultText(t, slot.fault) })}
          </p>
        ) : null,
      )}
    </div>
  );
}

type PickProps = { onPick: (files: Iterable<File>) => void };

function PickFiles({
  onPick,
  large,
  highlighted,
  count,
}: PickProps & { large: boolean; highlighted: boolean; count: number }) {
  const t = useTranslations('sell.pictures');
  const id = useId();
  return (
    <label
      htmlFor={id}
      className={cn(
        'flex cursor-pointer flex-col items-center justify-center gap-1.5 rounded-md border border-dashed border-line-strong bg-surface text-center text-soft transition-colors duration-150 hover:bg-sunken',
        'has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-brand',
        large ? 'min-h-44 px-4' : 'aspect-square',
        highlighted && 'border-brand bg-brand-tint text-brand',
      )}
    >
      <FileInput id={id} onPick={onPick} multiple />
      <ImagePlus aria-hidden className="size-7" strokeWidth={1.6} />
      <span className="text-sm font-semibold text-ink">{t('add')}</span>
      <span className="num text-xs">{t('count', { count, max: MAX_IMAGES })}</span>
      {large ? <span className="hidden text-xs pointer-fine:block">{t('dropHere')}</span> : null}
    </label>
  );
}

/** Opens the camera directly, on a device that has one in the hand. */
function TakePhoto({ onPick, hidden }: PickProps & { hidden: boolean }) {
  const t = useTranslations('sell.pictures');
  const id = useId();
  if (hidden) return null;
  return (
    <Button asChild variant="outline" block className="mt-2.5 hidden pointer-coarse:inline-flex">
      <label htmlFor={id}>
        <FileInput id={id} onPick={onPick} capture="environment" />
        <Camera aria-hidden />
        {t('camera')}
      </label>
    </Button>
  );
}

function FileInput({
  onPick,
  ...props
}: PickProps & { id: string; multiple?: boolean; capture?: 'environment' }) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <input
      ref={input}
      type="file"
      accept={ACCEPTED_TYPES}
      className="sr-only"
      onChange={(event) => {
        onPick([...(event.currentTarget.files ?? [])]);
        // The same file may be chosen again after it was removed.
        if (input.current) input.current.value = '';
      }}
      {...props}
    />
  );
}

/** Pictures pasted anywhere on the page; pasted text goes where it would without this. */
function usePastedFiles(onPick: (files: Iterable<File>) => void) {
  useEffect(() => {
    function paste(event: ClipboardEvent) {
      const files = [...(event.clipboardData?.files ?? [])].filter(
        ({ type }) => type === '' || /^(image|application\/octet-stream)/.test(type),
      );
      if (files.length === 0) return;
      event.preventDefault();
      onPick(files);
    }
    document.addEventListener('paste', paste);
    return () => document.removeEventListener('paste', paste);
  }, [onPick]);
}
