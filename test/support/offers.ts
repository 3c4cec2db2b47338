import { defaultConfig } from '../../config/index.ts';
import { WorkMessage } from '../../events/index.ts';
import { createHandler } from '../../functions/answer-links/app.ts';
import type { HttpResponse } from '../../shared/platform/http.ts';
import { leadSubject } from '../../shared/platform/ids.ts';
import { keys } from '../../shared/platform/keys.ts';
import { type Log, silentLog } from '../../shared/platform/logging.ts';
import { type AnsweredOffer, acceptOffer, declineOffer, offerUrl, readAssignment } from '../../shared/routing/index.ts';
import { AcceptPolicy, type PoolConfig, poolKind } from '../../shared/routing/pool-config.ts';
import { retimeOffersWork } from '../../shared/routing/retime-offers.ts';
import { retimeRequest } from '../../shared/routing/retime-request.ts';
import { Timer } from '../../shared/timers/index.ts';
import { doWork, forwardWork } from '../../shared/work/index.ts';
import { lambdaContext, postEvent } from './capture.ts';
import { signedLinkKey } from './confirming.ts';
import { createWorld, type World } from './lead-world/world.ts';
import { unheardQueue } from './queues.ts';

/** Has the pools of a world offer what they give. */
export function offerLeads(world: World, accept: Partial<AcceptPolicy> = {}, pool: Partial<PoolConfig> = {}): void {
  const policy = AcceptPolicy.parse({ withinMinutes: 30, ...accept });
  for (const { id } of defaultConfig.pools) world.config.change(poolKind, id, (before) => ({ ...before, accept: policy, ...pool }));
}

/** A lead that was just offered to a rep of the south, on a Monday at 10:00 in Vietnam. */
export class OfferedWorld {
  readonly world: World;

  private constructor(world: World) {
    this.world = world;
  }

  static async create(accept: Partial<AcceptPolicy> = {}, pool: Partial<PoolConfig> = {}, world = createWorld()): Promise<OfferedWorld> {
    offerLeads(world, accept, pool);
    world.pass(24 * 3_600_000);
    const offered = new OfferedWorld(world);
    await world.takeIn(world.post({ fullName: 'Nguyễn Thị Hường', email: 'huong@example.com', phone: '0912345678', province: 'TP.HCM' }));
    await world.assignAll();
    return offered;
  }

  get lead() {
    const [lead] = this.world.leads();
    if (!lead) throw new Error('there is no lead');
    return lead;
  }

  async assignment() {
    const assignment = await readAssignment(this.world.table, this.lead.leadId, leadSubject);
    if (!assignment) throw new Error('the lead has no assignment');
    return assignment;
  }

  /** The answer that whoever has the lead now would give. */
  async own() {
    const { decisionId, repId } = await this.assignment();
    if (decisionId === null || repId === null) throw new Error('nobody has the lead');
    return {
      leadId: this.lead.leadId,
      subject: leadSubject,
      decisionId,
      actor: { kind: 'rep', id: repId },
      correlationId: 'answer',
    } as const;
  }

  accept(answer: Parameters<typeof acceptOffer>[0]): Promise<AnsweredOffer> {
    return acceptOffer(answer, this.world.parts);
  }

  decline(answer: Omit<Parameters<typeof declineOffer>[0], 'reason'>, reason: Parameters<typeof declineOffer>[0]['reason'] = 'noCapacity') {
    return declineOffer({ ...answer, reason }, this.world.parts);
  }

  /** Does what the timers of offers ask for that are due by now, as the queue of work would; they stay until they are done. */
  async runTimers(): Promise<void> {
    const { table, parts, itemsOf } = this.world;
    const now = parts.clock().toISOString();
    const due = itemsOf('DUE#').map((item) => Timer.parse(item));
    const kinds = [forwardWork, retimeOffersWork];
    const own = due.filter(({ groupId, dueAt }) => kinds.some(({ kind }) => kind === groupId) && dueAt <= now);
    const queues = { assign: parts.assign, work: unheardQueue, notice: parts.notice, mail: unheardQueue, score: unheardQueue };
    for (const { message } of own) await doWork(WorkMessage.parse(message), kinds, { ...parts, queues });
    await table.deleteAll(own.map(({ dueAt, timerId }) => keys.timer(dueAt, timerId)));
  }

  /** Has open offers looked at by rules that were just published, and the pools do what follows. */
  async retime(): Promise<void> {
    await this.lookAtOffers();
    await this.world.assignAll();
  }

  /** Has open offers looked at by rules that were just published. */
  async lookAtOffers(): Promise<void> {
    const { parts } = this.world;
    const queues = { assign: parts.assign, work: unheardQueue, notice: parts.notice, mail: unheardQueue, score: unheardQueue };
    const request = { repId: null, tick: parts.clock().toISOString(), after: null };
    await doWork({ v: 1, kind: retimeRequest.kind, request }, [retimeOffersWork], { ...parts, queues });
  }

  /** Lets the time of the offer pass, and does what follows. */
  async expire(ms = 31 * 60_000): Promise<void> {
    this.world.pass(ms);
    await this.runTimers();
    await this.world.assignAll();
  }

  token({ leadId, subject, decisionId }: Awaited<ReturnType<OfferedWorld['own']>>): string {
    const url = offerUrl({ leadId, subject, decisionId }, this.world.parts.clock().toISOString(), {
      siteUrl: 'https://a.example',
      signedLinkKey,
    });
    return new URL(url).pathname.split('/').at(-1) ?? '';
  }

  /** Asks for the page of an offer, or presses one of its buttons. */
  follow(
    method: 'GET' | 'HEAD' | 'POST',
    path: '' | '/accept' | '/decline',
    token: string,
    body?: string,
    log: Log = silentLog,
  ): Promise<HttpResponse> {
    const handler = createHandler({ ...this.world.parts, signedLinkKeys: [signedLinkKey], downloadKeys: [], log }, log);
    const event = postEvent({ method, body });
    return handler({ ...event, routeKey: `${method} /v1/assignments/{token}${path}`, pathParameters: { token } }, lambdaContext);
  }

  told(): string[] {
    return this.world
      .timeline()
      .flatMap(({ type, data }) => (type.startsWith('lead.') ? [`${type} ${String(data.reason ?? '')}`.trim()] : []));
  }
}
