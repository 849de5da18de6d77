import { headers } from 'next/headers';
import { textOf } from '@/lib/form-fields';
import { clientAddress } from '@/lib/http/client-address';
import type { Proof } from './confirm-owner';
import { sessionOf } from './session';

/** The proof in a form of a page: its field `password`, and the session by which it was sent. */
export async function proofIn(form: FormData): Promise<Proof> {
  const requestHeaders = await headers();
  return {
    password: textOf(form, 'password'),
    login: await sessionOf(requestHeaders),
    address: clientAddress(requestHeaders),
  };
}
