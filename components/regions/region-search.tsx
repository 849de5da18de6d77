'use client';

import { useTranslations } from 'next-intl';
import { type KeyboardEvent, useEffect, useId, useState } from 'react';
import { cn } from '@/components/ui/cn';
import { Input } from '@/components/ui/input';
import type { RegionMatch } from '@/lib/regions/search-regions';
import { type RegionLevel, searchRegionsByName } from './region-client';

const TYPING_PAUSE_MS = 200;

/**
 * A region by typing its name: a combobox (WAI-ARIA 1.2) whose list follows the typed text.
 *
 * @param onChoose  returns the text that stays in the field
 */
export function RegionSearch({
  level = 'neighbourhood',
  label,
  placeholder,
  onChoose,
}: {
  level?: RegionLevel;
  label: string;
  placeholder: string;
  onChoose: (match: RegionMatch) => string;
}) {
  const t = useTranslations('account.region');
  const listId = useId();
  const [text, setText] = useState('');
  const [active, setActive] = useState(0);
  const { matches, searched, failed, clear } = useMatches(text, level);
  const open = matches.length > 0;

  function choose(match: RegionMatch | undefined) {
    if (!match) return;
    const words = onChoose(match);
    setText(words);
    clear(words);
  }

  function onKeyDown(event: KeyboardEvent) {
    // During the composition of a syllable the keys belong to the input method.
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Enter') {
      // Enter picks a region here; it must not send the incomplete form.
      event.preventDefault();
      choose(matches[active]);
    } else if (event.key === 'ArrowDown' && open) {
      event.preventDefault();
      setActive((active + 1) % matches.length);
    } else if (event.key === 'ArrowUp' && open) {
      event.preventDefault();
      setActive((active + matches.length - 1) % matches.length);
    } else if (event.key === 'Escape') {
      clear();
    }
  }

  return (
    <div className="relative">
      <Input
        role="combobox"
        aria-label={label}
        aria-expanded={open}
        aria-controls={listId}
        aria-autocomplete="list"
        aria-activedescendant={open ? `${listId}-${active}` : undefined}
        placeholder={placeholder}
        autoComplete="off"
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          setActive(0);
        }}
        onKeyDown={onKeyDown}
        onBlur={() => clear()}
      />
      <div
        id={listId}
        role="listbox"
        aria-label={label}
        className={cn(
          'absolute top-full z-10 mt-1 max-h-72 w-full overflow-y-auto rounded-md border border-line bg-surface py-1 shadow-floating',
          !open && 'hidden',
        )}
      >
        {matches.map((match, index) => (
          <div
            key={match.code}
            id={`${listId}-${index}`}
            role="option"
            aria-selected={index === active}
            tabIndex={-1}
            className="flex min-h-11 cursor-pointer items-center px-3.5 text-sm aria-selected:bg-sunken"
            // Before the field loses the focus and closes the list.
            onPointerDown={(event) => {
              event.preventDefault();
              choose(match);
            }}
          >
            {match.depth === 3 ? match.path : t('whole', { region: match.path })}
            {match.called ? <span className="ml-1 text-soft">({match.called})</span> : null}
          </div>
        ))}
      </div>
      <p aria-live="polite" className="sr-only">
        {open ? t('found', { count: matches.length }) : ''}
      </p>
      {searched && !open ? <p className="mt-1.5 text-xs text-soft">{t('nothingFound')}</p> : null}
      {failed ? (
        <p role="alert" className="mt-1.5 text-xs text-live-deep">
          {t('searchFailed')}
        </p>
      ) : null}
    </div>
  );
}

/** The regions that match the text, after a pause in the typing. */
function useMatches(text: string, level: RegionLevel) {
  const [matches, setMatches] = useState<RegionMatch[]>([]);
  const [searched, setSearched] = useState(false);
  const [failed, setFailed] = useState(false);
  const [asked, setAsked] = useState('');
  const wanted = text.trim();

  useEffect(() => {
    if (wanted === '' || wanted === asked) return;
    const abort = new AbortController();
    const timer = setTimeout(async () => {
      try {
        setMatches(await searchRegionsByName(wanted, level, abort.signal));
        setSearched(true);
        setFailed(false);
      } catch {
        if (abort.signal.aborted) return;
        // The matches of an earlier text are not those of this one.
        setMatches([]);
        setSearched(false);
        setFailed(true);
      }
    }, TYPING_PAUSE_MS);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [wanted, asked, level]);

  return {
    matches: wanted === '' ? [] : matches,
    failed: failed && wanted !== '' && wanted !== asked,
    searched: searched && wanted !== '' && wanted !== asked,
    clear: (words = wanted) => {
      setMatches([]);
      setSearched(false);
      setAsked(words);
    },
  };
}
