'use client';

import { CircleAlert, CircleCheck } from 'lucide-react';
import { Callout } from '@/components/ui/callout';

/** What became of the form, said at its head and spoken: both places are there from the start. */
export function FormNotes({ fault, done }: { fault: string | null; done: string | null }) {
  return (
    <>
      <div role="alert" className="empty:hidden">
        {fault ? (
          <Callout tone="live" icon={<CircleAlert aria-hidden />}>
            {fault}
          </Callout>
        ) : null}
      </div>
      <div role="status" className="empty:hidden">
        {done ? (
          <Callout tone="brand" icon={<CircleCheck aria-hidden />}>
            {done}
          </Callout>
        ) : null}
      </div>
    </>
  );
}
