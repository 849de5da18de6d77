import type { ReactNode } from 'react';
import { Card } from '@/components/ui/card';

/** The narrow column of the pages for logging in and signing up. */
export function AccountPage({
  title,
  description,
  children,
  after,
}: {
  title: ReactNode;
  description: ReactNode;
  children: ReactNode;
  /** The way to the other page, under the card. */
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
