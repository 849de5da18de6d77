import { LoaderCircle } from 'lucide-react';
import { cn } from './cn';

/** A turning ring. It is decoration: the words beside it say what is awaited. */
export function Spinner({ className }: { className?: string }) {
  return <LoaderCircle aria-hidden className={cn('size-5 shrink-0 animate-spin', className)} />;
}
