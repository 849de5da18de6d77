'use client';

import { useTranslations } from 'next-intl';
import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { RESTORE_EVENT } from '@/components/action/kept-form';
import { browserNetwork, untilReachable } from '@/components/action/until-reachable';
import { fetchRegionsBelow } from '@/components/regions/region-client';
import { RegionSearch } from '@/components/regions/region-search';
import { Button } from '@/components/ui/button';
import { Field, FieldGroup } from '@/components/ui/field';
import { Select } from '@/components/ui/select';
import type { RegionChoices } from '@/lib/accounts/sign-up-form';
import { codeAbove } from '@/lib/regions/codes';
import type { Region } from '@/lib/regions/queries';
import type { RegionMatch } from '@/lib/regions/search-regions';

type Chosen = { province: string; district: string; regionCode: string };

/**
 * A choice of 시/도 › 시/군/구 › 동, by three lists or by typing a name. The form field is `regionCode`.
 *
 * Without a script a button sends the form with `intent` "regions", and the page comes back with the next list.
 */
export function RegionPicker({
  provinces,
  chosen: initiallyChosen,
  choices: initialChoices,
  error,
}: {
  provinces: Region[];
  chosen: Chosen;
  choices: RegionChoices;
  error?: string;
}) {
  const t = useTranslations('account.region');
  const {
    chosen,
    choices,
    failed,
    chooseProvince,
    chooseDistrict,
    chooseNeighbourhood,
    chooseMatch,
    chooseKept,
  } = useRegion(initiallyChosen, initialChoices);
  const hydrated = useHydrated();
  const provinceList = useRef<HTMLSelectElement>(null);
  // A person who was faster than the script has chosen already, before React could hear of it.
  const catchUp = useEffectEvent(() => {
    const early = provinceList.current?.value;
    if (early && early !== chosen.province) void chooseProvince(early);
  });
  useEffect(() => catchUp(), []);
  const restore = useEffectEvent((event: Event) => {
    if (event instanceof CustomEvent) void chooseKept(event.detail);
  });
  useEffect(() => {
    const form = provinceList.current?.form;
    const listen = (event: Event) => restore(event);
    form?.addEventListener(RESTORE_EVENT, listen);
    return () => form?.removeEventListener(RESTORE_EVENT, listen);
  }, []);
  const withoutDistricts = choices.districts.length === 0 && choices.neighbourhoods.length > 0;
  return (
    <FieldGroup label={t('label')} hint={t('hint')} error={error ?? (failed ? t('failed') : undefined)}>
      <div className="pb-1 noscript:hidden">
        <RegionSearch
          label={t('search')}
          placeholder={t('searchPlaceholder')}
          onChoose={(match) => {
            chooseMatch(match);
            return match.path;
          }}
        />
      </div>
      <div className="grid gap-2.5 sm:grid-cols-2">
        <Field label={t('province')} hideLabel>
          <Select
            ref={provinceList}
            name="province"
            value={chosen.province}
            onChange={(event) => chooseProvince(event.target.value)}
          >
            <Options regions={provinces} placeholder={t('province')} />
          </Select>
        </Field>
        {withoutDistricts ? null : (
          <Field label={t('district')} hideLabel>
            <Select
              name="district"
              value={chosen.district}
              disabled={choices.districts.length === 0}
              onChange={(event) => chooseDistrict(event.target.value)}
            >
              <Options regions={choices.districts} placeholder={t('district')} />
            </Select>
          </Field>
        )}
        <Field label={t('neighbourhood')} hideLabel className={withoutDistricts ? '' : 'sm:col-span-2'}>
          <Select
            name="regionCode"
            value={chosen.regionCode}
            disabled={choices.neighbourhoods.length === 0}
            aria-invalid={error ? true : undefined}
            onChange={(event) => chooseNeighbourhood(event.target.value)}
          >
            <Options regions={choices.neighbourhoods} placeholder={t('neighbourhood')} />
          </Select>
        </Field>
      </div>
      {hydrated ? null : (
        <Button
          type="submit"
          name="intent"
          value="regions"
          variant="outline"
          className="hidden noscript:flex"
          formNoValidate
        >
          {t('load')}
        </Button>
      )}
    </FieldGroup>
  );
}

function Options({ regions, placeholder }: { regions: Region[]; placeholder: string }) {
  return (
    <>
      <option value="">{placeholder}</option>
      {regions.map(({ code, name }) => (
        <option key={code} value={code}>
          {name}
        </option>
      ))}
    </>
  );
}

function useHydrated(): boolean {
  const [hydrated, setHydrated] = useState(false);
  useEffect(() => setHydrated(true), []);
  return hydrated;
}

const CHOSEN_FIELDS = ['province', 'district', 'regionCode'] as const;

/** A server that answers, but not with regions, is not asked for ever. */
const MOST_ATTEMPTS = 5;

const NO_CHOICES: RegionChoices = { districts: [], neighbourhoods: [] };

/** The chosen region and the lists that go with it, which are fetched as the choice narrows. */
function useRegion(initiallyChosen: Chosen, initialChoices: RegionChoices) {
  const [chosen, setChosen] = useState(initiallyChosen);
  const [choices, setChoices] = useState(initialChoices);
  const [failed, setFailed] = useState(false);
  const newest = useRef(new AbortController());

  useEffect(() => () => newest.current.abort(), []);

  /**
   * Shows the choice at once. Its lists follow when they have arrived, unless the person has chosen something else meanwhile.
   * Without a network it says so, and the lists come when the site can be reached again.
   */
  async function choose(next: Chosen, fetchChoices: () => Promise<RegionChoices>) {
    newest.current.abort();
    const turn = new AbortController();
    newest.current = turn;
    const { signal } = turn;
    setChosen(next);
    setFailed(false);
    for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt += 1) {
      if (attempt > 0 && !(await untilReachable(browserNetwork, signal))) return;
      const fetched = await fetchChoices().catch(() => null);
      if (signal.aborted) return;
      setFailed(fetched === null);
      if (fetched) return setChoices(fetched);
    }
  }

  return {
    chosen,
    choices,
    failed,
    chooseProvince: (province: string) => {
      setChoices(NO_CHOICES);
      return choose({ province, district: '', regionCode: '' }, () => choicesBelow(province, ''));
    },
    chooseDistrict: (district: string) => {
      setChoices({ ...choices, neighbourhoods: [] });
      return choose({ ...chosen, district, regionCode: '' }, () => choicesBelow(chosen.province, district));
    },
    chooseNeighbourhood: (regionCode: string) => setChosen({ ...chosen, regionCode }),
    chooseMatch: ({ code }: RegionMatch) => {
      const [province, district] = [codeAbove(code, 1), codeAbove(code, 2)];
      return choose({ province, district, regionCode: code }, () => choicesBelow(province, district));
    },
    /** Takes back what was chosen before the page was loaded again. */
    chooseKept: (kept: ReadonlyMap<string, string>) => {
      const [province = '', district = '', regionCode = ''] = CHOSEN_FIELDS.map((name) => kept.get(name));
      if (province === '') return;
      return choose({ province, district, regionCode }, () => choicesBelow(province, district));
    },
  };
}

async function choicesBelow(province: string, district: string): Promise<RegionChoices> {
  if (!province) return NO_CHOICES;
  const [below, neighbourhoods] = await Promise.all([
    fetchRegionsBelow(province),
    district ? fetchRegionsBelow(district) : [],
  ]);
  // 세종 has no level between itself and its 동.
  if (below[0]?.depth === 3) return { districts: [], neighbourhoods: below };
  return { districts: below, neighbourhoods };
}
