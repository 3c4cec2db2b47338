import { SegmentId } from '../../../../shared/platform/ids.ts';
import { keepByHand } from '../../../../shared/segments/index.ts';
import { putInByHand, sequenceKind } from '../../../../shared/sequences/index.ts';
import { unheardQueue } from '../../../support/queues.ts';
import { changeBy, type Repeatable, toldOf, withLead } from './ask.ts';

/** A lead comes into a list that is kept by hand, or goes. */
const keepInList = (method: 'PUT' | 'DELETE') => async (): Promise<Repeatable> => {
  const { world, lead } = await withLead();
  const list = { leadId: lead.leadId, segmentId: SegmentId.parse('khach-vip') };
  const act = { ...list, isIn: true, actor: { kind: 'user', id: 'mai' }, correlationId: 'c', along: () => [] } as const;
  if (method === 'DELETE') await keepByHand(act, world.parts);
  return {
    world,
    namesItself: true,
    ask: changeBy(world, `${method} /v1/segments/{segmentId}/leads/{leadId}`, (isOther) => ({
      path: isOther ? { ...list, segmentId: 'no-such-segment' } : list,
    })),
    made: toldOf(world, method === 'PUT' ? 'segment.entered' : 'segment.left'),
  };
};

/** A lead is put into a sequence by hand, or taken out of it. */
const enrolByHand = (method: 'POST' | 'DELETE') => async (): Promise<Repeatable> => {
  const { world, lead } = await withLead();
  const [sequenceId, otherId] = ['cam-on', 'no-such-sequence'];
  world.config.change(sequenceKind, sequenceId, ({ enterIf: _enterIf, ...one }) => ({
    ...one,
    exits: [],
    triggers: [{ on: 'manual' as const }],
  }));
  const act = { leadId: lead.leadId, sequenceId, actor: { kind: 'user', id: 'mai' }, correlationId: 'c', along: () => [] } as const;
  if (method === 'DELETE') await putInByHand(act, { ...world.parts, queues: { mail: unheardQueue, work: unheardQueue } });
  const ask =
    method === 'POST'
      ? changeBy(world, 'POST /v1/leads/{leadId}/enrolments', (isOther) => ({
          path: { leadId: lead.leadId },
          body: { sequenceId: isOther ? otherId : sequenceId },
        }))
      : changeBy(world, 'DELETE /v1/leads/{leadId}/enrolments/{sequenceId}', (isOther) => ({
          path: { leadId: lead.leadId, sequenceId: isOther ? otherId : sequenceId },
        }));
  return { world, ask, namesItself: method === 'DELETE', made: toldOf(world, method === 'POST' ? 'sequence.enrolled' : 'sequence.ended') };
};

/** Lists that are kept by hand, and sequences. */
export const nurtureRoutes = {
  'PUT /v1/segments/{segmentId}/leads/{leadId}': keepInList('PUT'),
  'DELETE /v1/segments/{segmentId}/leads/{leadId}': keepInList('DELETE'),
  'POST /v1/leads/{leadId}/enrolments': enrolByHand('POST'),
  'DELETE /v1/leads/{leadId}/enrolments/{sequenceId}': enrolByHand('DELETE'),
} as const;
