import { announceOtherAccount } from '@/components/action/send-change';
import { MADE_FOR_HEADER, madeForHere } from '@/lib/accounts/made-for';
import type { ItemPicture } from '@/lib/item-picture';

export const MAX_UPLOAD_BYTES = 10 * 1024 * 1024;

/** HEIC is left out, so that an iPhone converts its photos to JPEG. */
export const ACCEPTED_TYPES = 'image/jpeg,image/png,image/webp,image/avif,image/gif';

/** Why a picture was not accepted; the texts are `sell.pictures.faults.*`. */
export type UploadFault = 'heic' | 'unsupported' | 'tooLarge' | 'tooMany' | 'loggedOut' | 'broken';

export type UploadAnswer = { ok: true; picture: ItemPicture } | { ok: false; fault: UploadFault };

/** The faults of a file that can be found without sending it. */
export function faultOfFile(file: { name: string; type: string; size: number }): UploadFault | null {
  if (/^image\/hei[cf]/.test(file.type) || /\.hei[cf]$/i.test(file.name)) return 'heic';
  if (file.type !== '' && !ACCEPTED_TYPES.split(',').includes(file.type)) return 'unsupported';
  return file.size > MAX_UPLOAD_BYTES ? 'tooLarge' : null;
}

/**
 * Sends a picture to the server. It uses `XMLHttpRequest`, because `fetch` does not report the progress of an upload.
 *
 * @param onProgress  0 to 1, of the sending; the server's own work follows
 * @param signal      aborts it; the promise then never settles
 */
export function uploadPicture(
  file: File,
  { onProgress, signal }: { onProgress: (done: number) => void; signal: AbortSignal },
): Promise<UploadAnswer> {
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    signal.addEventListener('abort', () => request.abort());
    request.upload.onprogress = ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 0);
    request.onload = () => resolve(answerOf(request.status, request.response));
    request.onerror = () => resolve({ ok: false, fault: 'broken' });
    request.responseType = 'json';
    request.open('POST', '/api/uploads');
    request.setRequestHeader('Content-Type', file.type || 'application/octet-stream');
    request.setRequestHeader(MADE_FOR_HEADER, madeForHere());
    request.send(file);
  });
}

function answerOf(status: number, body: unknown): UploadAnswer {
  if (status === 201) return { ok: true, picture: pictureOf(body as ItemPicture) };
  return { ok: false, fault: faultOf(status, body) };
}

function pictureOf({ key, width, height, blur }: ItemPicture): ItemPicture {
  return { key, width, height, blur };
}

function faultOf(status: number, body: unknown): UploadFault {
  switch (status) {
    case 409:
      announceOtherAccount(body);
      return 'loggedOut';
    case 401:
    case 403:
      return 'loggedOut';
    case 413:
      return 'tooLarge';
    case 415:
      return typeof body === 'object' && body !== null && 'hint' in body && body.hint === 'heic'
        ? 'heic'
        : 'unsupported';
    case 429:
      return 'tooMany';
    default:
      return 'broken';
  }
}
