import { randomBytes } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { env } from '@/lib/env';
import { IMAGE_WIDTHS, type ImageWidth } from './image-url';

/** A store for pictures. Objects are written once and never changed. */
export interface ImageStorage {
  put(name: string, bytes: Buffer): Promise<void>;
  /** Null when there is no such object. */
  get(name: string): Promise<Buffer | null>;
  /** Removing an object that does not exist is no error. */
  remove(name: string): Promise<void>;
}

/** 128 random bits: nobody finds a picture by guessing, and a name says nothing about its owner. */
export function newImageKey(): string {
  return randomBytes(16).toString('hex');
}

export function objectName(key: string, width: ImageWidth): string {
  return `${key}-${width}.webp`;
}

/** Matches exactly the names that `objectName` makes: no name can lead out of the folder. */
const OBJECT_NAME = /^[0-9a-f]{32}-\d{2,4}\.webp$/;

const UNFINISHED = '.part';

/** Pictures in a folder of this machine, which all copies of the web process and of the worker must share. */
export class LocalDisk implements ImageStorage {
  constructor(private readonly folder: string) {}

  /** The file is written under another name first: a reader sees a complete picture or none. */
  async put(name: string, bytes: Buffer): Promise<void> {
    const file = this.fileOf(name);
    // The same picture may be written twice at once.
    const unfinished = `${file}.${randomBytes(4).toString('hex')}${UNFINISHED}`;
    await mkdir(path.dirname(file), { recursive: true });
    try {
      await writeFile(unfinished, bytes, { flag: 'wx' });
      await rename(unfinished, file);
    } catch (error) {
      await rm(unfinished, { force: true });
      throw error;
    }
  }

  async get(name: string): Promise<Buffer | null> {
    try {
      return await readFile(this.fileOf(name));
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
      throw error;
    }
  }

  async remove(name: string): Promise<void> {
    const file = this.fileOf(name);
    const folder = path.dirname(file);
    const names = await readdir(folder).catch(() => []);
    // A process that died while it wrote has left an unfinished file.
    const left = names.filter((one) => one.startsWith(`${name}.`) && one.endsWith(UNFINISHED));
    await Promise.all([name, ...left].map((one) => rm(path.join(folder, one), { force: true })));
  }

  /** Files are spread over 256 folders, because a folder of a hundred thousand files is slow to list and to back up. */
  private fileOf(name: string): string {
    if (!OBJECT_NAME.test(name)) throw new RangeError(`not the name of a stored picture: ${name}`);
    return path.join(this.folder, name.slice(0, 2), name);
  }
}

/** The storage that the settings name. */
export function imageStorage(): ImageStorage {
  return new LocalDisk(env().UPLOAD_DIR);
}

/**
 * Stores all renditions of a picture under its key.
 *
 * @throws after all writes have ended, so that a caller that removes the picture then removes all of it
 */
export async function putImage(
  key: string,
  renditions: Record<ImageWidth, Buffer>,
  storage = imageStorage(),
): Promise<void> {
  const writes = IMAGE_WIDTHS.map((width) => storage.put(objectName(key, width), renditions[width]));
  const failed = (await Promise.allSettled(writes)).find((write) => write.status === 'rejected');
  if (failed) throw failed.reason;
}

export async function removeImage(key: string, storage = imageStorage()): Promise<void> {
  await Promise.all(IMAGE_WIDTHS.map((width) => storage.remove(objectName(key, width))));
}
