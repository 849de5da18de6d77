import { ChevronDown } from 'lucide-react';
import type { ReactNode } from 'react';

/** An action that stays folded until it is needed. Works without a script. */
export function FoldOut({ label, open, children }: { label: string; open?: boolean; children: ReactNode }) {
  return (
    <details open={open} className="group rounded-lg border border-line bg-surface">
      <summary className="flex min-h-12 list-none items-center justify-between gap-3 rounded-lg px-4 text-sm font-bold [&::-webkit-details-marker]:hidden">
        {label}
        <ChevronDown
          aria-hidden
          className="size-5 text-soft transition-transform duration-150 group-open:rotate-180"
        />
      </summary>
      <div className="border-t border-line p-4">{children}</div>
    </details>
  );
}
