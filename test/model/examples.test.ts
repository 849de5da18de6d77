import { expect, it } from 'vitest';
import { EXAMPLES, played } from './examples';

// The model is worth something only if it says what people are told.

it.each(EXAMPLES)('the model decides $name as it is told', ({ scene, lines }) => {
  let current = scene;
  for (const line of lines) {
    const { scene: after, line: told, reply } = played(current, line);
    expect(told).toEqual(line);
    expect(reply.ok ? undefined : reply.code).toBe(line.code);
    current = after;
  }
});

it('the model pays the price and frees the rest of the promise at the close', () => {
  const [numbered] = EXAMPLES;
  const end = numbered?.lines.reduce((scene, line) => played(scene, line).scene, numbered.scene);
  expect(end?.purses).toEqual({
    A: { free: 200_000, held: 0 },
    B: { free: 19_000, held: 0 },
    C: { free: 60_000, held: 0 },
    D: { free: 200_000, held: 0 },
    seller: { free: 81_000, held: 0 },
  });
});
