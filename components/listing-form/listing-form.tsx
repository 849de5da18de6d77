'use client';

import { useTranslations } from 'next-intl';
import {
  type FormEvent,
  type ReactNode,
  type RefObject,
  useCallback,
  useEffect,
  useMemo,
  useRef,
} from 'react';
import { focusOnFault } from '@/components/action/focus-on-fault';
import { Button } from '@/components/ui/button';
import { Callout } from '@/components/ui/callout';
import { Card } from '@/components/ui/card';
import { toast } from '@/components/ui/toaster';
import { MAX_IMAGES } from '@/lib/auctions/images/picture-limits';
import { serverNow } from '@/lib/live/server-clock';
import { type CategoryChoice, CategoryField } from './category-field';
import { ConditionField, KindField, ShippingField } from './choice-fields';
import type { DraftOf } from './draft';
import { changesOf, type FieldFaults, type ListingValues, listingFaults, toInput } from './listing-values';
import { faultText, PictureField } from './picture-field';
import { Preview } from './preview';
import { PriceFields } from './price-fields';
import { RegionField } from './region-field';
import { ScheduleFields } from './schedule-fields';
import { SendBar } from './send-bar';
import { TextFields } from './text-fields';
import type { UploadFault } from './upload-picture';
import { useDraft } from './use-draft';
import { useListingFields } from './use-listing-form';
import { usePictures } from './use-pictures';
import { type AskPriceHint, usePriceHint } from './use-price-hint';
import { type ListingAction, useSend } from './use-send';

export type ListingFormProps = {
  initial: ListingValues;
  categories: readonly CategoryChoice[];
  /** ISO 8601, when the page was rendered. */
  serverTime: string;
  action: ListingAction;
  askPriceHint: AskPriceHint;
  /** A new item, whose draft is stored; or an item that is listed, and may already be running. */
  item: { isNew: true; draft: DraftOf } | { isNew: false; hasStarted: boolean };
};

/** The form of an item on one page: to list it, or to change it before its first bid. */
export function ListingForm({
  initial,
  categories,
  serverTime,
  action,
  askPriceHint,
  item,
}: ListingFormProps) {
  const t = useTranslations('sell');
  const hasStarted = !item.isNew && item.hasStarted;
  const form = useListingFields(initial);
  const { values, set, setFaults, errorOf, faults } = form;
  const pictures = usePictures(initial.pictures, useRefusedFile());
  const current = useMemo<ListingValues>(
    () => ({ ...values, pictures: pictures.ready }),
    [values, pictures.ready],
  );
  const resetPictures = pictures.reset;
  const show = useCallback(
    ({ pictures: shown, ...fields }: ListingValues) => {
      set(fields);
      resetPictures(shown);
    },
    [set, resetPictures],
  );
  const draft = useDraft({
    of: item.isNew ? item.draft : null,
    current,
    initial,
    onRestore: show,
  });
  const hint = usePriceHint(askPriceHint, values.category, values.condition);
  const { send, renew, pending, refusal } = useSend({
    action,
    onSent: ({ before }) => {
      draft.forget();
      if (before) toast.info(t('submit.before'), { duration: 8_000 });
      else if (!item.isNew) toast.success(t('submit.saved'));
    },
    onInvalid: (fields) => setFaults(faultsByField(fields)),
  });
  const root = useRef<HTMLFormElement>(null);
  useFocusOnNewFaults(root, faults);
  // biome-ignore lint/correctness/useExhaustiveDependencies: after any change of the pictures, their fault is out of date
  useEffect(() => setFaults(({ images: _, ...others }) => others), [pictures.slots, setFaults]);

  function submit(event: FormEvent) {
    event.preventDefault();
    const now = serverNow();
    const found = { ...listingFaults(current, now), ...(pictures.failed && { images: 'pictureFailed' }) };
    setFaults(found);
    if (Object.keys(found).length > 0) return;
    const input = item.isNew ? toInput(current, now) : changesOf(initial, current, now);
    if (!item.isNew && Object.keys(input).length === 0) toast.info(t('submit.unchanged'));
    else send(input);
  }

  function startOver() {
    const before = current;
    draft.forget();
    renew();
    show(initial);
    toast.info(t('draft.discarded'), { action: { label: t('draft.undo'), onClick: () => show(before) } });
  }

  return (
    <form
      ref={root}
      onSubmit={submit}
      noValidate
      className="grid gap-4 lg:grid-cols-[minmax(0,1fr)_300px] lg:gap-x-10"
    >
      <div className="flex min-w-0 flex-col gap-4">
        {draft.restored ? (
          <Callout role="status">
            {t('draft.restored')}
            <Button variant="link" className="ml-2" onClick={startOver}>
              {t('draft.discard')}
            </Button>
          </Callout>
        ) : null}
        <Part title={t('sections.pictures')}>
          <PictureField pictures={pictures} error={errorOf('images')} />
        </Part>
        <Part title={t('sections.item')}>
          <TextFields form={form} />
          <CategoryField
            categories={categories}
            value={values.category}
            onChange={(category) => set({ category })}
            error={errorOf('category')}
          />
          <ConditionField form={form} />
        </Part>
        <Part title={t('sections.price')}>
          <PriceFields form={form} hint={hint} />
        </Part>
        <Part title={t('sections.auction')}>
          <KindField form={form} />
          <ScheduleFields form={form} serverTime={serverTime} hasStarted={hasStarted} />
        </Part>
        <Part title={t('sections.delivery')}>
          <ShippingField form={form} />
          <RegionField
            value={values.region}
            onChange={(region) => set({ region })}
            error={errorOf('regionCode')}
          />
        </Part>
      </div>
      {/* Beside the form where there is room, at its end on a phone: the last check before it is sent. */}
      <aside className="my-2 lg:col-start-2 lg:row-span-2 lg:row-start-1 lg:my-0">
        <Preview form={form} cover={pictures.ready[0]} serverTime={serverTime} />
      </aside>
      <SendBar
        label={submitLabel()}
        uploading={pictures.busy}
        pending={pending}
        refusal={refusal}
        faults={Object.keys(faults).length}
      />
    </form>
  );

  function submitLabel(): string {
    if (!item.isNew) return t('submit.edit');
    return t(values.start === 'now' ? 'submit.create' : 'submit.createLater');
  }
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <Card asChild padding="md">
      <section aria-label={title} className="flex flex-col gap-5">
        <h2 className="text-base font-bold">{title}</h2>
        {children}
      </section>
    </Card>
  );
}

/** Says why a file was not accepted; there is no tile to say it on. */
function useRefusedFile() {
  const t = useTranslations('sell.pictures');
  return useCallback(
    (fault: UploadFault | null) => {
      const words = fault === null ? t('full', { max: MAX_IMAGES }) : faultText(t, fault);
      toast.error(words, { duration: 8_000 });
    },
    [t],
  );
}

/** Moves the focus to the first field with a fault, in the order of the page, whenever more faults are found. */
function useFocusOnNewFaults(root: RefObject<HTMLFormElement | null>, faults: FieldFaults) {
  const known = useRef(0);
  useEffect(() => {
    const count = Object.keys(faults).length;
    const areNew = count > known.current;
    known.current = count;
    if (!areNew) return;
    focusOnFault(root.current, { centre: true });
  }, [root, faults]);
}

/** The server names the third picture `images.2`; the form has one place for the faults of all pictures. */
function faultsByField(fields: Record<string, string>): FieldFaults {
  return Object.fromEntries(
    Object.entries(fields).map(([path, fault]) => [path.split('.')[0] ?? path, fault]),
  );
}
