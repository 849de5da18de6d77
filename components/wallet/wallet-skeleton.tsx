import { Skeleton } from '@/components/ui/skeleton';

/** The skeleton of the wallet, until it is there. */
export function WalletSkeleton() {
  return (
    <div className="container-page py-5 md:py-7">
      <Skeleton className="mb-6 h-8 w-24" />
      <div className="grid grid-cols-2 gap-2.5 md:gap-4 lg:grid-cols-[1.6fr_1fr_1fr]">
        <Skeleton className="col-span-2 h-38 rounded-xl lg:col-span-1" />
        <Skeleton className="h-28 rounded-lg lg:h-38" />
        <Skeleton className="h-28 rounded-lg lg:h-38" />
      </div>
      <Skeleton className="mt-9 mb-4 h-7 w-32" />
      <Skeleton className="h-96 rounded-lg" />
    </div>
  );
}
