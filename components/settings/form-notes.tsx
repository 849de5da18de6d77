'use client';

import { CircleAlert, CircleCheck } from 'lucide-react';
import { Notice } from '@/components/ui/callout';

/** What became of the form, said at its head and spoken: both places are there from the start. */
export function FormNotes({ fault, done }: { fault: string | null; done: string | null }) {
  return (
    <>
      <div role="alert" className="empty:hidden">
        {fault ? (
          <Notice tone="live" icon={<CircleAlert aria-hidden />}>
            {fault}
          </Notice>
        ) : null}
      </div>
      <div role="status" className="empty:hidden">
        {done ? (
          <Notice tone="brand" icon={<CircleCheck aria-hidden />}>
            {done}
          </Notice>
        ) : null}
      </div>
    </>
  );
}
