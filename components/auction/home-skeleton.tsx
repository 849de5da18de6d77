import { Skeleton } from '@/components/ui/skeleton';
import { AuctionGrid } from './auction-card';
import { CardSkeletons } from './card-skeleton';

/** The skeleton of the home page. */
export function HomeSkeleton() {
  return (
    <div className="container-page pt-3 pb-8 md:pt-6">
      <Skeleton className="mb-5 h-7 w-48" />
      <div className="grid gap-3 lg:grid-cols-[1.5fr_1fr_1fr] lg:gap-5">
        <Skeleton className="h-56 rounded-xl lg:h-84" />
        <Skeleton className="h-32 rounded-xl lg:h-84" />
        <Skeleton className="h-32 rounded-xl lg:h-84" />
      </div>
      <Skeleton className="mt-9 mb-5 h-7 w-56" />
      <AuctionGrid>
        <CardSkeletons count={8} />
      </AuctionGrid>
    </div>
  );
}
