import { endpoint } from '@/lib/api/endpoint';
import { handle } from '@/lib/api/handle';
import { resource } from '@/lib/api/resource';
import { receiveUpload } from '@/lib/auctions/images/receive-upload';
import { toWirePicture, wirePictureSchema } from '@/lib/auctions/wire';

const uploadEndpoint = endpoint({
  method: 'POST',
  path: '/api/uploads',
  summary: 'Upload a picture for an item: the file as the body, or in a form',
  auth: 'required',
  status: 201,
  answer: wirePictureSchema,
  description:
    'JPEG, PNG, WebP, AVIF or GIF of up to 10 MB and 64 megapixels, whatever type is declared. BUSY: the server is making other pictures; send it again after `Retry-After`.',
  refusals: ['TOO_LARGE', 'TOO_SLOW', 'UNSUPPORTED_MEDIA', 'BUSY'],
  limit: 'upload',
});

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource(
  handle(uploadEndpoint, async ({ viewer, request }) => {
    const received = await receiveUpload(viewer.id, request);
    return received.ok ? toWirePicture(received.picture) : received;
  }),
);
