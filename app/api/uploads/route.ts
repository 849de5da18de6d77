import { endpoint } from '@/lib/api/endpoint';
import { handle } from '@/lib/api/handle';
import { resource } from '@/lib/api/resource';
import { readUpload } from '@/lib/auctions/images/read-upload';
import { storeUpload } from '@/lib/auctions/images/store-upload';
import { toWirePicture, wirePictureSchema } from '@/lib/auctions/wire';

const uploadEndpoint = endpoint({
  method: 'POST',
  path: '/api/uploads',
  summary: 'Upload a picture for an item: the file as the body, or in a form',
  auth: 'required',
  status: 201,
  answer: wirePictureSchema,
  refusals: ['TOO_LARGE', 'UNSUPPORTED_MEDIA'],
  limit: 'upload',
});

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource(
  handle(uploadEndpoint, async ({ viewer, request }) => {
    const upload = await readUpload(request);
    if (!upload.ok) return upload;
    const stored = await storeUpload({ userId: viewer.id, bytes: upload.bytes });
    return stored.ok ? toWirePicture(stored.picture) : stored;
  }),
);
