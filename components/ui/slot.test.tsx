import type { MouseEvent, ReactElement, Ref } from 'react';
import { expect, it } from 'vitest';
import { Slot } from './slot';

type Given = {
  className?: string;
  id?: string;
  title?: string;
  ref?: Ref<unknown>;
  onClick?: (event: unknown) => void;
};

/** What the child is given. */
function given(element: ReactElement | null): Given {
  return (element?.props ?? {}) as Given;
}

it('gives its properties to its child, whose own count more; class names add up', () => {
  const props = given(
    Slot({
      className: 'button',
      id: 'outer',
      title: 'outer',
      children: (
        <a href="/" className="wide" id="inner">
          x
        </a>
      ),
    }),
  );
  expect(props).toMatchObject({ className: 'button wide', id: 'inner', title: 'outer' });
});

it('calls what listens on either, and fills the refs of both', () => {
  const heard: string[] = [];
  const refs: Record<'outer' | 'inner', { current: unknown }> = {
    outer: { current: null },
    inner: { current: null },
  };
  const props = given(
    Slot({
      ref: refs.outer,
      onClick: () => heard.push('outer'),
      children: (
        <button
          type="button"
          ref={refs.inner as Ref<HTMLButtonElement>}
          onClick={() => heard.push('inner')}
        />
      ),
    }),
  );
  props.onClick?.({} as MouseEvent);
  expect(heard).toEqual(['inner', 'outer']);
  if (typeof props.ref !== 'function') throw new Error('two refs are one function');
  const undo = props.ref('element');
  expect([refs.outer.current, refs.inner.current]).toEqual(['element', 'element']);
  undo?.();
  expect([refs.outer.current, refs.inner.current]).toEqual([null, null]);
});

it('renders nothing around what is no element', () => {
  expect(Slot({ children: 'words' })).toBeNull();
});
