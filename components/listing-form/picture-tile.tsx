'use client';

import { ArrowLeft, ArrowRight, ImageOff, RotateCw, X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';
import { ItemImage } from '@/components/auction/item-image';
import { cn } from '@/components/ui/cn';
import { IconButton } from '@/components/ui/icon-button';
import { Pill } from '@/components/ui/pill';
import { Progress } from '@/components/ui/progress';
import type { UploadFault } from './upload-picture';
import type { PictureSlot } from './use-pictures';

/** Faults that another try may overcome; the others are about the file itself. */
const RETRIED: readonly UploadFault['code'][] = ['broken', 'busy', 'tooMany', 'tooSlow', 'loggedOut'];

/** A picture of the item in the form: the progress of its upload, its place among the others, and the button that removes it. */
export function PictureTile({
  slot,
  index,
  count,
  dragged,
  onMove,
  onRemove,
  onRetry,
}: {
  slot: PictureSlot;
  index: number;
  count: number;
  dragged: boolean;
  onMove: (to: number) => void;
  onRemove: () => void;
  onRetry: (slot: Extract<PictureSlot, { state: 'failed' }>) => void;
}) {
  const t = useTranslations('sell.pictures');
  const number = index + 1;
  return (
    <li
      data-tile={slot.id}
      className={cn(
        'group relative aspect-square overflow-hidden rounded-md border border-line bg-sunken select-none [-webkit-touch-callout:none]',
        slot.state === 'ready' && 'pointer-fine:cursor-grab',
        dragged && 'z-10 scale-105 opacity-80 shadow-floating outline-2 outline-brand',
      )}
    >
      {slot.state === 'ready' ? (
        <ItemImage
          image={slot.picture}
          alt={t('photo', { number })}
          sizes="160px"
          className="pointer-events-none size-full object-cover"
        />
      ) : (
        <LocalPicture file={slot.file} dim={slot.state !== 'failed'} />
      )}
      {index === 0 ? (
        <Pill tone="ink" size="sm" className="absolute top-2 left-2">
          {t('cover')}
        </Pill>
      ) : null}
      {slot.state === 'queued' || slot.state === 'uploading' ? (
        <Progress
          value={slot.done}
          label={t('uploading', { number })}
          className="absolute inset-x-3 bottom-3 w-auto"
        />
      ) : null}
      {slot.state === 'waiting' ? (
        <span
          role="status"
          className="absolute inset-x-0 bottom-0 bg-surface/90 px-2 py-1.5 text-center text-xs font-semibold"
        >
          <span aria-hidden>{t('waiting')}</span>
          <span className="sr-only">{t('waitingNumbered', { number })}</span>
        </span>
      ) : null}
      {slot.state === 'failed' ? (
        <div className="absolute inset-0 flex items-end justify-center bg-surface/80 pb-1 text-live-deep">
          {RETRIED.includes(slot.fault.code) ? (
            <IconButton label={t('retryNumbered', { number })} onClick={() => onRetry(slot)}>
              <RotateCw aria-hidden />
            </IconButton>
          ) : (
            <ImageOff aria-hidden className="m-2.5 size-6" />
          )}
        </div>
      ) : null}
      <IconButton
        label={t('remove', { number })}
        data-control="remove"
        variant="floating"
        className="absolute top-0 right-0"
        onClick={onRemove}
      >
        <X aria-hidden />
      </IconButton>
      {slot.state === 'ready' && count > 1 ? (
        <div className="absolute inset-x-0 bottom-0 flex justify-between pointer-fine:opacity-0 pointer-fine:group-focus-within:opacity-100 pointer-fine:group-hover:opacity-100">
          <IconButton
            label={t('earlier', { number })}
            data-control="earlier"
            variant="floating"
            disabled={index === 0}
            onClick={() => onMove(index - 1)}
          >
            <ArrowLeft aria-hidden />
          </IconButton>
          <IconButton
            label={t('later', { number })}
            data-control="later"
            variant="floating"
            disabled={index === count - 1}
            onClick={() => onMove(index + 1)}
          >
            <ArrowRight aria-hidden />
          </IconButton>
        </div>
      ) : null}
    </li>
  );
}

/** The file itself, from the device, until the server's version has loaded. */
function LocalPicture({ file, dim }: { file: File; dim: boolean }) {
  const [url, setUrl] = useState<string | null>(null);
  useEffect(() => {
    const made = URL.createObjectURL(file);
    setUrl(made);
    return () => URL.revokeObjectURL(made);
  }, [file]);
  return (
    <span
      aria-hidden
      className={cn(
        'absolute inset-0 bg-cover bg-center transition-opacity duration-250',
        dim && 'opacity-50',
      )}
      style={url === null ? undefined : { backgroundImage: `url("${url}")` }}
    />
  );
}
