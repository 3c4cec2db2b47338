import { KeptLateActView } from '../../../../api/late-acts/late-act-view.ts';
import { userKind } from '../../../../shared/access/user-config.ts';
import { changeBy, onlyLeadOf, type Repeatable, toldOf, withLead } from './ask.ts';

/** A rep who had a lead noted something about it: said twice, it was said twice. */
async function keepLateAct(): Promise<Repeatable> {
  const { world } = await withLead({ province: 'TP.HCM' });
  await world.assignAll();
  const { leadId, owner } = onlyLeadOf(world);
  const { documents } = await world.config.current(userKind);
  const user = [...documents.values()].find((one) => one.role === 'rep' && one.repId === owner?.repId)?.email ?? '';
  // By a clock that is ahead, so that it was noted now whenever it comes.
  const notedAt = '2100-01-01T00:00:00.000Z';
  const ask = changeBy(world, 'POST /v1/leads/{leadId}/late-acts', (isOther) => ({
    path: { leadId },
    body: { notedAt, act: { is: 'note', text: isOther ? 'Bận' : 'Hẹn gọi lại' } },
  }));
  return {
    world,
    isNewEachTime: true,
    ask: (asked = {}, table = world.table) => ask({ user, ...asked }, table),
    made: toldOf(world, 'lead.late_act_changed'),
  };
}

/** It is applied, or dismissed. */
const decideLateAct = (what: 'apply' | 'dismiss') => async (): Promise<Repeatable> => {
  const { world, ask: keep, made } = await keepLateAct();
  const { leadId } = onlyLeadOf(world);
  const { lateActId } = KeptLateActView.parse(JSON.parse((await keep()).body));
  const before = made().changes;
  return {
    world,
    ask: changeBy(world, `POST /v1/leads/{leadId}/late-acts/{lateActId}/${what}`, (isOther) => ({
      path: { leadId, lateActId: isOther ? 'A999' : lateActId },
      body: {},
    })),
    made: () => ({ ...made(), changes: made().changes - before }),
  };
};

/** What reps noted when a lead was no longer theirs. */
export const lateActRoutes = {
  'POST /v1/leads/{leadId}/late-acts': keepLateAct,
  'POST /v1/leads/{leadId}/late-acts/{lateActId}/apply': decideLateAct('apply'),
  'POST /v1/leads/{leadId}/late-acts/{lateActId}/dismiss': decideLateAct('dismiss'),
} as const;
