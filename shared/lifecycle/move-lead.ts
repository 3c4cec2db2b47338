import type { Actor } from '../../events/index.ts';
import type { ConfigReader } from '../config/index.ts';
import { changeLead, type Lead, type MoveReason, movedByPerson, readLead, type Stage } from '../leads/index.ts';
import type { Clock } from '../platform/clock.ts';
import { NotFoundError } from '../platform/errors.ts';
import type { IdSource, LeadId } from '../platform/ids.ts';
import type { Table, WriteItem } from '../platform/table.ts';
import { refuseOtherVersion, untilWritten } from '../platform/versioned.ts';
import { ImpossibleMoveError } from './errors.ts';
import { lifecycleInForce } from './rules-in-force.ts';
import { whyImpossible } from './rules-move.ts';

/** A person says at which stage a lead is. */
export interface MoveAsked {
  readonly leadId: LeadId;
  readonly to: Stage;
  readonly because: MoveReason;
  /** The version of the lead that the person saw; undefined: none was named. */
  readonly seenVersion: number | undefined;
  /** Who may decide is for the caller to know. */
  readonly actor: Actor;
  /** The request that asks. */
  readonly correlationId: string;
  /** Returns further writes for the same transaction. */
  readonly along: (moved: Lead) => readonly WriteItem[];
}

export interface MoveParts {
  readonly table: Table;
  readonly config: ConfigReader;
  readonly clock: Clock;
  readonly ids: Pick<IdSource, 'entryId'>;
}

/**
 * Moves a lead to a stage because a person says so.
 * @throws NotFoundError; PreconditionFailedError when the lead is another than the person saw; ImpossibleMoveError
 */
export function moveLead(asked: MoveAsked, parts: MoveParts): Promise<Lead> {
  const { leadId, to, because, seenVersion, actor, correlationId, along } = asked;
  return untilWritten(async () => {
    const [before, rules] = await Promise.all([readLead(parts.table, leadId, { consistent: true }), lifecycleInForce(parts.config)]);
    if (!before) throw new NotFoundError('no such lead');
    refuseOtherVersion('lead', before, seenVersion);
    const why = whyImpossible(before, to, rules);
    if (why) throw new ImpossibleMoveError(`${why.en} ${why.vi}`);
    const at = parts.clock();
    const { after, writes } = changeLead({
      before,
      at,
      actor,
      cause: { correlationId, causationId: correlationId },
      rules,
      ids: parts.ids,
      draft: (lead) => movedByPerson(lead, to, because, at),
    });
    await parts.table.transact([...writes, ...along(after)]);
    return after;
  });
}
