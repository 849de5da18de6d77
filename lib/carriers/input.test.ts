import { describe, expect, it, test } from 'vitest';
import { parseInput } from '@/lib/parse-input';
import { fc } from '@/test/properties';
import { CARRIERS, carrierName, carrierWithId } from './carriers';
import { shipmentSchema } from './input';

function parse(carrier: unknown, trackingNumber: unknown) {
  return parseInput(shipmentSchema, { carrier, trackingNumber });
}

describe('a tracking number', () => {
  it.each([
    '4601-7657-1013',
    ' 4601 7657 1013\n',
    '4601–7657–1013',
    '４６０１７６５７１０１３',
    '460176571013',
  ])('is read from %o as its digits', (text) => {
    expect(parse('kr.hanjin', text)).toEqual({
      ok: true,
      input: { carrier: 'kr.hanjin', trackingNumber: '460176571013' },
    });
  });

  it.each([
    ['kr.cjlogistics', '12345678901'],
    ['kr.epost', '460176571013'],
    ['kr.hanjin', '4601765710133'],
    ['kr.lotte', '1234567890'],
    ['kr.logen', '1234567'],
    ['kr.logen', '12345678901234567'],
    ['kr.logen', 'EB123456789KR'],
    ['kr.logen', ''],
    ['kr.logen', '1'.repeat(1_000)],
    ['kr.logen', 12345678901],
    ['kr.logen', undefined],
  ])('of %s is not %o', (carrier, text) => {
    const fields = { trackingNumber: 'trackingNumber' };
    expect(parse(carrier, text)).toEqual({ ok: false, code: 'INVALID_INPUT', fields });
  });

  it('of a carrier that nobody knows is refused for its carrier', () => {
    for (const carrier of ['us.ups', '', undefined, 'constructor']) {
      const fields = { carrier: 'carrier' };
      expect(parse(carrier, '460176571013')).toEqual({ ok: false, code: 'INVALID_INPUT', fields });
    }
  });
});

test('an accepted number is digits alone, and is accepted again as it was stored', () => {
  const texts = fc.string({ unit: fc.constantFrom(...'0123456789０９ -–\t.kA'), maxLength: 30 });
  fc.assert(
    fc.property(fc.constantFrom(...CARRIERS), texts, (carrier, text) => {
      const first = parse(carrier, text);
      if (!first.ok) return;
      expect(first.input.trackingNumber).toMatch(/^[0-9]{8,16}$/);
      expect(parse(carrier, first.input.trackingNumber)).toEqual(first);
    }),
    { numRuns: 2_000 },
  );
});

describe('a carrier', () => {
  it('has a name of its own in both languages', () => {
    for (const locale of ['ko', 'en'] as const) {
      const names = CARRIERS.map((carrier) => carrierName(carrier, locale));
      expect(new Set(names).size).toBe(CARRIERS.length);
    }
  });

  it('is found by the id that a trade stores, and no other text is one', () => {
    for (const carrier of CARRIERS) expect(carrierWithId(carrier)).toBe(carrier);
    expect(carrierWithId('toString')).toBeUndefined();
  });
});
