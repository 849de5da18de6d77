import { cva, type VariantProps } from 'class-variance-authority';
import { cn } from './cn';

const barVariants = cva('block h-full rounded-full transition-[width] duration-250 ease-linear', {
  variants: { tone: { brand: 'bg-brand', live: 'bg-live', amber: 'bg-amber', ink: 'bg-ink' } },
  defaultVariants: { tone: 'brand' },
});

/** A bar of how much is done or left, 0 to 1. */
export function Progress({
  value,
  label,
  tone,
  className,
}: { value: number; label: string; className?: string } & VariantProps<typeof barVariants>) {
  const percent = Math.round(Math.min(1, Math.max(0, value)) * 1000) / 10;
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={Math.round(percent)}
      className={cn('h-1.5 w-full overflow-hidden rounded-full bg-sunken', className)}
    >
      <span className={barVariants({ tone })} style={{ width: `${percent}%` }} />
    </div>
  );
}
