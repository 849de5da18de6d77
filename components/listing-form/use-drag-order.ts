'use client';

import { type PointerEvent, type RefObject, useEffect, useRef, useState } from 'react';

/** A press that moves less than this is no drag. */
const THRESHOLD_PX = 6;
/** A finger that rests this long drags the tile; one that moves before that scrolls the page. */
const HOLD_MS = 350;

type Press = { id: string; x: number; y: number; hold?: ReturnType<typeof setTimeout> };

/**
 * Lets the tiles of a list be dragged to another place; the other tiles make room meanwhile. A mouse or pen drags at once, a
 * finger after it has rested on the tile, so that it can still scroll the page. Each tile has `data-tile` with its
 * id; a press on a button of the tile drags nothing.
 *
 * @param list    the element that holds the tiles
 * @param onMove  puts the tile `id` at position `to`
 */
export function useDragOrder(
  list: RefObject<HTMLElement | null>,
  ids: readonly string[],
  onMove: (id: string, to: number) => void,
) {
  const press = useRef<Press | null>(null);
  const [dragged, setDragged] = useState<string | null>(null);
  useStillPage(list, dragged !== null);

  function onPointerDown(event: PointerEvent<HTMLElement>) {
    const id = tileAt(event.target);
    const onControl = event.target instanceof Element && event.target.closest('button') !== null;
    if (id === null || onControl || event.button !== 0) return;
    press.current = { id, x: event.clientX, y: event.clientY };
    if (event.pointerType === 'touch') press.current.hold = setTimeout(() => setDragged(id), HOLD_MS);
  }

  function onPointerMove(event: PointerEvent<HTMLElement>) {
    const pressed = press.current;
    if (!pressed) return;
    if (dragged === null) {
      if (Math.hypot(event.clientX - pressed.x, event.clientY - pressed.y) < THRESHOLD_PX) return;
      if (event.pointerType === 'touch') {
        end();
        return;
      }
      event.currentTarget.setPointerCapture(event.pointerId);
      setDragged(pressed.id);
    }
    const over = tileAt(document.elementFromPoint(event.clientX, event.clientY));
    if (over === null || over === pressed.id) return;
    onMove(pressed.id, ids.indexOf(over));
  }

  function end() {
    clearTimeout(press.current?.hold);
    press.current = null;
    setDragged(null);
  }

  return { dragged, handlers: { onPointerDown, onPointerMove, onPointerUp: end, onPointerCancel: end } };
}

/** While a finger drags a tile the page must not scroll, which only a listener of this kind can prevent. */
function useStillPage(list: RefObject<HTMLElement | null>, isDragging: boolean): void {
  const dragging = useRef(isDragging);
  dragging.current = isDragging;
  useEffect(() => {
    const element = list.current;
    const stop = (event: Event) => {
      if (dragging.current) event.preventDefault();
    };
    element?.addEventListener('touchmove', stop, { passive: false });
    // A finger that rests would open a menu.
    element?.addEventListener('contextmenu', stop);
    return () => {
      element?.removeEventListener('touchmove', stop);
      element?.removeEventListener('contextmenu', stop);
    };
  }, [list]);
}

function tileAt(target: EventTarget | null): string | null {
  if (!(target instanceof Element)) return null;
  return target.closest<HTMLElement>('[data-tile]')?.dataset.tile ?? null;
}
