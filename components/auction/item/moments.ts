import { serverNow } from '@/lib/live/server-clock';

/** A win is celebrated once on each device, and only while it is news. */
const NEWS_MS = 60 * 60 * 1000;
const PIECES = 48;
const COLORS = ['var(--brand)', 'var(--live)', 'var(--amber)', 'var(--ink)'];

/**
 * The viewer has lost the lead: the device vibrates, and the element that says so shakes briefly. People who asked for less
 * motion get neither.
 */
export function feelOutbid(): void {
  if (isCalm()) return;
  // Safari has no vibration.
  navigator.vibrate?.([60, 40, 60]);
  for (const element of document.querySelectorAll('[data-standing-sign]')) {
    element.animate({ translate: ['0', '-6px', '6px', '-4px', '4px', '0'] }, { duration: 300 });
  }
}

/**
 * The viewer has won: confetti falls over the page, which stays usable below it.
 *
 * @param endTime  ISO 8601, when the auction ended
 */
export function celebrateWin({ auctionId, endTime }: { auctionId: string; endTime: string }): void {
  if (isCalm() || serverNow() - Date.parse(endTime) > NEWS_MS || !isFirstTime(`won:${auctionId}`)) return;
  navigator.vibrate?.([40, 60, 120]);
  const sky = document.createElement('div');
  sky.ariaHidden = 'true';
  sky.style.cssText = 'position:fixed;inset:0;overflow:hidden;pointer-events:none;z-index:60';
  document.body.append(sky);
  const falls = Array.from({ length: PIECES }, (_, index) => fall(sky, index));
  void Promise.allSettled(falls.map(({ finished }) => finished)).then(() => sky.remove());
}

function fall(sky: HTMLElement, index: number): Animation {
  const piece = document.createElement('span');
  const size = 6 + Math.random() * 6;
  piece.style.cssText = `position:absolute;top:-24px;left:${Math.random() * 100}%;width:${size}px;height:${size * 0.6}px;border-radius:2px;background:${COLORS[index % COLORS.length]}`;
  sky.append(piece);
  const drift = (Math.random() - 0.5) * 30;
  const turns = (Math.random() - 0.5) * 6;
  return piece.animate(
    [
      { transform: 'none', opacity: 1 },
      { opacity: 1, offset: 0.8 },
      {
        transform: `translate(${drift}vw, 105vh) rotate(${turns}turn) rotateX(${turns * 2}turn)`,
        opacity: 0,
      },
    ],
    {
      duration: 1_800 + Math.random() * 1_400,
      delay: Math.random() * 500,
      easing: 'cubic-bezier(0.3, 0.3, 0.7, 1)',
      fill: 'both',
    },
  );
}

function isCalm(): boolean {
  return matchMedia('(prefers-reduced-motion: reduce)').matches;
}

/** Whether this is the first time on this device. Where nothing can be stored, it counts as done before. */
function isFirstTime(name: string): boolean {
  try {
    if (localStorage.getItem(name)) return false;
    localStorage.setItem(name, '1');
    return true;
  } catch {
    return false;
  }
}
