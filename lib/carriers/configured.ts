import { type Env, env } from '@/lib/env';
import type { ParcelTracker } from './tracker';
import { trackerDelivery } from './tracker-delivery';

type TrackerSettings = Pick<
  Env,
  'TRACKER_DELIVERY_API_URL' | 'TRACKER_DELIVERY_CLIENT_ID' | 'TRACKER_DELIVERY_CLIENT_SECRET'
>;

/** The tracker of parcels; null without credentials: the words of the two people and the deadlines of a trade do instead. */
export function parcelTracker(settings: TrackerSettings = env()): ParcelTracker | null {
  const apiUrl = settings.TRACKER_DELIVERY_API_URL;
  const { TRACKER_DELIVERY_CLIENT_ID: clientId, TRACKER_DELIVERY_CLIENT_SECRET: clientSecret } = settings;
  return clientId && clientSecret ? trackerDelivery({ apiUrl, clientId, clientSecret }) : null;
}
