import type { Act, Lead, LeadStatus } from '../leads/index.ts';
import { opportunitiesOf } from '../needs/index.ts';
import { isoTime } from '../platform/clock.ts';
import { leadSubject, type PoolId, type SubjectId } from '../platform/ids.ts';
import type { PutWrite, Table } from '../platform/table.ts';
import { assignMessageFor } from '../routing/index.ts';
import { timerIdFor } from '../timers/index.ts';
import { putForwardTimer } from '../work/index.ts';

type Apart = Extract<LeadStatus, 'disqualified' | 'recycled'>;

const isApart = (status: LeadStatus): status is Apart => status === 'disqualified' || status === 'recycled';

/**
 * Returns the timers by which needs with owners of their own follow their lead to a status: what nobody works with takes them from their owners, with
 * their tasks, and what comes back asks their pools again. The pools' own writers do it, within a minute. Hardly a lead has such a need: then nothing is read.
 */
export async function needsFollow(
  lead: Lead,
  to: LeadStatus,
  { at, cause: { correlationId } }: Pick<Act, 'at' | 'cause'>,
  table: Table,
): Promise<PutWrite[]> {
  const isBack = to === 'active' && isApart(lead.status);
  if ((!isApart(to) && !isBack) || lead.evidence.opportunities.open === 0) return [];
  const { leadId } = lead;
  const needs = (await opportunitiesOf(table, lead, { consistent: true })).filter(({ state }) => state === 'open');
  const pools = new Map<SubjectId, PoolId>(
    needs.flatMap(({ subject, poolId }) => (subject === leadSubject || poolId === null ? [] : [[subject, poolId] as const])),
  );
  return [...pools].map(([subject, poolId]) => {
    const due = { timerId: timerIdFor('needFollows', leadId, subject), dueAt: isoTime(at) };
    const about = { v: 1, leadId, subject, poolId, correlationId } as const;
    const asked = isBack
      ? ({ ...about, kind: 'assign', cause: 'returned', causationId: correlationId } as const)
      : // Whoever has it by then loses it, by whatever decision.
        ({ ...about, kind: 'recall', cause: 'over', decisionId: subject } as const);
    return putForwardTimer(due, 'assign', assignMessageFor(asked));
  });
}
