import { cache } from 'react';
import { publicProfile } from '@/lib/accounts/profile';

/** The member of this page; read once a request, however many components ask for it. */
export const loadProfile = cache(publicProfile);
