import { announceOtherAccount } from '@/components/action/send-change';
import { MADE_FOR_HEADER, madeForHere } from '@/lib/accounts/made-for';
import { FORMAT_BYTES, pictureFormat } from '@/lib/auctions/images/picture-format';
import { MAX_IMAGE_BYTES } from '@/lib/auctions/images/picture-limits';
import type { ItemPicture } from '@/lib/item-picture';

/**
 * What a browser offers to choose from. HEIC is left out, so that an iPhone converts its photos to JPEG. Types alone
 * would hide files that a system knows by another type, such as `image/jpg`.
 */
export const ACCEPTED_TYPES =
  'image/jpeg,image/png,image/webp,image/avif,image/gif,.jpg,.jpeg,.jfif,.png,.webp,.avif,.gif';

/** Why a picture was not accepted; the texts are `sell.pictures.faults.*`. */
export type UploadFault =
  | {
      code:
        | 'heic'
        | 'unsupported'
        | 'empty'
        | 'tooLarge'
        | 'tooMany'
        | 'tooSlow'
        | 'busy'
        | 'loggedOut'
        | 'broken';
    }
  | { code: 'tooManyPixels'; width: number; height: number; maxPixels: number };

export type UploadAnswer = { ok: true; picture: ItemPicture } | { ok: false; fault: UploadFault };

/** The faults of a file that can be found without sending it: by its content, whatever its name and type say. */
export async function faultOfFile(file: File): Promise<UploadFault | null> {
  if (file.size === 0) return { code: 'empty' };
  // A file that cannot be read any more, because it was moved for example, fails when it is sent.
  const head = await file
    .slice(0, FORMAT_BYTES)
    .arrayBuffer()
    .catch(() => null);
  if (head === null) return null;
  const format = pictureFormat(new Uint8Array(head));
  if (format === 'heic') return { code: 'heic' };
  if (format === null) return { code: isCalledHeic(file) ? 'heic' : 'unsupported' };
  return file.size > MAX_IMAGE_BYTES ? { code: 'tooLarge' } : null;
}

/** Some HEIC files cannot be told by their first bytes. */
function isCalledHeic({ name, type }: File): boolean {
  return /^image\/hei[cf]/.test(type) || /\.hei[cf]$/i.test(name);
}

type Watched = {
  /** 0 to 1, of the sending; the server's own work follows. */
  onProgress: (done: number) => void;
  /** Called when the server has no place for the upload yet. */
  onWait: () => void;
  /** Aborts the upload; its promise then never settles. */
  signal: AbortSignal;
};

/** How often an upload is sent before it counts as failed, while the server has no place for it. */
const MOST_ATTEMPTS = 40;
const LONGEST_WAIT_SECONDS = 15;

/** Sends a picture to the server, and again while the server is busy with others. */
export async function uploadPicture(file: File, watched: Watched): Promise<UploadAnswer> {
  for (let attempt = 1; attempt <= MOST_ATTEMPTS; attempt += 1) {
    const answer = await send(file, watched);
    if (!('waitSeconds' in answer)) return answer;
    watched.onWait();
    await pause(Math.min(answer.waitSeconds, LONGEST_WAIT_SECONDS), watched.signal);
  }
  return { ok: false, fault: { code: 'busy' } };
}

/** Never resolves once it is aborted. */
function pause(seconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, seconds * 1_000);
    signal.addEventListener('abort', () => clearTimeout(timer));
  });
}

/** Uses `XMLHttpRequest`, because `fetch` does not report the progress of an upload. */
function send(file: File, { onProgress, signal }: Watched): Promise<UploadAnswer | { waitSeconds: number }> {
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    signal.addEventListener('abort', () => request.abort());
    request.upload.onprogress = ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 0);
    request.onload = () => resolve(answerOf(request.status, request.response));
    request.onerror = () => resolve({ ok: false, fault: { code: 'broken' } });
    request.responseType = 'json';
    request.open('POST', '/api/uploads');
    request.setRequestHeader('Content-Type', file.type || 'application/octet-stream');
    request.setRequestHeader(MADE_FOR_HEADER, madeForHere());
    request.send(file);
  });
}

/** The parts of an answer that are read here. */
type UploadBody = Partial<ItemPicture> & {
  code?: string;
  retryAfterSeconds?: number;
  hint?: string;
  picture?: { width: number; height: number; maxPixels: number };
};

/** @param body  null when it is no JSON */
export function answerOf(status: number, body: UploadBody | null): UploadAnswer | { waitSeconds: number } {
  if (status === 201) return { ok: true, picture: pictureOf(body as ItemPicture) };
  if (body?.code === 'BUSY') return { waitSeconds: body.retryAfterSeconds ?? 1 };
  return { ok: false, fault: faultOf(status, body) };
}

function pictureOf({ key, width, height, blur }: ItemPicture): ItemPicture {
  return { key, width, height, blur };
}

function faultOf(status: number, body: UploadBody | null): UploadFault {
  switch (status) {
    case 409:
      announceOtherAccount(body);
      return { code: 'loggedOut' };
    case 401:
    case 403:
      return { code: 'loggedOut' };
    case 408:
      return { code: 'tooSlow' };
    case 413:
      return body?.picture ? { code: 'tooManyPixels', ...body.picture } : { code: 'tooLarge' };
    case 415:
      return { code: body?.hint === 'heic' ? 'heic' : 'unsupported' };
    case 429:
      return { code: 'tooMany' };
    default:
      return { code: 'broken' };
  }
}
