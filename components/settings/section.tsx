import type { ReactNode } from 'react';
import { Card } from '@/components/ui/card';

/** One subject of the settings, with an anchor. */
export function Section({
  id,
  title,
  lead,
  children,
}: {
  id: string;
  title: ReactNode;
  lead?: ReactNode;
  children: ReactNode;
}) {
  return (
    <Card asChild radius="xl" className="scroll-mt-24 overflow-visible p-5 md:p-6">
      <section id={id} aria-labelledby={`${id}-title`}>
        <h2 id={`${id}-title`} className="text-lg font-bold">
          {title}
        </h2>
        {lead ? <p className="mt-1 text-sm text-soft">{lead}</p> : null}
        <div className="mt-4">{children}</div>
      </section>
    </Card>
  );
}
