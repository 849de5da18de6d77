import { databaseTime } from '@/lib/database-time';
import { notePageTime } from '@/lib/live/note-page-time';

/** Gives the page the server's time, so that no countdown and no form goes by the device's clock. */
export async function PageTimeScript() {
  // Pages that need no database are there during an outage too; they learn the time from the first message.
  const now = await databaseTime().catch(() => null);
  if (!now) return null;
  const script = `(${notePageTime.toString()})(${now.getTime()})`;
  // biome-ignore lint/security/noDangerouslySetInnerHtml: our own function and a number
  return <script dangerouslySetInnerHTML={{ __html: script }} />;
}
