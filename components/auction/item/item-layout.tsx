import type { ReactNode } from 'react';

/**
 * The layout of an item's page. On a phone pictures, price and the rest stand below each other; on a desktop the price
 * stays in sight at the right.
 */
export function ItemLayout({
  pictures,
  panel,
  rest,
  below,
}: {
  pictures: ReactNode;
  panel: ReactNode;
  rest: ReactNode;
  below?: ReactNode;
}) {
  return (
    <div className="container-page pb-44 md:py-6">
      <div className="grid gap-5 md:grid-cols-[minmax(0,7fr)_minmax(0,5fr)] md:gap-x-8 md:gap-y-7 lg:gap-x-10">
        <div className="min-w-0">{pictures}</div>
        <div className="md:sticky md:top-21 md:col-start-2 md:row-span-2 md:row-start-1 md:self-start">
          {panel}
        </div>
        <div className="flex min-w-0 flex-col gap-7 md:col-start-1">{rest}</div>
      </div>
      {below}
    </div>
  );
}
