'use client';

import { type MouseEvent, type ReactNode, useId, useRef } from 'react';

/**
 * A panel that opens below a button of the header. The browser does the work (`popover`): it opens without a
 * script, closes with Escape or a press elsewhere, and returns the focus.
 *
 * @param face  the content of the button
 */
export function ProfileMenu({
  label,
  face,
  children,
}: {
  label: string;
  face: ReactNode;
  children: ReactNode;
}) {
  const id = useId();
  const panel = useRef<HTMLDivElement>(null);

  // The header stays when a link opens another page; the panel must therefore be closed.
  function closeAfterChoice(event: MouseEvent) {
    if (event.target instanceof Element && event.target.closest('a')) panel.current?.hidePopover();
  }

  return (
    <>
      <button
        type="button"
        popoverTarget={id}
        aria-label={label}
        className="grid size-11 shrink-0 place-items-center rounded-full"
      >
        {face}
      </button>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: it only listens to the links inside */}
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: Enter on a link is a click as well */}
      <div
        ref={panel}
        id={id}
        popover="auto"
        onClick={closeAfterChoice}
        className="inset-auto top-16 right-4 m-0 w-80 max-w-[calc(100vw-32px)] rounded-lg border border-line bg-surface p-2 text-ink shadow-floating open:animate-pop-in md:right-[max(24px,calc((100vw-1200px)/2+24px))]"
      >
        {children}
      </div>
    </>
  );
}
