'use client';

import { MapPin, Search } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { Button } from '@/components/ui/button';
import { FieldGroup } from '@/components/ui/field';
import { Input } from '@/components/ui/input';

type Place = { code: string; path: string };

const TYPING_PAUSE_MS = 200;

/** The location of the item: the seller's own 동, unless they search for another by its name. */
export function RegionField({
  value,
  onChange,
  error,
}: {
  value: Place;
  onChange: (place: Place) => void;
  error?: ReactNode;
}) {
  const t = useTranslations('sell.region');
  const [searching, setSearching] = useState(false);
  const change = useRef<HTMLButtonElement>(null);

  function choose(place: Place) {
    onChange(place);
    setSearching(false);
    // The list that had the focus is gone.
    change.current?.focus();
  }

  return (
    <FieldGroup label={t('label')} hint={t('hint')} error={error}>
      <div className="flex min-h-12 items-center justify-between gap-3 rounded-md border border-line bg-surface py-0.5 pr-1 pl-3.5">
        <span className="flex min-w-0 items-center gap-2">
          <MapPin aria-hidden className="size-5 shrink-0 text-soft" />
          <span aria-live="polite">{value.path}</span>
        </span>
        <Button
          ref={change}
          variant="ghost"
          aria-expanded={searching}
          onClick={() => setSearching((open) => !open)}
        >
          {t('change')}
        </Button>
      </div>
      {searching ? <RegionSearch onChoose={choose} /> : null}
    </FieldGroup>
  );
}

function RegionSearch({ onChoose }: { onChoose: (place: Place) => void }) {
  const t = useTranslations('sell.region');
  const [query, setQuery] = useState('');
  const { places, state } = usePlaces(query.trim());
  const id = useId();
  return (
    <div className="flex flex-col gap-1">
      <div className="relative">
        <Search aria-hidden className="absolute top-1/2 left-3.5 size-5 -translate-y-1/2 text-soft" />
        <Input
          autoFocus
          value={query}
          onChange={(event) => setQuery(event.currentTarget.value)}
          // Enter searches for a region here; it does not list the item.
          onKeyDown={(event) => event.key === 'Enter' && event.preventDefault()}
          aria-label={t('search')}
          aria-controls={id}
          placeholder={t('placeholder')}
          maxLength={50}
          className="pl-11"
        />
      </div>
      <ul id={id} className="max-h-64 overflow-y-auto">
        {places.map((place) => (
          <li key={place.code}>
            <Button
              variant="ghost"
              block
              className="justify-start font-medium"
              onClick={() => onChoose(place)}
            >
              {place.path}
            </Button>
          </li>
        ))}
      </ul>
      <p role="status" className="px-1 text-sm text-soft">
        {state === 'found' ? t('found', { count: places.length }) : null}
        {state === 'none' ? t('none') : null}
        {state === 'broken' ? t('broken') : null}
      </p>
    </div>
  );
}

type Found = { places: Place[]; state: 'idle' | 'found' | 'none' | 'broken' };

/** The 동 that match the typed text, after a pause in the typing. */
function usePlaces(query: string): Found {
  const [found, setFound] = useState<Found>({ places: [], state: 'idle' });
  useEffect(() => {
    if (query === '') {
      setFound({ places: [], state: 'idle' });
      return;
    }
    const controller = new AbortController();
    const timer = setTimeout(async () => {
      const places = await fetchPlaces(query, controller.signal);
      if (controller.signal.aborted) return;
      if (places === null) setFound({ places: [], state: 'broken' });
      else setFound({ places, state: places.length > 0 ? 'found' : 'none' });
    }, TYPING_PAUSE_MS);
    return () => {
      clearTimeout(timer);
      controller.abort();
    };
  }, [query]);
  return found;
}

async function fetchPlaces(query: string, signal: AbortSignal): Promise<Place[] | null> {
  try {
    const answer = await fetch(`/api/v1/regions?${new URLSearchParams({ q: query })}`, { signal });
    if (!answer.ok) return null;
    const { items } = (await answer.json()) as { items: Place[] };
    return items.map(({ code, path }) => ({ code, path }));
  } catch {
    return null;
  }
}
