import { databaseTime } from '@/lib/database-time';
import { notePageTime } from '@/lib/live/note-page-time';

/** Gives the page the server's time, so that no countdown and no form goes by the device's clock. */
export async function PageTimeScript() {
  const script = `(${notePageTime.toString()})(${(await databaseTime()).getTime()})`;
  // biome-ignore lint/security/noDangerouslySetInnerHtml: our own function and a number
  return <script dangerouslySetInnerHTML={{ __html: script }} />;
}
