'use client';

import { CircleAlert, CircleCheck, Info } from 'lucide-react';
import { useEffect } from 'react';
import { Toaster as Sonner, toast } from 'sonner';
import { Spinner } from './spinner';

/** The library's half of `Toaster`, loaded with the first message. `onReady` is called once it can show one. */
export function ToasterHost({ onReady }: { onReady: (show: typeof toast) => void }) {
  useEffect(() => onReady(toast), [onReady]);
  return (
    <Sonner
      position="top-center"
      duration={4000}
      gap={8}
      offset={{ top: 76 }}
      mobileOffset={{ top: 'calc(12px + env(safe-area-inset-top))', left: 16, right: 16 }}
      icons={{
        success: <CircleCheck aria-hidden className="size-5 text-brand" />,
        error: <CircleAlert aria-hidden className="size-5 text-live" />,
        warning: <CircleAlert aria-hidden className="size-5 text-amber" />,
        info: <Info aria-hidden className="size-5 text-soft" />,
        loading: <Spinner className="text-soft" />,
      }}
      toastOptions={{
        unstyled: true,
        classNames: {
          toast:
            // A message behind another one shows its edge, not its words.
            'flex w-full flex-wrap items-center gap-x-3 rounded-md border border-line bg-surface px-4 py-3 font-sans text-sm text-ink shadow-floating md:w-90 [&[data-front=false][data-expanded=false]>*]:opacity-0',
          title: 'font-semibold',
          description: 'text-soft',
          // The words come first: buttons that do not fit beside them go below.
          content: 'min-w-0 grow basis-32',
          actionButton:
            'ml-auto [[data-cancel]~&]:basis-full [[data-cancel]~&]:justify-end inline-flex min-h-11 shrink-0 items-center rounded-sm px-3 font-bold text-brand hover:bg-sunken',
          cancelButton:
            'inline-flex min-h-11 shrink-0 items-center rounded-sm px-3 font-bold text-soft hover:bg-sunken',
        },
      }}
    />
  );
}
