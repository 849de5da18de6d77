import { Card } from '@/components/ui/card';
import { Skeleton } from '@/components/ui/skeleton';

/** The skeleton of an auction card. */
export function CardSkeleton() {
  return (
    <Card className="flex flex-col">
      <Skeleton className="aspect-square rounded-none" />
      <div className="flex flex-col gap-2 px-3 pt-3 pb-3.5 md:px-3.5">
        <Skeleton className="h-4 w-full" />
        <Skeleton className="h-4 w-2/3" />
        <Skeleton className="h-5 w-24" />
        <Skeleton className="h-3 w-28" />
      </div>
    </Card>
  );
}

/** The shapes of as many cards as fill a screen. */
export function CardSkeletons({ count }: { count: number }) {
  return Array.from({ length: count }, (_, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: all alike, and their number never changes
    <li key={index}>
      <CardSkeleton />
    </li>
  ));
}
