import { type Actor, leadRevealed } from '../../events/index.ts';
import { readMaskingOf } from '../access/index.ts';
import type { ConfigReader } from '../config/index.ts';
import { type Lead, putTimelineEntry, readLead, timelineEntry } from '../leads/index.ts';
import { type Clock, isoTime } from '../platform/clock.ts';
import { NotFoundError, NotPossibleNowError } from '../platform/errors.ts';
import type { IdSource, LeadId, RepId } from '../platform/ids.ts';
import type { Log } from '../platform/logging.ts';
import type { Table, WriteItem } from '../platform/table.ts';
import { untilWritten } from '../platform/versioned.ts';
import { type Proposal, readOpenProposals } from '../proposals/index.ts';
import { markRevealed } from '../seats/index.ts';
import { changed, writeTasks } from '../tasks/index.ts';
import { findGround, type Ground } from './find-ground.ts';
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

/** How a lead is reached, for whoever has it or is to call it. */
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
 * Tells a rep how to reach a lead that is theirs, or that they were asked to call, and notes that they asked: once for each visit, so that looking again notes nothing more.
 * @throws NotFoundError for a lead of which they have nothing; NotAcceptedYetError for one that is only offered to them
 */
export function revealNumber(asked: RevealAsked, parts: RevealParts): Promise<Revealed> {
  return untilWritten(async () => {
    const { table, config, clock, ids, log } = parts;
    const { repId, actor, correlationId } = asked;
    const lead = await readLead(table, asked.leadId, { consistent: true });
    const ground = lead && (await findGround(table, lead, repId));
    if (!lead || !ground) throw new NotFoundError('no such lead');
    if (ground.kind === 'offered') {
      throw new NotAcceptedYetError(
        'Accept the lead first: then its number is shown. Hãy nhận khách trước, sau đó số điện thoại sẽ hiện ra.',
      );
    }
    const [masking, proposals] = await Promise.all([readMaskingOf(lead, config), readOpenProposals(table, lead)]);
    if (!masking.numbers && !masking.addresses) return { lead, proposals, revealedAt: null };
    const at = clock();
    const { revealedAt } = ground;
    if (revealedAt !== undefined && isSameVisit(revealedAt, at)) return { lead, proposals, revealedAt };
    const cause = { correlationId, causationId: correlationId };
    const entry = timelineEntry(leadRevealed, { leadId: lead.leadId, leadVersion: lead.version, at, actor, ...cause }, { repId }, ids);
    const counted = await countReading(table, repId, at);
    const told = counted.unusual ? [putTellReading({ leadId: lead.leadId, repId, at: isoTime(at), ...counted.unusual })] : [];
    await table.transact([...markVisit(ground, at), putTimelineEntry(entry), counted.write, ...told]);
    log.info('number revealed', { leadId: lead.leadId, repId });
    if (counted.unusual) log.warn('unusual reading of numbers', { repId, ...counted.unusual });
    return { lead, proposals, revealedAt: isoTime(at) };
  });
}

/** Notes the visit where what lets the rep ask stands, on its version: whoever is to do the task no more is told nothing. */
function markVisit(ground: Exclude<Ground, { kind: 'offered' }>, at: Date): readonly WriteItem[] {
  const revealedAt = isoTime(at);
  return ground.kind === 'seat' ? [markRevealed(ground.seat, revealedAt)] : writeTasks([changed(ground.task, { revealedAt })], at);
}
