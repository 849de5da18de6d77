'use client';

import { usePathname } from 'next/navigation';
import { type ReactNode, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { useDestination } from './use-destination';

/** A page that arrives sooner than this needs no skeleton; a skeleton that flashes is worse than none. */
const SKELETON_AFTER_MS = 150;

/** The skeleton of the pages whose whole path matches `path`, a regular expression. */
export type PageSkeleton = { path: string; skeleton: ReactNode };

/**
 * The page. From the press on a link until the next page is there: a thin line at the top, and the next page's
 * skeleton if there is one.
 *
 * It is not done by `loading.tsx`: with it a page arrives in pieces that a script puts together; without a script it would
 * stay empty, and a missing page would be answered with 200 (docs/decisions/007).
 */
export function PageContent({
  skeletons,
  children,
}: {
  skeletons: readonly PageSkeleton[];
  children: ReactNode;
}) {
  const destination = useDestination();
  const slow = useIsSlow(destination);
  const isSamePage = usePathname() === destination;
  const skeleton = slow && destination && !isSamePage ? skeletonOf(destination, skeletons) : undefined;
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
        aria-busy={skeleton ? true : undefined}
      >
        {skeleton ? <Skeleton>{skeleton}</Skeleton> : null}
        {/* Hidden, but with its height: the browser remembers the scroll position for the way back. */}
        <div className={skeleton ? 'invisible contents' : 'contents'}>{children}</div>
      </main>
    </>
  );
}

/** Covers the page that is left, from the lower edge of the header down, wherever that has been scrolled to. */
function Skeleton({ children }: { children: ReactNode }) {
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

function skeletonOf(path: string, skeletons: readonly PageSkeleton[]): ReactNode | undefined {
  return skeletons.find((skeleton) => new RegExp(`^(?:${skeleton.path})$`).test(path))?.skeleton;
}
