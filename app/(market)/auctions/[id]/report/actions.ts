'use server';

import { refresh } from 'next/cache';
import { refused } from '@/components/action/action-state';
import type { ReportState } from '@/components/reports/report-form';
import { action } from '@/lib/accounts/action';
import { actingViewer } from '@/lib/accounts/viewer';
import { textOf } from '@/lib/form-fields';
import { reportAuction } from '@/lib/reports/report-auction';

/** Passes the report of a form to the operators; the page then says that it was received. */
export const reportAuctionAction = action(
  async (auctionId: string, _previous: unknown, form: FormData): Promise<ReportState> => {
    const given = { reason: textOf(form, 'reason'), detail: textOf(form, 'detail') };
    const acting = await actingViewer();
    if (!acting.ok) return refused(acting, given);
    const answer = await reportAuction({ auctionId, userId: acting.viewer.id, report: given });
    if (!answer.ok) return refused(answer, given);
    refresh();
    return { outcome: 'done', kept: null };
  },
);
