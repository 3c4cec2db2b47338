import { type Actor, leadRevealed } from '../../events/index.ts';
import { readMaskingOf } from '../access/index.ts';
import type { ConfigReader } from '../config/index.ts';
import { type Lead, putTimelineEntry, readLead, timelineEntry } from '../leads/index.ts';
import { type Clock, isoTime } from '../platform/clock.ts';
import { NotFoundError, NotPossibleNowError } from '../platform/errors.ts';
import type { IdSource, LeadId, RepId } from '../platform/ids.ts';
import type { Log } from '../platform/logging.ts';
import type { Table } from '../platform/table.ts';
import { untilWritten } from '../platform/versioned.ts';
import { type Proposal, readOpenProposals } from '../proposals/index.ts';
import { isOffered, readAssignment } from '../routing/index.ts';
import { markRevealed, readSeat, type Seat } from '../seats/index.ts';
import { countReading } from './readings.ts';
import { isSameVisit } from './rules-reveal.ts';
import { putTellReading } from './tell-reading-request.ts';

/** A rep asks how to reach a lead. */
export interface RevealAsked {
  readonly leadId: LeadId;
  readonly repId: RepId;
  readonly actor: Actor;
  readonly correlationId: string;
}

/** How a lead is reached, for whoever has it. */
export interface Revealed {
  readonly lead: Lead;
  readonly proposals: readonly Proposal[];
  /** When the visit began in which they look; null where nothing is masked, and looking is nothing of note. */
  readonly revealedAt: string | null;
}

export interface RevealParts {
  readonly table: Table;
  readonly config: ConfigReader;
  readonly clock: Clock;
  readonly ids: Pick<IdSource, 'entryId'>;
  readonly log: Log;
}

/** Refuses to tell the number of what is offered, and not accepted yet. */
export class NotAcceptedYetError extends NotPossibleNowError {}

/**
 * Tells a rep how to reach a lead that is theirs, and notes that they asked: once for each visit, so that looking again notes nothing more.
 * @throws NotFoundError for a lead of which they have nothing; NotAcceptedYetError for one that is only offered to them
 */
export function revealNumber(asked: RevealAsked, parts: RevealParts): Promise<Revealed> {
  return untilWritten(async () => {
    const { table, config, clock, ids, log } = parts;
    const { repId, actor, correlationId } = asked;
    const lead = await readLead(table, asked.leadId, { consistent: true });
    const seat = lead && (await readSeat(table, lead.leadId, repId));
    if (!lead || !seat) throw new NotFoundError('no such lead');
    const [isAccepted, masking, proposals] = await Promise.all([
      hasAccepted(table, seat),
      readMaskingOf(lead, config),
      readOpenProposals(table, lead),
    ]);
    if (!isAccepted) {
      throw new NotAcceptedYetError(
        'Accept the lead first: then its number is shown. Hãy nhận khách trước, sau đó số điện thoại sẽ hiện ra.',
      );
    }
    if (!masking.numbers && !masking.addresses) return { lead, proposals, revealedAt: null };
    const at = clock();
    if (seat.revealedAt !== undefined && isSameVisit(seat.revealedAt, at)) return { lead, proposals, revealedAt: seat.revealedAt };
    const cause = { correlationId, causationId: correlationId };
    const entry = timelineEntry(leadRevealed, { leadId: lead.leadId, leadVersion: lead.version, at, actor, ...cause }, { repId }, ids);
    const counted = await countReading(table, repId, at);
    const told = counted.unusual ? [putTellReading({ leadId: lead.leadId, repId, at: isoTime(at), ...counted.unusual })] : [];
    await table.transact([markRevealed(seat, isoTime(at)), putTimelineEntry(entry), counted.write, ...told]);
    log.info('number revealed', { leadId: lead.leadId, repId });
    if (counted.unusual) log.warn('unusual reading of numbers', { repId, ...counted.unusual });
    return { lead, proposals, revealedAt: isoTime(at) };
  });
}

/** Tells whether something of what a rep has of a lead is theirs, and not only offered. */
async function hasAccepted(table: Table, { leadId, repId, subjects }: Seat): Promise<boolean> {
  const assignments = await Promise.all(subjects.map((subject) => readAssignment(table, leadId, subject)));
  return assignments.some((assignment) => assignment?.repId === repId && !isOffered(assignment));
}
