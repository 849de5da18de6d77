'use client';

import { useRouter } from 'next/navigation';
import {
  type ChangeEvent,
  type FocusEvent,
  type FormEvent,
  type ReactNode,
  useEffect,
  useEffectEvent,
  useRef,
  useState,
  useTransition,
} from 'react';
import { MoneyInput } from '@/components/ui/money-input';
import { listHref, readPrices } from '@/lib/auctions/list-query';

/**
 * The form of the filters. Without a script it requests a page like any form. With one, each choice takes effect as it
 * is made, and only fields that were filled in stand in the address.
 *
 * @param search  the query that the controls show; a `select` holds it in `data-chosen`, because React never changes the
 *   default of a `select`
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

  // The address decides, also after a step back or when a filter was removed elsewhere on the page. Only a choice that was
  // made before hydration is news to the address.
  const shown = useRef<string | null>(null);
  const showSearch = useEffectEvent(() => {
    const isFirst = shown.current === null;
    if (!form.current || shown.current === search) return;
    shown.current = search;
    if (isFirst) {
      if (hasEarlyChoice(form.current, search)) go({ onLeaving: true });
      return;
    }
    form.current.reset();
    for (const select of form.current.querySelectorAll('select')) {
      select.value = select.dataset.chosen ?? '';
    }
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: the controls are set back after each change of the address
  useEffect(() => showSearch(), [search]);

  /**
   * Requests the list. A price that cannot be read prevents it: its field says why and gets the focus, unless the
   * person is just leaving the field.
   */
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
    // A text takes effect once its field is left or Enter is pressed.
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
      // Otherwise a browser that comes back or loads again fills in the last choices, as if they were made now.
      autoComplete="off"
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

/**
 * Whether the person made a choice before the scripts were there. A price that is still being typed waits, as always;
 * the choice of a wider region drops the narrower ones.
 */
function hasEarlyChoice(form: HTMLFormElement, search: string): boolean {
  const chosen = [...form.elements].filter((control) => isChosen(control, new URLSearchParams(search)));
  const region = chosen.find((control) => control instanceof HTMLSelectElement && control.name === 'region');
  if (region instanceof HTMLSelectElement) forgetNarrower(region);
  return chosen.length > 0;
}

function isChosen(control: Element, shown: URLSearchParams): boolean {
  if (control instanceof HTMLSelectElement) {
    const preset = [...control.options].findIndex((option) => option.defaultSelected);
    return control.selectedIndex !== Math.max(preset, 0);
  }
  if (!(control instanceof HTMLInputElement)) return false;
  if (['checkbox', 'radio'].includes(control.type)) return control.checked !== control.defaultChecked;
  if (control.type !== 'text' || control.name === '' || control === document.activeElement) return false;
  return (
    (readPrices({ [control.name]: control.value })[control.name] ?? '') !== (shown.get(control.name) ?? '')
  );
}

/** One end of the price range. It keeps the typed text until the address changes. */
export function PriceBound({
  name,
  value,
  label,
  leading,
}: {
  name: string;
  value: string;
  label: string;
  /** The words inside the box. */
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

/** The choice of a wider region makes the narrower choices meaningless. */
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
    // Of the three lists of regions only the narrowest choice counts, because it lies in the others.
    const last = values.at(-1);
    if (last !== undefined) query[name] = name === 'region' ? last : values;
  }
  return query;
}
