'use client';

import { useCallback, useState } from 'react';
import { useRefusalMessage } from '@/components/action/use-refusal-message';
import { type FieldFaults, type ListingValues, UNREADABLE } from './listing-values';

type Fields = Omit<ListingValues, 'pictures'>;
type FaultName = keyof ListingValues | 'startTime' | 'endTime' | 'regionCode' | 'images';

/** The props of each section of the form: the values, a way to change them, and the faults. */
export type FormPart = {
  values: Fields;
  set: (change: Partial<Fields>) => void;
  /** As a sentence, or undefined. */
  errorOf: (field: FaultName) => string | undefined;
};

/** A change to one of these fields makes the faults of the others out of date. */
const FAULTS_OF: Partial<Record<keyof ListingValues, readonly FaultName[]>> = {
  startPrice: ['startPrice', 'instantPrice'],
  start: ['startTime', 'endTime'],
  startAt: ['startTime', 'endTime'],
  duration: ['endTime'],
  endAt: ['endTime'],
  region: ['regionCode'],
};

/** The fields of the form except its pictures, and their faults. */
export function useListingFields(initial: ListingValues) {
  const message = useRefusalMessage();
  const [values, setValues] = useState<Fields>(initial);
  const [faults, setFaults] = useState<FieldFaults>({});

  const set = useCallback((change: Partial<Fields>) => {
    setValues((before) => ({ ...before, ...change }));
    const corrected = (Object.keys(change) as (keyof ListingValues)[]).flatMap(
      (name) => FAULTS_OF[name] ?? [name],
    );
    setFaults((before) =>
      Object.fromEntries(Object.entries(before).filter(([name]) => !corrected.includes(name as FaultName))),
    );
  }, []);

  function errorOf(field: FaultName): string | undefined {
    const fault = faults[field];
    if (fault === undefined || fault === UNREADABLE) return undefined;
    return message({ code: 'INVALID_INPUT', fields: { [field]: fault } }).ofField(field);
  }

  return { values, set, setFaults, faults, errorOf };
}
