import type { ReactNode } from 'react';
import { Card } from '@/components/ui/card';

/** The narrow column that logging in and signing up stand in. */
export function AccountPage({
  title,
  description,
  children,
  after,
}: {
  title: ReactNode;
  description: ReactNode;
  children: ReactNode;
  /** Stands under the card: the way to the other page. */
  after: ReactNode;
}) {
  return (
    <div className="container-page max-w-120 py-8 md:py-14">
      <h1 className="text-xl font-bold">{title}</h1>
      <p className="mt-2 mb-6 text-base text-soft">{description}</p>
      <Card radius="xl" className="p-5 md:p-7">
        {children}
      </Card>
      <p className="mt-6 text-center text-sm text-soft">{after}</p>
    </div>
  );
}
