import { Skeleton } from '@/components/ui/skeleton';
import { ItemLayout } from './item-layout';

/** The skeleton of an item's page. */
export function ItemSkeleton() {
  return (
    <ItemLayout
      pictures={
        <>
          <Skeleton className="-mx-4 aspect-[1/0.72] rounded-none md:mx-0 md:aspect-[4/3] md:rounded-xl" />
          <div className="mt-2.5 flex gap-2.5">
            <Skeleton className="size-19 rounded-md" />
            <Skeleton className="size-19 rounded-md" />
            <Skeleton className="size-19 rounded-md" />
          </div>
        </>
      }
      panel={
        <div className="flex flex-col gap-4">
          <Skeleton className="h-6.5 w-28 rounded-full" />
          <Skeleton className="h-8 w-4/5" />
          <div className="flex items-end justify-between">
            <Skeleton className="h-20 w-48" />
            <Skeleton className="h-16 w-24" />
          </div>
          <Skeleton className="h-15 w-full rounded-md" />
          <Skeleton className="h-14 w-full rounded-md" />
        </div>
      }
      rest={<Skeleton className="h-64 w-full rounded-lg" />}
    />
  );
}
