import { CircleAlert } from 'lucide-react';
import type { ReactNode, Ref } from 'react';
import { Callout, type CalloutProps } from './callout';
import { cn } from './cn';

/** Says why a form was not done. The box is there from the start, so that words that appear in it are spoken. */
export function FormAlert({
  tone = 'live',
  className,
  ref,
  children,
}: {
  tone?: CalloutProps['tone'];
  className?: string;
  ref?: Ref<HTMLDivElement>;
  children: ReactNode;
}) {
  return (
    <div ref={ref} role="alert" className={cn('empty:hidden', className)}>
      {children ? (
        <Callout tone={tone} icon={<CircleAlert aria-hidden />}>
          {children}
        </Callout>
      ) : null}
    </div>
  );
}
