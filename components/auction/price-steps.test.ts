import { expect, it } from 'vitest';
import { priceSteps } from './price-steps';

const box = { until: 100, width: 100, height: 50 };

it('steps at the moment of each bid and stays level until the end', () => {
  const course = priceSteps(
    [
      { at: 0, amount: 1000 },
      { at: 40, amount: 1500 },
      { at: 60, amount: 2000 },
    ],
    box,
  );
  expect(course?.line).toBe('M0 50H40V25H60V0H100');
  expect(course?.area).toBe('M0 50H40V25H60V0H100V50H0Z');
});

it('is a flat line while only one price is known, also when no time has passed', () => {
  expect(priceSteps([{ at: 100, amount: 1000 }], box)?.line).toBe('M0 25H100');
});

it('never runs backwards when the last bid is younger than the clock of the page', () => {
  const course = priceSteps(
    [
      { at: 0, amount: 1 },
      { at: 200, amount: 2 },
    ],
    box,
  );
  expect(course?.line).toBe('M0 50H100V0H100');
});

it('draws nothing without a point', () => {
  expect(priceSteps([], box)).toBeNull();
});
