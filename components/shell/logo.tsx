import { cn } from '@/components/ui/cn';

/** A house whose door is a rising price. */
export function LogoMark({ className }: { className?: string }) {
  return (
    <svg viewBox="0 0 28 28" aria-hidden="true" className={cn('size-7 shrink-0', className)}>
      <path d="M4 12.5 14 4l10 8.5V22a3 3 0 0 1-3 3H7a3 3 0 0 1-3-3Z" fill="var(--brand)" />
      <path
        d="M9 19.5 13 15l3 2.5 4-5"
        fill="none"
        stroke="var(--brand-ink)"
        strokeWidth="2.4"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  );
}
