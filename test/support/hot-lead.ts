import type { z } from 'zod';
import { temperatureChanged } from '../../events/index.ts';
import { type Lead, timelineEntry } from '../../shared/leads/index.ts';
import { EntryId } from '../../shared/platform/ids.ts';
import { keys } from '../../shared/platform/keys.ts';
import type { Item } from '../../shared/platform/table.ts';

/** Names the timeline entry by which a test's lead became hot. */
export const rise = { entryId: EntryId.parse('T1'), at: '2026-11-22T03:00:00.000Z' } as const;

type Data = z.infer<typeof temperatureChanged.write>;

/** That entry as it lies in the table: the lead's owner was told by it, if it had one then. */
export function riseItem(lead: Lead, data: Partial<Data> = {}): Item {
  const change = {
    leadId: lead.leadId,
    leadVersion: lead.version,
    at: new Date(rise.at),
    actor: { kind: 'system' as const, id: 'score-leads' },
    correlationId: lead.leadId,
    causationId: 'scoring/1',
  };
  const told: Data = {
    from: 'warm',
    to: 'hot',
    reason: 'interest',
    rules: ['asked-for-advice', 'looked-at-prices'],
    rulesVersion: 1,
    repId: lead.owner?.repId ?? null,
    ...data,
  };
  const entry = timelineEntry(temperatureChanged, change, told, { entryId: () => rise.entryId });
  return { ...keys.timelineEntry(lead.leadId, entry.at, entry.id), ...entry };
}
