'use client';

import { Search } from 'lucide-react';
import { useRouter, useSearchParams } from 'next/navigation';
import { useTranslations } from 'next-intl';
import type { FormEvent } from 'react';

/** Searches for items by their title. A plain form that requests a page; it keeps the words of the current list. */
export function SearchBox() {
  const t = useTranslations('shell.search');
  const router = useRouter();
  const words = useSearchParams().get('q') ?? '';

  // Without a script the browser requests the same page by itself.
  function find(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const wanted = String(new FormData(event.currentTarget).get('q') ?? '');
    router.push(`/auctions?${new URLSearchParams({ q: wanted })}`);
  }

  return (
    <search className="order-last col-span-3 min-w-0 md:order-none md:max-w-130 md:flex-1">
      <form
        action="/auctions"
        onSubmit={find}
        className="flex h-11 min-w-0 items-center rounded-full bg-sunken text-soft has-[input:focus-visible]:outline-2 has-[input:focus-visible]:outline-brand"
      >
        <button
          type="submit"
          aria-label={t('submit')}
          className="grid size-11 shrink-0 place-items-center rounded-full hover:text-ink"
        >
          <Search aria-hidden className="size-5" />
        </button>
        <input
          key={words}
          type="search"
          name="q"
          defaultValue={words}
          aria-label={t('label')}
          placeholder={t('placeholder')}
          maxLength={100}
          autoComplete="off"
          enterKeyHint="search"
          className="h-full min-w-0 flex-1 bg-transparent pr-4 text-base text-ink outline-none md:text-sm"
        />
      </form>
    </search>
  );
}
