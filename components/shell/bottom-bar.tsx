'use client';

import Link from 'next/link';
import { usePathname, useSearchParams } from 'next/navigation';
import type { ReactNode } from 'react';

/** On the page of one item the bar at the bottom belongs to the price and the bid. */
const ITEM_PAGE = /^\/auctions\/\d+$/;

/** The bar with the tabs of a phone. */
export function BottomBar({ label, children }: { label: string; children: ReactNode }) {
  if (ITEM_PAGE.test(usePathname())) return null;
  return (
    <nav
      aria-label={label}
      data-bottom-tabs
      className="fixed inset-x-0 bottom-0 z-30 grid grid-cols-5 border-t border-line bg-surface pb-[env(safe-area-inset-bottom)] md:hidden"
    >
      {children}
    </nav>
  );
}

/** A tab that knows whether its page is open: the same path, and the tab's query parameters in the address. */
export function BottomTabLink({ href, children }: { href: string; children: ReactNode }) {
  const [path, query] = href.split('?');
  const search = useSearchParams();
  const isHere =
    usePathname() === path &&
    [...new URLSearchParams(query)].every(([name, value]) => search.get(name) === value);
  return (
    <Link
      href={href}
      aria-current={isHere ? 'page' : undefined}
      className="flex h-16 flex-col items-center justify-center gap-0.5 text-xs text-soft focus-visible:-outline-offset-2 aria-[current=page]:font-bold aria-[current=page]:text-ink"
    >
      {children}
    </Link>
  );
}
