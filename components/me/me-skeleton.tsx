import { Skeleton } from '@/components/ui/skeleton';

/** The skeleton of the account page. */
export function MeSkeleton() {
  return (
    <div className="container-page py-5 md:grid md:grid-cols-[minmax(0,1fr)_300px] md:gap-10 md:py-7">
      <div>
        <div className="mb-6 flex items-center gap-4">
          <Skeleton className="size-16 rounded-full" />
          <Skeleton className="h-8 w-40" />
        </div>
        <Skeleton className="mb-4 h-12 w-full" />
        <Skeleton className="h-96 rounded-lg" />
      </div>
      <Skeleton className="mt-8 h-80 rounded-lg md:mt-0" />
    </div>
  );
}
