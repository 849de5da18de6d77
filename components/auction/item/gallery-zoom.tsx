'use client';

import { ChevronLeft, ChevronRight, X, ZoomIn, ZoomOut } from 'lucide-react';
import { useTranslations } from 'next-intl';
import * as Dialog from 'radix-ui/dialog';
import { type KeyboardEvent, type RefObject, type TouchEvent, useEffect, useRef, useState } from 'react';
import { ItemImage } from '@/components/auction/item-image';
import { cn } from '@/components/ui/cn';
import { IconButton } from '@/components/ui/icon-button';
import type { ItemPicture } from '@/lib/item-picture';

/** A finger that moves less than this presses; one that moves more swipes. */
const SWIPE_PX = 48;

/**
 * The pictures over the whole screen, swiped or stepped by arrow keys. A press enlarges a picture, which then scrolls.
 */
export function GalleryZoom({
  title,
  images,
  start,
  opener,
  onClose,
}: {
  title: string;
  images: ItemPicture[];
  start: number;
  /** The element that gets the focus back. */
  opener: RefObject<HTMLElement | null>;
  onClose: () => void;
}) {
  const t = useTranslations('auction.gallery');
  const [index, setIndex] = useState(start);
  const [enlarged, setEnlarged] = useState(false);
  const stage = useRef<HTMLDivElement>(null);
  const touchedAt = useRef<{ x: number; y: number } | null>(null);
  const image = images[index];
  const total = images.length;

  // An enlarged picture shows its middle first.
  useEffect(() => {
    const box = stage.current;
    if (enlarged && box) {
      box.scrollTo((box.scrollWidth - box.clientWidth) / 2, (box.scrollHeight - box.clientHeight) / 2);
    }
  }, [enlarged]);

  function step(by: number) {
    setEnlarged(false);
    setIndex((now) => Math.min(total - 1, Math.max(0, now + by)));
  }

  function onKeyDown(event: KeyboardEvent) {
    if (enlarged) return;
    if (event.key === 'ArrowRight') step(1);
    if (event.key === 'ArrowLeft') step(-1);
  }

  // The same finger moves an enlarged picture about, and two fingers enlarge the page: neither is a swipe.
  function onTouchStart({ touches }: TouchEvent) {
    const finger = touches.item(0);
    const swipes = finger && touches.length === 1 && !enlarged;
    touchedAt.current = swipes ? { x: finger.clientX, y: finger.clientY } : null;
  }

  function onTouchEnd({ changedTouches }: TouchEvent) {
    const finger = changedTouches.item(0);
    const from = touchedAt.current;
    touchedAt.current = null;
    if (!from || !finger) return;
    const across = finger.clientX - from.x;
    if (Math.abs(across) < Math.max(SWIPE_PX, Math.abs(finger.clientY - from.y))) return;
    step(across < 0 ? 1 : -1);
  }

  return (
    <Dialog.Root open onOpenChange={(open) => open || onClose()}>
      <Dialog.Portal>
        <Dialog.Overlay className="fixed inset-0 z-40 bg-black/90 data-[state=open]:animate-fade-in" />
        <Dialog.Content
          aria-describedby={undefined}
          onKeyDown={onKeyDown}
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            opener.current?.focus();
          }}
          className="fixed inset-0 z-50 flex flex-col outline-none"
        >
          <div className="flex items-center justify-between gap-3 p-2 text-white">
            <Dialog.Title className="truncate px-2 text-sm font-semibold">
              {title}{' '}
              <span className="num ml-1" aria-live="polite">
                {t('position', { number: index + 1, total })}
              </span>
            </Dialog.Title>
            <span className="flex">
              <IconButton
                label={enlarged ? t('zoomOut') : t('zoomIn')}
                onClick={() => setEnlarged(!enlarged)}
                className="text-white hover:bg-white/15"
              >
                {enlarged ? <ZoomOut aria-hidden /> : <ZoomIn aria-hidden />}
              </IconButton>
              <Dialog.Close asChild>
                <CloseButton />
              </Dialog.Close>
            </span>
          </div>
          <div
            ref={stage}
            onTouchStart={onTouchStart}
            onTouchEnd={onTouchEnd}
            className="relative min-h-0 flex-1 touch-pinch-zoom overflow-auto"
          >
            {image ? (
              <button
                type="button"
                aria-label={enlarged ? t('zoomOut') : t('zoomIn')}
                onClick={() => setEnlarged(!enlarged)}
                className={cn('block', enlarged ? 'size-[220%] cursor-zoom-out' : 'size-full cursor-zoom-in')}
              >
                <ItemImage
                  image={image}
                  alt={t('photo', { title, number: index + 1, total })}
                  sizes={enlarged ? '220vw' : '100vw'}
                  className="size-full bg-contain object-contain"
                />
              </button>
            ) : null}
          </div>
          {total > 1 ? (
            <div className="flex items-center justify-center gap-6 p-3 text-white">
              <IconButton
                label={t('previous')}
                disabled={index === 0}
                onClick={() => step(-1)}
                className="text-white hover:bg-white/15"
              >
                <ChevronLeft aria-hidden />
              </IconButton>
              <IconButton
                label={t('next')}
                disabled={index === total - 1}
                onClick={() => step(1)}
                className="text-white hover:bg-white/15"
              >
                <ChevronRight aria-hidden />
              </IconButton>
            </div>
          ) : null}
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function CloseButton(props: Omit<React.ComponentProps<typeof IconButton>, 'label'>) {
  const t = useTranslations('common');
  return (
    <IconButton {...props} label={t('close')} className="text-white hover:bg-white/15">
      <X aria-hidden />
    </IconButton>
  );
}
