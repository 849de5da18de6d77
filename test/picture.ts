import sharp from 'sharp';

/** A PNG of one pixel whose head claims this size. */
export async function pngThatClaims(width: number, height: number): Promise<Buffer> {
  const create = { width: 1, height: 1, channels: 3, background: '#888' } as const;
  const png = await sharp({ create }).png().toBuffer();
  // Behind eight bytes of signature and four of length: IHDR, width, height, five bytes more, and the checksum of all that.
  png.writeUInt32BE(width, 16);
  png.writeUInt32BE(height, 20);
  png.writeUInt32BE(crc32(png.subarray(12, 29)), 29);
  return png;
}

/** The checksum of a PNG's chunk (ISO 3309); Node has one only from 20.15 on. */
function crc32(bytes: Uint8Array): number {
  let crc = ~0;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  return ~crc >>> 0;
}
