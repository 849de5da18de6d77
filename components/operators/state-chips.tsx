import Link from 'next/link';
import { Chip, ChipRow } from '@/components/ui/chip';

/** The states that a queue can be looked at in, each a link. */
export function StateChips<State extends string>({
  label,
  states,
  current,
  nameOf,
  hrefOf,
}: {
  label: string;
  states: readonly State[];
  current: State;
  nameOf: (state: State) => string;
  hrefOf: (state: State) => string;
}) {
  return (
    <nav aria-label={label} className="mb-4">
      <ChipRow bleed>
        {states.map((state) => (
          <Chip key={state} asChild selected={state === current}>
            <Link href={hrefOf(state)} scroll={false}>
              {nameOf(state)}
            </Link>
          </Chip>
        ))}
      </ChipRow>
    </nav>
  );
}
