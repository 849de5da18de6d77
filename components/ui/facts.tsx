import type { ReactNode } from 'react';
import { cn } from './cn';

export type Fact = { term: ReactNode; value: ReactNode /** Takes a whole row. */; wide?: boolean };

/** The facts about a thing, as a grid of names and values. */
export function Facts({ facts, className }: { facts: Fact[]; className?: string }) {
  return (
    <dl
      className={cn(
        'grid grid-cols-2 gap-px overflow-hidden rounded-lg border border-line bg-line text-sm',
        className,
      )}
    >
      {facts.map((fact, index) => (
        <div
          // biome-ignore lint/suspicious/noArrayIndexKey: the list is fixed; a term may be any node and is no key
          key={index}
          className={cn(
            'min-w-0 bg-surface px-4 py-3.5 [&_.num]:whitespace-normal',
            (fact.wide || isLonely(facts, index)) && 'col-span-2',
          )}
        >
          <dt className="text-xs text-soft">{fact.term}</dt>
          <dd className="mt-0.5 font-semibold">{fact.value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** Whether a fact is the last one and would stand alone in its row. */
function isLonely(facts: Fact[], index: number): boolean {
  const cells = facts.slice(0, index).reduce((sum, fact) => sum + (fact.wide ? 2 : 1), 0);
  return index === facts.length - 1 && cells % 2 === 0;
}
