/**
 * Moves the focus to the first field at fault, in the order of the page. Where no single control is at fault, an
 * element with `data-fault` takes its place.
 *
 * @param centre  for a form longer than the screen: brings the field to the middle of it
 */
export function focusOnFault(form: HTMLFormElement | null, { centre = false } = {}): void {
  const first = form?.querySelector<HTMLElement>('[aria-invalid=true], [data-fault]');
  first?.focus({ preventScroll: centre });
  if (centre) first?.scrollIntoView({ block: 'center' });
}
