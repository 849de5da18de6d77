'use client';

import { useFormStatus } from 'react-dom';
import { Button, type ButtonProps } from './button';

/** A button that sends its form and shows that the answer is awaited. */
export function SubmitButton({ loading, ...props }: Omit<ButtonProps, 'type' | 'asChild'>) {
  const { pending } = useFormStatus();
  return <Button {...props} type="submit" loading={loading || pending} />;
}
