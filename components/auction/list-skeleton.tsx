import { Skeleton } from '@/components/ui/skeleton';
import { AuctionGrid } from './auction-card';
import { CardSkeletons } from './card-skeleton';

/** The skeleton of the list. */
export function ListSkeleton() {
  return (
    <div className="container-page py-5 md:grid md:grid-cols-[248px_minmax(0,1fr)] md:gap-10 md:py-7">
      <div className="mb-3 flex flex-col gap-4">
        <Skeleton className="h-11 w-full rounded-full md:rounded-md" />
        {['region', 'category', 'price', 'kind', 'state'].map((name) => (
          <Skeleton key={name} className="hidden h-12 w-full rounded-md md:block" />
        ))}
      </div>
      <div className="flex flex-col gap-4">
        <Skeleton className="h-11 w-full max-w-100 rounded-full" />
        <AuctionGrid beside>
          <CardSkeletons count={9} />
        </AuctionGrid>
      </div>
    </div>
  );
}
