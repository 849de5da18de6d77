import { Slot } from '@radix-ui/react-slot';
import { type ReactElement, type ReactNode, useId } from 'react';
import { cn } from './cn';
import { Label } from './label';

type FieldWords = {
  label: ReactNode;
  /** Words under the control, which are read out with it. */
  hint?: ReactNode;
  /** Says what is wrong and what to do; marks the control as invalid. */
  error?: ReactNode;
  /** Stands at the right of the label, for example "(optional)" or a counter. */
  aside?: ReactNode;
  className?: string;
};

/**
 * A labelled control. The control is the only child. It receives `id`, `aria-describedby` and `aria-invalid`, so that
 * label, hint and error belong to it.
 */
export function Field({
  label,
  hint,
  error,
  aside,
  id,
  hideLabel = false,
  className,
  children,
}: FieldWords & { id?: string; hideLabel?: boolean; children: ReactElement }) {
  const generatedId = useId();
  const controlId = id ?? generatedId;
  const described = describedBy(controlId, { hint, error });
  return (
    <div className={cn('flex min-w-0 flex-col gap-1.5', className)}>
      <div className={cn('flex items-baseline justify-between gap-3', hideLabel && 'sr-only')}>
        <Label htmlFor={controlId}>{label}</Label>
        {aside ? <span className="text-xs text-soft">{aside}</span> : null}
      </div>
      <Slot id={controlId} aria-describedby={described} aria-invalid={error ? true : undefined}>
        {children}
      </Slot>
      <FieldNotes id={controlId} hint={hint} error={error} />
    </div>
  );
}

/** Several controls that answer one question (radio buttons, boxes), with the question as legend. */
export function FieldGroup({
  label,
  hint,
  error,
  aside,
  className,
  children,
}: FieldWords & { children: ReactNode }) {
  const id = useId();
  return (
    <fieldset
      className={cn('flex min-w-0 flex-col gap-1.5', className)}
      aria-describedby={describedBy(id, { hint, error })}
    >
      <legend className="mb-1.5 flex w-full items-baseline justify-between gap-3 text-sm font-semibold text-ink">
        <span>{label}</span>
        {aside ? <span className="text-xs font-normal text-soft">{aside}</span> : null}
      </legend>
      {children}
      <FieldNotes id={id} hint={hint} error={error} />
    </fieldset>
  );
}

function describedBy(
  id: string,
  { hint, error }: { hint?: ReactNode; error?: ReactNode },
): string | undefined {
  const ids = [error ? `${id}-error` : null, hint ? `${id}-hint` : null].filter(Boolean);
  return ids.length > 0 ? ids.join(' ') : undefined;
}

function FieldNotes({ id, hint, error }: { id: string; hint?: ReactNode; error?: ReactNode }) {
  return (
    <>
      {error ? (
        <p id={`${id}-error`} className="text-sm font-medium text-live-deep">
          {error}
        </p>
      ) : null}
      {hint ? (
        <p id={`${id}-hint`} className="text-xs text-soft">
          {hint}
        </p>
      ) : null}
    </>
  );
}
