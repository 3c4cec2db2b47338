import { AssignMessage, type AssignRequest } from '../../events/index.ts';
import { type Clock, isoTime, minutesMs } from '../platform/clock.ts';
import { LeadId, leadSubject } from '../platform/ids.ts';
import type { OutgoingMessage, Queue } from '../platform/queues.ts';
import type { Table } from '../platform/table.ts';
import { askForMany, readAssignment } from '../routing/index.ts';
import type { Asked, Import } from './import.ts';

/** Longer than any pool takes for a part: whoever has not been given away by then is held up by something else, and holds up nobody. */
const longestWaitMs = minutesMs;

/**
 * Gathers what the pools are asked for by the rows of a part, and asks each pool by one message at its end: a pool gives leads away one transaction after the other, so a message for
 * each row would have everybody who posts a form meanwhile wait behind the list.
 */
export class GatheredAsks {
  readonly #requests: AssignRequest[] = [];

  readonly queue: Queue = {
    send: async (message) => this.#gather(message),
    sendAll: async (messages) => {
      for (const message of messages) this.#gather(message);
    },
  };

  #gather({ body }: OutgoingMessage): void {
    const message = AssignMessage.parse(body);
    if (message.kind !== 'assign') throw new TypeError('a row of a list takes nothing back');
    this.#requests.push(message);
  }

  /** Asks the pools. Safe to repeat. @param name of the part */
  async send(assign: Queue, name: string): Promise<void> {
    for (const message of askForMany(this.#requests, name)) await assign.send(message);
  }

  /** The last new lead that each pool was asked for; undefined where none was. */
  last(clock: Clock): Asked | undefined {
    const created = this.#requests.filter(({ cause, subject }) => cause === 'created' && subject === leadSubject);
    const leads = [...new Map(created.map(({ poolId, leadId }) => [poolId, LeadId.parse(leadId)])).values()];
    return leads.length === 0 ? undefined : { at: isoTime(clock()), leads };
  }
}

/** Tells whether the pools have come to the end of what the part before the last one asked them for: only then comes the next one, so that rows are taken in while pools give away. */
export async function havePoolsDecided({ asked }: Pick<Import, 'asked'>, table: Table, clock: Clock): Promise<boolean> {
  if (!asked || Date.parse(asked.at) + longestWaitMs < clock().getTime()) return true;
  const found = await Promise.all(asked.leads.map((leadId) => readAssignment(table, leadId, leadSubject)));
  return found.every((assignment) => assignment !== undefined);
}
