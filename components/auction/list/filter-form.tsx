'use client';

import { useRouter } from 'next/navigation';
import {
  type ChangeEvent,
  type FocusEvent,
  type FormEvent,
  type ReactNode,
  useEffect,
  useRef,
  useState,
  useTransition,
} from 'react';
import { MoneyInput } from '@/components/ui/money-input';
import { listHref, readPrices } from './list-query';

/**
 * The form of the filters. Without a script it asks for a page like any form; with one, each choice takes effect as it
 * is made, and only what was filled in stands in the address.
 *
 * @param search  the query that the controls show; a `select` says so in `data-chosen`, because React never changes
 *   the default of one
 */
export function FilterForm({
  search,
  children,
  className,
}: {
  search: string;
  children: ReactNode;
  className?: string;
}) {
  const router = useRouter();
  const form = useRef<HTMLFormElement>(null);
  const [pending, startTransition] = useTransition();

  // The address decides, also after a step back or when a filter was taken away elsewhere on the page.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the controls are set back after each change of the address
  useEffect(() => {
    form.current?.reset();
    for (const select of form.current?.querySelectorAll('select') ?? []) {
      select.value = select.dataset.chosen ?? '';
    }
  }, [search]);

  /** A price that cannot be read waits in its field, which says why; whoever goes on elsewhere is taken back there. */
  function go({ onLeaving = false } = {}) {
    if (!form.current) return;
    const isReadable = onLeaving ? form.current.checkValidity() : form.current.reportValidity();
    if (!isReadable) return;
    const href = listHref(readPrices(queryOf(new FormData(form.current))));
    const here = `${location.pathname}${location.search}`;
    if (href === here) return;
    startTransition(() => router.push(href, { scroll: false }));
  }

  function onChange(event: ChangeEvent<HTMLFormElement>) {
    const control: unknown = event.target;
    if (control instanceof HTMLSelectElement) {
      forgetNarrower(control);
      go();
    }
    // Text waits until the field is left or Enter is pressed.
    if (control instanceof HTMLInputElement && control.type !== 'text') go();
  }

  function onBlur(event: FocusEvent<HTMLFormElement>) {
    const control: unknown = event.target;
    if (control instanceof HTMLInputElement && control.type === 'text') go({ onLeaving: true });
  }

  function onSubmit(event: FormEvent) {
    event.preventDefault();
    go();
  }

  return (
    <form
      ref={form}
      action="/auctions"
      method="get"
      aria-busy={pending}
      onChange={onChange}
      onBlur={onBlur}
      onSubmit={onSubmit}
      className={className}
    >
      {children}
    </form>
  );
}

/** One end of the price range. It keeps what is being typed until the address changes. */
export function PriceBound({
  name,
  value,
  label,
  leading,
}: {
  name: string;
  value: string;
  label: string;
  /** Words inside the box. */
  leading: string;
}) {
  const [text, setText] = useState(value);
  const [seen, setSeen] = useState(value);
  if (seen !== value) {
    setSeen(value);
    setText(value);
  }
  return (
    <MoneyInput
      name={name}
      value={text}
      onValueChange={setText}
      inWords={false}
      aria-label={label}
      leading={leading}
    />
  );
}

/** A wider region chosen anew makes the narrower choices meaningless. */
function forgetNarrower(select: HTMLSelectElement) {
  if (select.name !== 'region') return;
  const selects = [...(select.form?.querySelectorAll<HTMLSelectElement>('select[name=region]') ?? [])];
  for (const narrower of selects.slice(selects.indexOf(select) + 1)) narrower.value = '';
}

function queryOf(data: FormData): Record<string, string | string[]> {
  const query: Record<string, string | string[]> = {};
  for (const name of new Set(data.keys())) {
    const values = data
      .getAll(name)
      .filter((value): value is string => typeof value === 'string' && value !== '');
    // Of the three lists of regions, the narrowest choice says all.
    const last = values.at(-1);
    if (last !== undefined) query[name] = name === 'region' ? last : values;
  }
  return query;
}
