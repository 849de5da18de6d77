import { getTranslations } from 'next-intl/server';
import { readLedgerFilter } from '@/app/(account)/wallet/ledger-filter';
import { entryKind } from '@/components/wallet/entry-kind';
import { loginPath } from '@/lib/accounts/return-path';
import { currentViewer } from '@/lib/accounts/viewer';
import { refusalResponse } from '@/lib/api/refusal-response';
import { csvResponse } from '@/lib/csv';
import { seeOther } from '@/lib/http/see-other';
import { consume } from '@/lib/rate-limit';
import { ledgerCsv } from '@/lib/wallet/ledger-csv';
import { ledgerEntries } from '@/lib/wallet/transactions';

/** The viewer's ledger as a spreadsheet, streamed, with the filter of the page that leads here. */
export async function GET(request: Request): Promise<Response> {
  const viewer = await currentViewer();
  if (!viewer) return seeOther(loginPath('/wallet'));
  const counted = await consume('exportFile', viewer.id);
  if (!counted.ok) return refusalResponse(counted, request);
  const filter = readLedgerFilter(Object.fromEntries(new URL(request.url).searchParams));
  const [columns, ledger] = await Promise.all([
    getTranslations('wallet.csv'),
    getTranslations('wallet.ledger'),
  ]);
  const header = {
    time: columns('time'),
    type: columns('type'),
    auction: columns('auction'),
    balanceDelta: columns('balanceDelta'),
    lockedDelta: columns('lockedDelta'),
    balanceAfter: columns('balanceAfter'),
    lockedAfter: columns('lockedAfter'),
  };
  const csv = ledgerCsv(ledgerEntries({ userId: viewer.id, ...filter }), {
    header,
    kind: (entry) => ledger(entryKind(entry)),
    removedItem: ledger('removedItem'),
  });
  return csvResponse(csv, 'neighborbid-ledger.csv');
}
