import { Skeleton } from '@/components/ui/skeleton';

/** The skeleton of the dashboard. */
export function SellerSkeleton() {
  return (
    <div className="container-page py-5 md:py-7">
      <div className="mb-5 flex items-center justify-between">
        <Skeleton className="h-8 w-36" />
        <Skeleton className="h-11 w-44 rounded-full" />
      </div>
      <div className="grid grid-cols-2 gap-2.5 md:gap-4 lg:grid-cols-4">
        {['revenue', 'sellThrough', 'overStart', 'questions'].map((figure) => (
          <Skeleton key={figure} className="h-26 rounded-lg md:h-30" />
        ))}
      </div>
      <div className="mt-4 grid gap-4 lg:grid-cols-[2fr_1fr]">
        <Skeleton className="h-64 rounded-lg md:h-76" />
        <Skeleton className="h-56 rounded-lg md:h-76" />
      </div>
      <Skeleton className="mt-9 mb-3.5 h-8 w-32" />
      <Skeleton className="h-80 rounded-lg" />
    </div>
  );
}
