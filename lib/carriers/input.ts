import { z } from 'zod';
import { CARRIERS, isNumberOf, withoutSeparators } from './carriers';

/** The carrier of a parcel and its tracking number, which becomes digits alone, as many as this carrier's numbers have. */
export const shipmentSchema = z
  .object({
    carrier: z.enum(CARRIERS, { error: 'carrier' }),
    trackingNumber: z
      .string({ error: 'trackingNumber' })
      .overwrite(withoutSeparators)
      .regex(/^\d{8,16}$/, { error: 'trackingNumber' }),
  })
  .refine(({ carrier, trackingNumber }) => isNumberOf(carrier, trackingNumber), {
    error: 'trackingNumber',
    path: ['trackingNumber'],
  });
