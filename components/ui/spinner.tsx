import { LoaderCircle } from 'lucide-react';
import { cn } from './cn';

/** A turning ring. Decoration: what is being waited for stands in words beside it. */
export function Spinner({ className }: { className?: string }) {
  return <LoaderCircle aria-hidden className={cn('size-5 shrink-0 animate-spin', className)} />;
}
