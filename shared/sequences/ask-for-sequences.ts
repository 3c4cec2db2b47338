import type { ConfigReader } from '../config/index.ts';
import type { StoredEntry } from '../leads/index.ts';
import { askFor, type WorkRequest } from '../work/index.ts';
import { enrolRequest } from './enrol-request.ts';
import { hastenRequest } from './hasten-request.ts';
import { asMoved, hastens, startedBy } from './rules-asks.ts';
import { aboutOf } from './rules-triggers.ts';
import { sequencesInForce } from './sequences-in-force.ts';
import { stopRequest } from './stop-request.ts';

/**
 * Returns what is to be asked of `work` because of an entry of a lead's history: to put the lead into sequences, to look at its
 * runs, and to end those of a person who answered. Nothing
 * where no sequence names such entries.
 * @param told all that the entry's change told
 */
export async function asksForSequences(
  entry: StoredEntry,
  told: readonly StoredEntry[],
  config: ConfigReader,
): Promise<readonly WorkRequest[]> {
  const inForce = await sequencesInForce(config);
  const { version } = inForce;
  const sequences = [...inForce.sequences.values()];
  const { leadId, id: entryId, at: happenedAt } = entry;
  const started = startedBy(asMoved(entry, told), sequences);
  const about = started.length > 0 ? aboutOf(entry) : {};
  return [
    ...started.map((sequenceId) => askFor(enrolRequest, { leadId, sequenceId, entryId, happenedAt, about, version })),
    ...(entry.type === 'mail.replied' && sequences.length > 0
      ? [askFor(stopRequest, { leadId, entryId, repliedAt: happenedAt, version })]
      : []),
    ...(hastens(entry, sequences) ? [askFor(hastenRequest, { leadId, version })] : []),
  ];
}
