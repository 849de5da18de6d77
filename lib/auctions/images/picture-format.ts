export type PictureFormat = 'jpeg' | 'png' | 'gif' | 'webp' | 'avif' | 'heic';

/** Major brands of ISO/IEC 23008-12 (HEIF) files that hold HEVC; `mif1` and `msf1` leave it to the compatible ones. */
const HEIC_BRANDS = ['heic', 'heix', 'heim', 'heis', 'hevc', 'hevx', 'hevm', 'hevs'];
const AVIF_BRANDS = ['avif', 'avis'];

/**
 * The format of a picture by its first bytes, whatever its name and its sender say; null for any other file,
 * so that formats with long histories of trouble (SVG, TIFF, PDF) never reach the decoder.
 */
export function pictureFormat(bytes: Buffer): PictureFormat | null {
  const text = (start: number, end: number) => bytes.toString('latin1', start, end);
  if (text(0, 3) === '\xff\xd8\xff') return 'jpeg';
  if (text(0, 8) === '\x89PNG\r\n\x1a\n') return 'png';
  if (text(0, 6) === 'GIF87a' || text(0, 6) === 'GIF89a') return 'gif';
  if (text(0, 4) === 'RIFF' && text(8, 12) === 'WEBP') return 'webp';
  if (text(4, 8) === 'ftyp') return heifFormat(bytes);
  return null;
}

/** The `ftyp` box: its size, its name, the major brand, a version, then the compatible brands. */
function heifFormat(bytes: Buffer): 'avif' | 'heic' | null {
  const size = Math.min(bytes.readUInt32BE(0), bytes.byteLength, 256);
  const brands = [bytes.toString('latin1', 8, 12)];
  for (let offset = 16; offset + 4 <= size; offset += 4) {
    brands.push(bytes.toString('latin1', offset, offset + 4));
  }
  if (brands.some((brand) => AVIF_BRANDS.includes(brand))) return 'avif';
  if (brands.some((brand) => HEIC_BRANDS.includes(brand))) return 'heic';
  return null;
}
