'use client';

import { type ComponentType, type ReactNode, useCallback, useEffect, useState } from 'react';
import type { ExternalToast, toast as sonnerToast } from 'sonner';

type Sonner = typeof sonnerToast;
type Message = (sonner: Sonner) => void;

/*
 * Most visits never see a message, so the library that shows them is loaded with the first one. Until it is there,
 * messages wait here in order.
 */
const waiting: Message[] = [];
let sonner: Sonner | null = null;
let load: (() => void) | null = null;

function show(message: Message): void {
  if (sonner) {
    message(sonner);
    return;
  }
  waiting.push(message);
  load?.();
}

/** Short messages that pass: they say what has just happened and offer at most one thing to do about it. */
export const toast = {
  success: (title: ReactNode, options?: ExternalToast) => show((to) => to.success(title, options)),
  error: (title: ReactNode, options?: ExternalToast) => show((to) => to.error(title, options)),
  warning: (title: ReactNode, options?: ExternalToast) => show((to) => to.warning(title, options)),
  info: (title: ReactNode, options?: ExternalToast) => show((to) => to.info(title, options)),
  dismiss: (id: string | number) => show((to) => to.dismiss(id)),
};

/**
 * The place where messages appear; it stands once, in the root layout. Messages come at the top, where they cover no
 * button that a thumb is on its way to.
 */
export function Toaster() {
  const [Host, setHost] = useState<ComponentType<{ onReady: (ready: Sonner) => void }> | null>(null);

  useEffect(() => {
    function start() {
      load = null;
      import('./toaster-host').then(
        (module) => setHost(() => module.ToasterHost),
        // The site is out of reach just now. The next message tries again and brings this one along.
        () => {
          load = start;
        },
      );
    }
    load = start;
    if (waiting.length > 0) start();
    return () => {
      load = null;
      sonner = null;
    };
  }, []);

  const flush = useCallback((ready: Sonner) => {
    sonner = ready;
    for (const message of waiting.splice(0)) message(ready);
  }, []);

  return Host ? <Host onReady={flush} /> : null;
}
