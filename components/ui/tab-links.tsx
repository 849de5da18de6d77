import Link from 'next/link';
import type { ReactNode } from 'react';
import { cn } from './cn';

export const tabListClasses = 'scroll-row gap-5 border-b border-line';

export const tabClasses =
  'relative inline-flex h-12 shrink-0 items-center gap-1.5 text-base font-semibold whitespace-nowrap text-soft transition-colors duration-150 hover:text-ink focus-visible:-outline-offset-2 ' +
  'after:absolute after:inset-x-0 after:bottom-0 after:h-0.5 after:rounded-full ' +
  'aria-[current=page]:text-ink aria-[current=page]:after:bg-ink data-[state=active]:text-ink data-[state=active]:after:bg-ink';

export type TabLink = { href: string; label: ReactNode; count?: number; current: boolean };

/** Tabs that are links: the address holds the view, which works without a script. */
export function TabLinks({
  label,
  links,
  className,
}: {
  label: string;
  links: TabLink[];
  className?: string;
}) {
  return (
    <nav aria-label={label} className={cn(tabListClasses, className)}>
      {links.map((link) => (
        <Link
          key={link.href}
          href={link.href}
          scroll={false}
          aria-current={link.current ? 'page' : undefined}
          className={tabClasses}
        >
          {link.label}
          {link.count === undefined ? null : <span className="num text-sm font-medium">{link.count}</span>}
        </Link>
      ))}
    </nav>
  );
}
