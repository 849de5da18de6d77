'use client';

import { usePathname } from 'next/navigation';
import { type ReactNode, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { useDestination } from './use-destination';

/** What comes faster than this needs no skeleton; one that flashes by is worse than none. */
const SKELETON_AFTER_MS = 150;

/** The shape of the pages whose whole path matches `path`, a regular expression. */
export type PageShape = { path: string; skeleton: ReactNode };

/**
 * The page, and from the press on a link until the next page is there: a thin line at the top, and the next page's
 * shape where it is known.
 *
 * Not by `loading.tsx`: with it a page arrives in pieces that a script puts together, so that there is nothing to
 * see without one, and what does not exist is answered with 200 (docs/decisions/007).
 */
export function PageContent({ shapes, children }: { shapes: readonly PageShape[]; children: ReactNode }) {
  const destination = useDestination();
  const slow = useIsSlow(destination);
  const isSamePage = usePathname() === destination;
  const shape = slow && destination && !isSamePage ? shapeOf(destination, shapes) : undefined;
  return (
    <>
      {destination && (
        <div aria-hidden className="pointer-events-none fixed inset-x-0 top-0 z-50 h-0.75 overflow-hidden">
          <div className="h-full origin-left animate-creep bg-brand" />
        </div>
      )}
      <main
        id="content"
        tabIndex={-1}
        className="relative flex-1 outline-none"
        aria-busy={shape ? true : undefined}
      >
        {shape ? <Shape>{shape}</Shape> : null}
        {/* Out of sight, but as tall as it was: the browser remembers where one stood, for the way back. */}
        <div className={shape ? 'invisible contents' : 'contents'}>{children}</div>
      </main>
    </>
  );
}

/** Stands over the page that is left, from the edge of the head down, wherever that has been scrolled to. */
function Shape({ children }: { children: ReactNode }) {
  const box = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const main = box.current?.parentElement;
    const head = document.querySelector('header');
    if (!box.current || !main || !head) return;
    const top = head.getBoundingClientRect().bottom - main.getBoundingClientRect().top;
    box.current.style.top = `${Math.max(0, top)}px`;
  }, []);
  return (
    <div ref={box} className="absolute inset-x-0 z-10">
      {children}
    </div>
  );
}

function useIsSlow(destination: string | null): boolean {
  const [slow, setSlow] = useState(false);
  useEffect(() => {
    setSlow(false);
    if (!destination) return;
    const timer = setTimeout(() => setSlow(true), SKELETON_AFTER_MS);
    return () => clearTimeout(timer);
  }, [destination]);
  return slow;
}

function shapeOf(path: string, shapes: readonly PageShape[]): ReactNode | undefined {
  return shapes.find((shape) => new RegExp(`^(?:${shape.path})$`).test(path))?.skeleton;
}
