import { cloneElement, isValidElement, type ReactElement, type ReactNode, type Ref } from 'react';

type Props = Record<string, unknown> & { className?: string; ref?: Ref<unknown> };

/**
 * Gives its properties to its only child instead of rendering an element: a link with the look of a button. What the
 * child says itself counts more; class names add up, and what listens to an event on either is called.
 *
 * Our own, because every page loads it and the library's weighs as much as a small page.
 */
export function Slot({ children, ...props }: { children?: ReactNode; [name: string]: unknown }) {
  if (!isValidElement(children)) return null;
  const child = children as ReactElement<Props>;
  return cloneElement(child, merged(props, child.props));
}

function merged(outer: Props, inner: Props): Props {
  const props: Props = { ...outer, ...inner };
  props.className = [outer.className, inner.className].filter(Boolean).join(' ') || undefined;
  for (const [name, listen] of Object.entries(outer)) {
    const own = inner[name];
    if (typeof listen === 'function' && typeof own === 'function' && /^on[A-Z]/.test(name)) {
      props[name] = (...args: unknown[]) => {
        own(...args);
        listen(...args);
      };
    }
  }
  if (outer.ref && inner.ref) props.ref = both(outer.ref, inner.ref);
  return props;
}

function both(one: Ref<unknown>, other: Ref<unknown>): Ref<unknown> {
  return (element) => {
    const undo = [one, other].map((ref) => {
      if (typeof ref === 'function') return ref(element) ?? (() => ref(null));
      if (ref) ref.current = element;
      return () => {
        if (ref) ref.current = null;
      };
    });
    return () => {
      for (const put of undo) put();
    };
  };
}
