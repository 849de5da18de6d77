'use client';

import { type CompositionEvent, type FormEvent, type KeyboardEvent, useLayoutEffect, useRef } from 'react';
import { groupDigits } from '@/lib/format/money';
import { wonIn } from '@/lib/format/parse-won';
import { type Edit, groupAsTyped } from './group-as-typed';

/** An amount as its field shows it: plain digits in groups of three, any other text as it was written. */
export function shownAmount(text: string): string {
  return /^[1-9]\d*$/.test(text) ? groupDigits(text) : text;
}

/**
 * Keeps a field of money, whose text is the truth.
 *
 * React does not control the input: to set a value while somebody types takes their selection away, so that the old
 * digits and the new ones run together (50000 typed over 10,000 became 1,000,050,000). A text that is typed before
 * hydration is taken over as it stands. A text that the page itself puts in while the field has the focus is selected
 * as a whole, so that the next key replaces it.
 *
 * @param text    the text that the page wants in the field; only a change of it writes there
 * @param onText  takes the text of the field after each edit
 * @returns the properties of the `<input>`
 */
export function useMoneyText(text: string, onText: (text: string) => void) {
  const inputRef = useRef<HTMLInputElement>(null);
  const shown = shownAmount(text);
  // `standing` is the text that the field is known to hold, `given` the one that the page wanted last.
  const field = useRef({
    standing: shown,
    given: shown,
    isAwake: false,
    isTyped: false,
    ownSeparators: true,
  });
  const isEntered = useRef(false);
  const isPressed = useRef(false);

  useLayoutEffect(() => {
    const input = inputRef.current;
    const known = field.current;
    if (!input) return;
    if (!known.isAwake) {
      known.isAwake = true;
      if (input.value !== shown) take(input, false);
      // From here on the browser no longer lets the value follow its default.
      const typedEarly = input.value;
      input.value = typedEarly;
    } else if (shown !== known.given) {
      known.given = shown;
      if (shown !== shownAmount(known.standing)) write(input, shown);
    }
  });

  /** Writes a text of the page; see above for the selection. */
  function write(input: HTMLInputElement, wanted: string) {
    input.value = wanted;
    Object.assign(field.current, { standing: wanted, isTyped: false, ownSeparators: true });
    if (document.activeElement === input) input.select();
  }

  /** Takes over a text of the person. */
  function take(input: HTMLInputElement, ownSeparators: boolean) {
    Object.assign(field.current, { standing: input.value, isTyped: true, ownSeparators });
    onText(input.value);
  }

  function group(input: HTMLInputElement, edit: Pick<Edit, 'typed' | 'forward'>) {
    const { value: now, selectionStart } = input;
    const { ownSeparators } = field.current;
    const grouped = groupAsTyped({ ...edit, text: now, caret: selectionStart ?? now.length, ownSeparators });
    if (grouped && grouped.text !== now) {
      input.value = grouped.text;
      input.setSelectionRange(grouped.caret, grouped.caret);
    }
    take(input, grouped !== null);
  }

  function onInput({ currentTarget, nativeEvent }: FormEvent<HTMLInputElement>) {
    const { isComposing, inputType = '', data = null } = nativeEvent as Partial<InputEvent>;
    // A syllable that is not finished belongs to the keyboard: a change of the field would break it.
    if (isComposing) take(currentTarget, field.current.ownSeparators);
    else if (inputType.startsWith('delete'))
      group(currentTarget, { typed: '', forward: inputType.endsWith('Forward') });
    else group(currentTarget, { typed: data });
  }

  function onCompositionEnd({ currentTarget, data }: CompositionEvent<HTMLInputElement>) {
    group(currentTarget, { typed: data });
  }

  function onBlur() {
    isEntered.current = false;
    isPressed.current = false;
    const input = inputRef.current;
    const won = input && wonIn(input.value);
    if (!input || won === null) return;
    const plain = groupDigits(won);
    field.current.ownSeparators = true;
    if (plain === input.value) return;
    input.value = plain;
    take(input, true);
  }

  function onKeyDown(event: KeyboardEvent<HTMLInputElement>) {
    // This Enter ends a syllable and is not meant for the form. Some browsers tell so by the key code alone.
    const composes = event.nativeEvent.isComposing || event.keyCode === 229;
    if (event.key === 'Enter' && composes) event.preventDefault();
  }

  /** An amount that the page itself put in is selected, because a person who focuses it wants to replace it. */
  function onFocus() {
    isEntered.current = true;
    if (!isPressed.current && !field.current.isTyped) inputRef.current?.select();
  }

  /**
   * When a press starts inside a selection, the browser removes that selection only after `click`, and would undo the
   * one that `onClick` makes. Therefore it is removed here.
   */
  function onMouseDown() {
    isPressed.current = true;
    const input = inputRef.current;
    if (input && isEntered.current && !field.current.isTyped) {
      input.setSelectionRange(input.value.length, input.value.length);
    }
  }

  /**
   * The first press into the field leaves a caret instead of the selection that `onFocus` made; therefore it selects
   * again. This is also the first press after a sheet has moved the focus here.
   */
  function onClick() {
    const input = inputRef.current;
    const isFirst = isEntered.current;
    isEntered.current = false;
    isPressed.current = false;
    if (!input || !isFirst || field.current.isTyped) return;
    if (input.selectionStart === input.selectionEnd) input.select();
  }

  return {
    ref: inputRef,
    defaultValue: shown,
    onInput,
    onCompositionEnd,
    onBlur,
    onKeyDown,
    onFocus,
    onMouseDown,
    onClick,
  };
}
