import { cache } from 'react';
import { publicProfile } from '@/lib/accounts/profile';

/** The member of this page; once a request, however many parts of the page ask. */
export const loadProfile = cache(publicProfile);
