import { CardSkeletons } from '@/components/auction/card-skeleton';
import { Skeleton } from '@/components/ui/skeleton';

/** The skeleton of a member's page. */
export function ProfileSkeleton() {
  return (
    <div className="container-page py-5 md:py-7">
      <div className="mb-6 flex items-center gap-4">
        <Skeleton className="size-16 rounded-full" />
        <div className="flex flex-col gap-2">
          <Skeleton className="h-8 w-40" />
          <Skeleton className="h-5 w-64" />
        </div>
      </div>
      <div className="md:grid md:grid-cols-[minmax(0,1fr)_320px] md:gap-x-10">
        <Skeleton className="mb-8 h-64 rounded-xl md:col-start-2 md:row-start-1" />
        <div className="md:row-start-1">
          <Skeleton className="mb-4 h-12 w-full" />
          <ul className="grid grid-cols-2 gap-3 md:gap-5 lg:grid-cols-3">
            <CardSkeletons count={6} />
          </ul>
        </div>
      </div>
    </div>
  );
}
