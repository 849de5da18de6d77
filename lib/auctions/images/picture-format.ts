/** The number of bytes at the beginning of a file that tell its format. */
export const FORMAT_BYTES = 256;

export type PictureFormat = 'jpeg' | 'png' | 'gif' | 'webp' | 'avif' | 'heic';

/** Major brands of ISO/IEC 23008-12 (HEIF) files that hold HEVC; `mif1` and `msf1` leave it to the compatible ones. */
const HEIC_BRANDS = ['heic', 'heix', 'heim', 'heis', 'hevc', 'hevx', 'hevm', 'hevs'];
const AVIF_BRANDS = ['avif', 'avis'];

/**
 * The format of a picture by its first `FORMAT_BYTES`, whatever its name and its sender say; null for any other file,
 * so that formats with long histories of trouble (SVG, TIFF, PDF) never reach the decoder. For browsers as well.
 */
export function pictureFormat(bytes: Uint8Array): PictureFormat | null {
  const text = (start: number, end: number) => textIn(bytes, start, end);
  if (text(0, 3) === '\xff\xd8\xff') return 'jpeg';
  if (text(0, 8) === '\x89PNG\r\n\x1a\n') return 'png';
  if (text(0, 6) === 'GIF87a' || text(0, 6) === 'GIF89a') return 'gif';
  if (text(0, 4) === 'RIFF' && text(8, 12) === 'WEBP') return 'webp';
  if (text(4, 8) === 'ftyp') return heifFormat(bytes);
  return null;
}

/** The `ftyp` box: its size, its name, the major brand, a version, then the compatible brands. */
function heifFormat(bytes: Uint8Array): 'avif' | 'heic' | null {
  const claimed = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0);
  const size = Math.min(claimed, bytes.byteLength, FORMAT_BYTES);
  const brands = [textIn(bytes, 8, 12)];
  for (let offset = 16; offset + 4 <= size; offset += 4) {
    brands.push(textIn(bytes, offset, offset + 4));
  }
  if (brands.some((brand) => AVIF_BRANDS.includes(brand))) return 'avif';
  if (brands.some((brand) => HEIC_BRANDS.includes(brand))) return 'heic';
  return null;
}

/** One character for each byte, without the bytes that are not there. */
function textIn(bytes: Uint8Array, start: number, end: number): string {
  return String.fromCharCode(...bytes.subarray(start, end));
}
