import { ChevronRight } from 'lucide-react';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { cn } from './cn';

/** The head of a page: its `h1`, a line under it, and actions at the right. */
export function PageHeader({
  title,
  description,
  actions,
  className,
}: {
  title: ReactNode;
  description?: ReactNode;
  actions?: ReactNode;
  className?: string;
}) {
  return (
    <div className={cn('mb-5 flex flex-wrap items-center justify-between gap-x-4 gap-y-3', className)}>
      <div className="min-w-0">
        <h1 className="text-lg font-bold md:text-xl">{title}</h1>
        {description ? <p className="mt-1 text-sm text-soft">{description}</p> : null}
      </div>
      {actions ? <div className="flex flex-wrap items-center gap-2">{actions}</div> : null}
    </div>
  );
}

/** The head of a section: its `h2`, a number beside it, a link to all of it. The page decides the space above it. */
export function SectionHeader({
  title,
  count,
  link,
  actions,
  id,
  className,
}: {
  title: ReactNode;
  count?: ReactNode;
  link?: { href: string; label: ReactNode };
  actions?: ReactNode;
  id?: string;
  className?: string;
}) {
  return (
    <div className={cn('mb-3.5 flex items-center justify-between gap-4', className)}>
      <h2 id={id} className="min-w-0 text-lg font-bold">
        {title}
        {count === undefined ? null : <span className="num ml-1.5 text-soft">{count}</span>}
      </h2>
      {link ? (
        <Link
          href={link.href}
          className="-mr-1 inline-flex min-h-11 shrink-0 items-center gap-0.5 rounded-sm pl-2 text-sm font-semibold text-soft hover:text-ink"
        >
          {link.label}
          <ChevronRight aria-hidden className="size-4" />
        </Link>
      ) : null}
      {actions}
    </div>
  );
}
