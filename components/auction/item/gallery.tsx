'use client';

import { ChevronLeft, ChevronRight, Maximize2 } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { type MouseEvent, type ReactNode, useRef, useState } from 'react';
import { ItemImage } from '@/components/auction/item-image';
import { ItemMorph } from '@/components/auction/item-morph';
import { cn } from '@/components/ui/cn';
import { IconButton } from '@/components/ui/icon-button';
import { useLazyComponent } from '@/components/ui/use-lazy-component';
import type { ItemPicture } from '@/lib/item-picture';

const loadZoom = () => import('./gallery-zoom').then((module) => module.GalleryZoom);

/**
 * The pictures of an item: a large one, swiped sideways, with thumbnails below.
 *
 * The row scrolls and snaps by CSS, so that swiping, arrow keys and the thumbnails (links to the pictures) work without
 * a script too.
 */
export function Gallery({
  auctionId,
  title,
  images,
  tools,
}: {
  auctionId: string;
  title: string;
  images: ItemPicture[];
  /** Tools in the upper corner. */
  tools: ReactNode;
}) {
  const t = useTranslations('auction.gallery');
  const row = useRef<HTMLUListElement>(null);
  const opener = useRef<HTMLButtonElement>(null);
  const [current, setCurrent] = useState(0);
  const [zoomed, setZoomed] = useState(false);
  const total = images.length;
  const GalleryZoom = useLazyComponent(loadZoom, {
    wanted: zoomed,
    failed: () => setZoomed(false),
  });

  function show(index: number) {
    const list = row.current;
    if (!list) return;
    const smooth = !matchMedia('(prefers-reduced-motion: reduce)').matches;
    list.scrollTo({ left: index * list.clientWidth, behavior: smooth ? 'smooth' : 'instant' });
  }

  function follow() {
    const list = row.current;
    if (list) setCurrent(Math.round(list.scrollLeft / Math.max(1, list.clientWidth)));
  }

  if (total === 0) return <NoPicture tools={tools} />;

  return (
    <section aria-label={t('label')}>
      <div className="group relative -mx-4 overflow-hidden bg-sunken md:mx-0 md:rounded-xl">
        <ItemMorph auctionId={auctionId}>
          <ul
            ref={row}
            onScroll={follow}
            tabIndex={total > 1 ? 0 : undefined}
            aria-label={t('label')}
            className="scroll-row snap-x snap-mandatory focus-visible:-outline-offset-4"
          >
            {images.map((image, index) => (
              <li key={image.key} id={photoId(index)} className="w-full shrink-0 snap-center snap-always">
                <button
                  type="button"
                  className="relative block aspect-[1/0.72] w-full focus-visible:-outline-offset-4 md:aspect-[4/3]"
                  aria-label={t('enlarge')}
                  onClick={(event) => {
                    opener.current = event.currentTarget;
                    setZoomed(true);
                  }}
                >
                  <ItemImage
                    image={image}
                    alt={t('photo', { title, number: index + 1, total })}
                    sizes="(width >= 768px) 700px, 100vw"
                    priority={index === 0}
                    className="size-full object-cover"
                  />
                </button>
              </li>
            ))}
          </ul>
        </ItemMorph>
        <Tools>{tools}</Tools>
        <span
          aria-hidden
          className="pointer-events-none absolute right-3 bottom-3 inline-flex items-center gap-1.5 rounded-full bg-ink/70 px-2.5 py-1 text-xs font-semibold text-paper"
        >
          <Maximize2 className="size-3.5" />
          {total > 1 ? <span className="num">{t('position', { number: current + 1, total })}</span> : null}
        </span>
        {total > 1 ? (
          <div className="pointer-events-none absolute inset-0 flex items-center justify-between px-2 opacity-0 transition-opacity duration-150 group-focus-within:opacity-100 group-hover:opacity-100 max-md:hidden">
            <Step label={t('previous')} hidden={current === 0} onClick={() => show(current - 1)}>
              <ChevronLeft aria-hidden />
            </Step>
            <Step label={t('next')} hidden={current === total - 1} onClick={() => show(current + 1)}>
              <ChevronRight aria-hidden />
            </Step>
          </div>
        ) : null}
      </div>
      {total > 1 ? <Thumbs images={images} current={current} onShow={show} /> : null}
      {zoomed && GalleryZoom ? (
        <GalleryZoom
          title={title}
          images={images}
          start={current}
          opener={opener}
          onClose={() => setZoomed(false)}
        />
      ) : null}
    </section>
  );
}

function Step({
  label,
  hidden,
  onClick,
  children,
}: {
  label: string;
  hidden: boolean;
  onClick: () => void;
  children: React.ReactNode;
}) {
  return (
    <IconButton
      label={label}
      variant="floating"
      onClick={onClick}
      className={cn('pointer-events-auto', hidden && 'invisible')}
    >
      {children}
    </IconButton>
  );
}

function Thumbs({
  images,
  current,
  onShow,
}: {
  images: ItemPicture[];
  current: number;
  onShow: (index: number) => void;
}) {
  const t = useTranslations('auction.gallery');
  return (
    <ul className="scroll-row -mx-4 mt-1.5 gap-2.5 px-4 py-1 md:-mx-1 md:px-1">
      {images.map((image, index) => (
        <li key={image.key} className="shrink-0">
          <a
            href={`#${photoId(index)}`}
            aria-label={t('show', { number: index + 1 })}
            aria-current={index === current ? 'true' : undefined}
            onClick={(event: MouseEvent) => {
              event.preventDefault();
              onShow(index);
            }}
            className={cn(
              'block size-19 overflow-hidden rounded-md bg-sunken',
              index === current && 'outline-2 outline-offset-2 outline-ink',
            )}
          >
            <ItemImage image={image} alt="" sizes="76px" className="size-full object-cover" />
          </a>
        </li>
      ))}
    </ul>
  );
}

function NoPicture({ tools }: { tools: ReactNode }) {
  const t = useTranslations('auction.gallery');
  return (
    <div className="relative -mx-4 grid aspect-[1/0.72] place-items-center bg-sunken text-sm text-soft md:mx-0 md:aspect-[4/3] md:rounded-xl">
      {t('none')}
      <Tools>{tools}</Tools>
    </div>
  );
}

function Tools({ children }: { children: ReactNode }) {
  return <div className="absolute top-2 right-2 flex gap-0.5">{children}</div>;
}

function photoId(index: number): string {
  return `photo-${index + 1}`;
}
