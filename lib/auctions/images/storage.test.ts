import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LocalDisk, newImageKey, objectName, putImage, removeImage } from './storage';

let folder: string;
let disk: LocalDisk;

beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'pictures-'));
  disk = new LocalDisk(path.join(folder, 'uploads'));
});
afterAll(() => rm(folder, { recursive: true }));

const bytes = (text: string) => Buffer.from(text);

describe('pictures on the local disk', () => {
  it('are found under their name, and are gone after removal', async () => {
    const key = newImageKey();
    await putImage(key, { 320: bytes('s'), 640: bytes('m'), 1280: bytes('l') }, disk);
    expect(String(await disk.get(objectName(key, 640)))).toBe('m');
    await removeImage(key, disk);
    expect(await disk.get(objectName(key, 640))).toBeNull();
    await removeImage(key, disk);
  });

  it('leave no unfinished file behind', async () => {
    const key = newImageKey();
    await disk.put(objectName(key, 320), bytes('x'));
    expect(await readdir(path.join(folder, 'uploads', key.slice(0, 2)))).toEqual([objectName(key, 320)]);
  });

  it.each(['../secret.txt', '/etc/passwd', 'a/../../secret.txt', '..%2fsecret', '', 'a'.repeat(32)])(
    'are not read from elsewhere: %s',
    async (name) => {
      await writeFile(path.join(folder, 'secret.txt'), 'secret');
      await expect(disk.get(name)).rejects.toThrow(RangeError);
      await expect(disk.remove(name)).rejects.toThrow(RangeError);
    },
  );
});
