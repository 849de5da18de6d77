'use client';

import { X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import * as Primitive from 'radix-ui/dialog';
import type { ComponentProps } from 'react';
import { cn } from './cn';
import { IconButton } from './icon-button';

/** The cross in the corner. It comes last in the tab order, so that the content comes first. */
export function DialogX() {
  const t = useTranslations('common');
  return (
    <Primitive.Close asChild>
      <IconButton label={t('close')} className="absolute top-3 right-3 text-soft">
        <X aria-hidden />
      </IconButton>
    </Primitive.Close>
  );
}

export function DialogTitle({ className, ...props }: ComponentProps<typeof Primitive.Title>) {
  return <Primitive.Title className={cn('pr-10 text-lg font-bold', className)} {...props} />;
}

export function DialogDescription({ className, ...props }: ComponentProps<typeof Primitive.Description>) {
  return <Primitive.Description className={cn('mt-2 text-sm text-soft', className)} {...props} />;
}
