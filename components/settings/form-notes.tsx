'use client';

import { CircleCheck } from 'lucide-react';
import { Callout } from '@/components/ui/callout';
import { FormAlert } from '@/components/ui/form-alert';

/** The outcome of a form, at its head. Both boxes are there from the start, so that words that appear are spoken. */
export function FormNotes({ fault, done }: { fault: string | null; done: string | null }) {
  return (
    <>
      <FormAlert>{fault}</FormAlert>
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
