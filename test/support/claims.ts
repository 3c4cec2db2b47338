import { WorkMessage } from '../../events/index.ts';
import { createHandler } from '../../functions/answer-links/app.ts';
import { leadSubject, PoolId, RepId } from '../../shared/platform/ids.ts';
import { keys } from '../../shared/platform/keys.ts';
import { silentLog } from '../../shared/platform/logging.ts';
import type { Table } from '../../shared/platform/table.ts';
import { claimOpen, claimUrl, readAssignment } from '../../shared/routing/index.ts';
import { type PoolConfig, poolKind } from '../../shared/routing/pool-config.ts';
import { repKind } from '../../shared/routing/rep-config.ts';
import { Timer } from '../../shared/timers/index.ts';
import { doWork, forwardWork } from '../../shared/work/index.ts';
import { lambdaContext, postEvent } from './capture.ts';
import { signedLinkKey } from './confirming.ts';
import { createWorld } from './lead-world/world.ts';
import { unheardQueue } from './queues.ts';

export const south = PoolId.parse('south');
export const minutes = 60_000;

/** A lead of the south that is open to whoever of its reps accepts first. */
export async function openWorld({ reps = 4, ...pool }: Partial<PoolConfig> & { readonly reps?: number } = {}) {
  const world = createWorld();
  const repIds = Array.from({ length: reps }, (_, place) => RepId.parse(`rep.${place}`));
  const { documents } = await world.config.current(repKind);
  const [some] = documents.values();
  if (!some) throw new Error('no rep is configured');
  const added = repIds.map((id) => ({ ...some, id, active: true }));
  world.config.add(repKind, added);
  const members = repIds.map((repId) => ({ repId, weight: 1 }));
  world.config.change(poolKind, south, (before) => ({ ...before, mode: 'claim' as const, members, ...pool }));
  world.pass(24 * 60 * minutes);
  const arrive = async (index = 0) => {
    const phone = `0912345${String(600 + index)}`;
    await world.takeIn(world.post({ fullName: 'Nguyễn Thị Hường', email: `huong${index}@example.com`, phone, province: 'TP.HCM' }));
    await world.assignAll();
  };
  const lead = (index = 0) => {
    const found = world.leads()[index];
    if (!found) throw new Error('no lead');
    return found;
  };
  const assignment = async (index = 0) => {
    const found = await readAssignment(world.table, lead(index).leadId, leadSubject);
    if (!found) throw new Error('the lead has no assignment');
    return found;
  };
  const opened = async (index = 0) => {
    const found = await assignment(index);
    const claim = found.repId === null ? found.claim : undefined;
    if (!claim) throw new Error('the lead is not open');
    return { leadId: lead(index).leadId, subject: leadSubject, decisionId: claim.decisionId, until: claim.until };
  };
  const answerOf = (claim: Omit<Awaited<ReturnType<typeof opened>>, 'until'>, repId: RepId) => {
    const { leadId, subject, decisionId } = claim;
    return { leadId, subject, decisionId, repId, correlationId: `claim-${repId}` };
  };
  const claim = (open: Awaited<ReturnType<typeof opened>>, repId: RepId, table: Table = world.table) =>
    claimOpen(answerOf(open, repId), { ...world.parts, table });
  /** Does what timers have for the pools by now; they stay until they are done. */
  const runTimers = async () => {
    const now = world.parts.clock().toISOString();
    const due = world.itemsOf('DUE#').map((item) => Timer.parse(item));
    const own = due.filter(({ groupId, dueAt }) => groupId === forwardWork.kind && dueAt <= now);
    const queues = { assign: world.parts.assign, work: unheardQueue, notice: world.parts.notice, mail: unheardQueue, score: unheardQueue };
    for (const { message } of own) await doWork(WorkMessage.parse(message), [forwardWork], { ...world.parts, queues });
    await world.table.deleteAll(own.map(({ dueAt, timerId }) => keys.timer(dueAt, timerId)));
  };
  const settle = async (ms = 0) => {
    world.pass(ms);
    await runTimers();
    await world.assignAll();
  };
  /** Asks for the page of a rep, or presses its button. */
  const page = async (
    method: 'GET' | 'POST',
    path: '' | '/accept' | '/decline',
    open: Awaited<ReturnType<typeof opened>>,
    repId: RepId,
  ) => {
    const url = claimUrl(answerOf(open, repId), open.until, { siteUrl: 'https://a.example', signedLinkKey });
    const token = new URL(url).pathname.split('/').at(-1) ?? '';
    const handler = createHandler({ ...world.parts, signedLinkKeys: [signedLinkKey], downloadKeys: [], log: silentLog }, silentLog);
    const event = {
      ...postEvent({ method, body: undefined }),
      routeKey: `${method} /v1/assignments/{token}${path}`,
      pathParameters: { token },
    };
    const { statusCode, body = '' } = await handler(event, lambdaContext);
    return { status: statusCode, body };
  };
  return { world, repIds, arrive, lead, assignment, opened, claim, settle, page };
}
