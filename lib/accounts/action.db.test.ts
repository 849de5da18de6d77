import { expect, onTestFinished, test, vi } from 'vitest';
import { arrival } from '@/lib/arrival';
import { action } from './action';

const { headers } = vi.hoisted(() => ({ headers: vi.fn<() => Promise<Headers>>() }));
vi.mock('next/headers', () => ({ headers }));

test('an action acts with the moment of its arrival, before it looks at the login', async () => {
  const called = 1_000;
  const clock = vi.spyOn(performance, 'now').mockReturnValue(called);
  onTestFinished(() => clock.mockRestore());
  headers.mockImplementation(async () => {
    clock.mockReturnValue(called + 5_000);
    return new Headers();
  });
  const act = action(async (_form: FormData) => arrival());
  expect(await act(new FormData())).toBe(called);
});
