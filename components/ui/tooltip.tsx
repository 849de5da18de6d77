'use client';

import * as Primitive from 'radix-ui/tooltip';
import type { ReactNode } from 'react';
import { mainLandmark } from './overlay';

/** A few words on what a control is, for a pointer that rests on it or the focus. Never the only place they stand. */
export function Tooltip({ content, children }: { content: ReactNode; children: ReactNode }) {
  return (
    <Primitive.Provider delayDuration={300}>
      <Primitive.Root>
        <Primitive.Trigger asChild>{children}</Primitive.Trigger>
        <Primitive.Portal container={mainLandmark()}>
          <Primitive.Content
            sideOffset={6}
            collisionPadding={12}
            className="z-50 max-w-64 rounded-sm bg-ink px-3 py-2 text-xs font-medium text-paper shadow-floating data-[state=delayed-open]:animate-fade-in"
          >
            {content}
          </Primitive.Content>
        </Primitive.Portal>
      </Primitive.Root>
    </Primitive.Provider>
  );
}
