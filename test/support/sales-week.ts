import { defaultConfig } from '../../config/index.ts';
import { leadUpdated, WorkMessage } from '../../events/index.ts';
import { logCall } from '../../shared/call-log/index.ts';
import { draftEntry } from '../../shared/leads/draft.ts';
import { changeLead, noLifecycleRules, readLead } from '../../shared/leads/index.ts';
import { claimFloating, giveByHand } from '../../shared/owners/index.ts';
import { releaseAfterCallWork, releaseByRuleWork } from '../../shared/owners/release-work.ts';
import { minutesMs } from '../../shared/platform/clock.ts';
import { PheuError } from '../../shared/platform/errors.ts';
import { LeadId, leadSubject, PoolId, RepId } from '../../shared/platform/ids.ts';
import { keys } from '../../shared/platform/keys.ts';
import { handOverAsker } from '../../shared/routing/hand-over-asker.ts';
import { handOverWork, lookAtMarketingWork } from '../../shared/routing/hand-over-work.ts';
import { acceptOffer, claimOpen, declineOffer, readAssignment, switchDuty, tellPools } from '../../shared/routing/index.ts';
import { PoolConfig, poolKind } from '../../shared/routing/pool-config.ts';
import { RepConfig, repKind } from '../../shared/routing/rep-config.ts';
import { retimeOffersWork } from '../../shared/routing/retime-offers.ts';
import { retryWaitingWork } from '../../shared/routing/retry-waiting.ts';
import { waitingRequest } from '../../shared/routing/waiting-request.ts';
import { walkWaiting } from '../../shared/routing/walk-waiting.ts';
import { comeBackWork } from '../../shared/status/come-back-work.ts';
import { runShard } from '../../shared/timers/index.ts';
import { askFor, doWork, forwardWork, type WorkParts } from '../../shared/work/index.ts';
import { itemsOfLead } from './lead-world/stored-leads.ts';
import { createWorld } from './lead-world/world.ts';
import { person } from './people.ts';
import { unheardQueue } from './queues.ts';
import { randomFrom } from './random-numbers.ts';

const kinds = [
  comeBackWork,
  forwardWork,
  handOverWork,
  lookAtMarketingWork,
  releaseAfterCallWork,
  releaseByRuleWork,
  retimeOffersWork,
  retryWaitingWork,
];
const dayMinutes = 1_440;
const weekMinutes = 7 * dayMinutes;
const south = PoolId.parse('south');
const provinces = ['TP.HCM', 'TP.HCM', 'TP.HCM', 'Hà Nội', 'Hà Nội', 'Đà Nẵng', ''];

/** How the pools of the week work, and how many reps each has. */
const floor: Readonly<Record<string, { readonly reps: number; readonly pool: object }>> = {
  south: {
    reps: 14,
    pool: {
      accept: { withinMinutes: 30, offers: 3, ifNobody: 'leader' },
      outsideHours: 'wait',
      protectDays: 3,
      sticky: ['samePerson', 'referral'],
      floating: { after: { daysWithoutTouch: 2, departure: true } },
    },
  },
  north: {
    reps: 10,
    pool: {
      mode: 'leastLoaded',
      caps: { perDay: 90 },
      accept: { withinMinutes: 45, offers: 2, ifNobody: 'fallback' },
      outsideHours: 'wait',
      handOver: [{ temperature: 'hot' }, { quoteAsked: true }],
    },
  },
  central: { reps: 8, pool: { mode: 'claim', claim: { withinMinutes: 10 }, outsideHours: 'wait' } },
  specialists: {
    reps: 4,
    pool: {
      mode: 'skill',
      skills: [{ skill: 'kho', when: { products: ['kho-san-xuat'] } }],
      accept: { withinMinutes: 60 },
      outsideHours: { pool: 'unknown' },
    },
  },
  unknown: { reps: 4, pool: { mode: 'leader' } },
};

/** A week of a sales floor: forty reps in five pools of five modes, from Monday at midnight until the Monday after, and noon of that. */
export class SalesWeek {
  readonly world = createWorld();
  /** How often each act was done, and how often it was refused. */
  readonly acts: Record<string, { done: number; refused: number }> = {};
  readonly #parts: WorkParts;
  readonly #random: () => number;
  readonly #agenda = new Map<number, (() => Promise<unknown>)[]>();
  readonly #due = new Map<number, Set<string>>();
  #seen = 0;
  #minute = 0;
  #asked = 0;

  constructor(seed: number) {
    this.#random = randomFrom(seed);
    const { parts } = this.world;
    this.#parts = {
      ...parts,
      queues: { assign: parts.assign, work: parts.work, notice: parts.notice, mail: unheardQueue, score: unheardQueue },
    };
    this.#hire();
  }

  async play(leads: number): Promise<void> {
    const { world } = this;
    // Monday, 23 November, midnight in Vietnam.
    world.pass(Date.parse('2026-11-22T17:00:00.000Z') - world.parts.clock().getTime());
    await this.#publish();
    for (let index = 0; index < leads; index += 1) this.#at(this.#between(0, weekMinutes - 1), () => this.#arrive(index));
    for (let day = 0; day < 8; day += 1) this.#plan(day * dayMinutes);
    const start = world.parts.clock().getTime();
    for (; this.#minute < weekMinutes + 12 * 60; this.#minute += 1) {
      world.pass(Math.max(0, start + this.#minute * minutesMs - world.parts.clock().getTime()));
      for (const act of this.#agenda.get(this.#minute) ?? []) {
        await act();
        await this.#drain();
      }
      this.#agenda.delete(this.#minute);
      for (const shard of this.#dueShards(start)) await runShard({ v: 1, shard }, { ...this.#parts, timeLeftMs: () => 60_000 });
      await this.#drain();
    }
  }

  /** The shards in which something is due within a minute. */
  #dueShards(start: number): ReadonlySet<string> {
    const { inserted } = this.world.table;
    for (; this.#seen < inserted.length; this.#seen += 1) {
      const { pk, sk } = inserted[this.#seen] ?? {};
      if (!String(pk).startsWith('DUE#')) continue;
      const minute = Math.floor((Date.parse(String(sk).split('#')[0] ?? '') - start) / minutesMs);
      this.#due.set(minute, (this.#due.get(minute) ?? new Set()).add(String(pk).slice('DUE#'.length)));
    }
    const due = [...this.#due.keys()].filter((minute) => minute <= this.#minute);
    const shards = new Set(due.flatMap((minute) => [...(this.#due.get(minute) ?? [])]));
    for (const minute of due) this.#due.delete(minute);
    return shards;
  }

  #hire(): void {
    const { config } = this.world;
    const [some] = defaultConfig.reps;
    for (const [id, { reps, pool }] of Object.entries(floor)) {
      const repIds = Array.from({ length: reps }, (_, place) => RepId.parse(`${id}-${place}`));
      config.add(
        repKind,
        repIds.map((repId, place) =>
          RepConfig.parse({
            ...some,
            id: repId,
            email: `${repId}@example.com`,
            active: true,
            skills: place % 2 === 0 ? ['kho'] : [],
            ...(place === 1 ? { caps: { open: 60, perDay: 40 } } : {}),
            ...(place === 2 ? { leave: [{ from: '2026-11-26', to: '2026-11-27' }] } : {}),
          }),
        ),
      );
      // Two of the next pool help out.
      const helping = id === 'south' ? ['north-0', 'north-1'] : [];
      const members = [...repIds, ...helping].map((repId, place) => ({ repId, weight: 1 + (place % 3) }));
      config.change(poolKind, id, (before) => PoolConfig.parse({ ...before, ...pool, members }));
    }
  }

  /** What happens on each day at fixed hours. */
  #plan(from: number): void {
    for (const hour of [9, 14]) this.#at(from + hour * 60 + 5, () => this.#splitByHand());
    this.#at(from + 11 * 60, () => this.#recallSome());
    this.#at(from + 10 * 60, () => this.#takeFloating());
    for (const place of [3, 5])
      this.#at(from + (9 + place) * 60, () => this.#goOff(RepId.parse(`south-${(place + from / dayMinutes) % 14}`)));
    if (from === 2 * dayMinutes) this.#at(from + 15 * 60, () => this.#leave(RepId.parse('south-6')));
  }

  #at(minute: number, act: () => Promise<unknown>): void {
    const due = Math.max(this.#minute, Math.round(minute));
    this.#agenda.set(due, [...(this.#agenda.get(due) ?? []), act]);
  }

  #in(minutes: number, act: () => Promise<unknown>): void {
    this.#at(this.#minute + Math.max(1, minutes), act);
  }

  #between(low: number, high: number): number {
    return low + Math.floor(this.#random() * (high - low + 1));
  }

  /** Does something that may be refused: it came too late, or the hours or the caps are against it. */
  async #try<Result>(name: string, act: () => Promise<Result>): Promise<Result | undefined> {
    const count = this.acts[name] ?? { done: 0, refused: 0 };
    this.acts[name] = count;
    try {
      const result = await act();
      count.done += 1;
      return result;
    } catch (error) {
      if (!(error instanceof PheuError)) throw error;
      count.refused += 1;
      return undefined;
    }
  }

  #request(): { readonly correlationId: string; readonly along: () => [] } {
    this.#asked += 1;
    return { correlationId: `asked-${this.#asked}`, along: () => [] };
  }

  async #arrive(index: number): Promise<void> {
    const { world } = this;
    const province = provinces[index % provinces.length] ?? '';
    const product = index % 17 === 0 ? { product: 'kho-san-xuat' } : {};
    await world.takeIn(world.post({ ...person(index), ...(province ? { province } : {}), ...product }));
    const lead = LeadId.parse(String(world.table.inserted.findLast(({ sk }) => sk === 'LEAD')?.pk).replace('LEAD#', ''));
    if (this.#random() < 0.7) this.#in(this.#between(1, 900), () => this.#heat(lead));
  }

  /** A lead turns hot, which its stream tells. */
  async #heat(leadId: LeadId): Promise<void> {
    const { parts } = this.world;
    const before = await readLead(parts.table, leadId, { consistent: true });
    if (before?.routing?.state !== 'marketing') return;
    const { writes, after } = changeLead({
      before,
      draft: () => ({
        fields: { evidence: { ...before.evidence, temperature: 'hot' } },
        entries: [draftEntry(leadUpdated, { fields: ['title'], submission: null })],
      }),
      at: parts.clock(),
      actor: { kind: 'system', id: 'week' },
      cause: { correlationId: `hot-${leadId}`, causationId: `hot-${leadId}` },
      rules: noLifecycleRules,
      ids: parts.ids,
    });
    await parts.table.transact([...writes]);
    const item = itemsOfLead(after)[0];
    const change = {
      sequenceNumber: '1',
      ...keys.lead(leadId),
      change: 'MODIFY',
      changedAt: 0,
      images: () => ({ before: item, after: item }),
    } as const;
    await handOverAsker.ask(leadId, [change], parts);
  }

  /** Does all that lies in the queues, until nothing does. */
  async #drain(): Promise<void> {
    const { sent } = this.world;
    while (sent.assign.length + sent.work.length + sent.notice.length > 0) {
      await this.world.assignAll();
      for (const message of sent.work.splice(0)) {
        const { delaySeconds = 0 } = message;
        if (delaySeconds >= 60) this.#in(delaySeconds / 60, async () => void sent.work.push({ ...message, delaySeconds: 0 }));
        else if (kinds.some(({ kind }) => kind === (message.body as { kind: string }).kind))
          await doWork(WorkMessage.parse(message.body), kinds, this.#parts);
      }
      for (const { body } of sent.notice.splice(0)) await this.#hear(body as Heard);
    }
    sent.mail.length = 0;
    sent.score.length = 0;
  }

  async #hear({ kind, leadId, subject, decisionId, repId }: Heard): Promise<void> {
    const heard = { leadId: LeadId.parse(leadId), subject: leadSubject, decisionId: decisionId as never };
    if (kind === 'claimNotice' && subject === leadSubject && repId !== undefined) {
      if (this.#random() < 0.3)
        this.#in(this.#between(1, 14), () =>
          this.#try('claim', () => claimOpen({ ...heard, repId: RepId.parse(repId), ...this.#request() }, this.world.parts)),
        );
      return;
    }
    if (kind !== 'assignedNotice' || subject !== leadSubject) return;
    const assignment = await readAssignment(this.world.table, heard.leadId, leadSubject);
    if (!assignment?.repId) return;
    const rep = assignment.repId;
    if (assignment.state === 'offered') this.#answer({ ...heard, rep });
    if (this.#random() < 0.6) this.#in(this.#between(50, 1_200), () => this.#call(heard.leadId, rep));
  }

  #answer({
    rep,
    ...heard
  }: {
    readonly leadId: LeadId;
    readonly subject: typeof leadSubject;
    readonly decisionId: never;
    readonly rep: RepId;
  }): void {
    const [draw, actor] = [this.#random(), { kind: 'rep', id: rep } as const];
    const minutes = 1 + Math.round(-12 * Math.log(1 - this.#random()));
    const { parts } = this.world;
    if (draw < 0.72) this.#in(minutes, () => this.#try('accept', () => acceptOffer({ ...heard, actor, ...this.#request() }, parts)));
    else if (draw < 0.84) {
      const reason = (['noCapacity', 'other', 'wrongTerritory', 'spam', 'duplicate'] as const)[this.#between(0, 4)] ?? 'other';
      this.#in(minutes, () => this.#try('decline', () => declineOffer({ ...heard, actor, reason, ...this.#request() }, parts)));
    } else if (draw < 0.88) this.#in(minutes, () => this.#call(heard.leadId, rep));
  }

  #call(leadId: LeadId, repId: RepId): Promise<unknown> {
    const outcome = ['noAnswer', 'interested', 'considering', 'closed', 'notInterested'][this.#between(0, 4)] ?? 'noAnswer';
    const principal = { role: 'rep', userId: repId, repId } as const;
    return this.#try('call', () => logCall({ leadId, outcome, principal, ...this.#request() }, this.world.parts));
  }

  async #splitByHand(): Promise<void> {
    const waiting: LeadId[] = [];
    for await (const { leadId } of walkWaiting(this.world.table, PoolId.parse('unknown'), { after: null, likely: 100 }))
      waiting.push(leadId);
    for (const [place, leadId] of waiting.entries()) {
      // Some are left for the next time.
      if (this.#random() < 0.9) await this.#give('split', leadId, { repId: RepId.parse(`unknown-${place % 4}`) });
      await this.#drain();
    }
  }

  async #recallSome(): Promise<void> {
    for (const lead of this.world
      .leads()
      .filter(({ owner }) => owner?.poolId === south)
      .slice(-3))
      await this.#give('recall', lead.leadId, null);
  }

  #give(name: string, leadId: LeadId, to: { readonly repId: RepId } | null): Promise<unknown> {
    const asked = { leadId, opportunityId: undefined, to, reason: 'workload', credit: undefined, seenVersion: undefined } as const;
    const principal = { role: 'admin', userId: 'admin' } as const;
    return this.#try(name, () =>
      giveByHand({ ...asked, principal, ...this.#request() } as Parameters<typeof giveByHand>[0], this.world.parts),
    );
  }

  async #takeFloating(): Promise<void> {
    const floating = this.world
      .leads()
      .filter(({ routing }) => routing?.state === 'floating')
      .slice(0, 12);
    for (const [place, { leadId }] of floating.entries()) {
      // Two ask for the same one.
      for (const rep of [place % 13, (place + 1) % 13]) {
        const repId = RepId.parse(`south-${rep}`);
        await this.#try('take', () =>
          claimFloating({ of: { leadId }, principal: { role: 'rep', userId: repId, repId }, ...this.#request() }, this.world.parts),
        );
      }
    }
  }

  async #goOff(repId: RepId): Promise<void> {
    const until = new Date(this.world.parts.clock().getTime() + 120 * minutesMs).toISOString();
    await this.#try('off duty', () => switchDuty([{ repId, on: false, until, by: 'leader', reason: 'hop' }], () => [], this.world.parts));
    const pools = (await this.world.config.current(poolKind)).documents.values();
    const theirs = [...pools].filter(({ members }) => members.some((member) => member.repId === repId)).map(({ id }) => id);
    await tellPools(repId, theirs, this.world.parts);
  }

  /** A rep leaves for good, which is published. */
  async #leave(repId: RepId): Promise<void> {
    this.world.config.change(repKind, repId, (rep) => ({ ...rep, active: false }));
    await this.#publish();
  }

  async #publish(): Promise<void> {
    const tick = this.world.parts.clock().toISOString();
    await this.world.parts.work.send(askFor(waitingRequest, { poolId: null, tick, after: null }));
  }
}

interface Heard {
  readonly kind: string;
  readonly leadId: string;
  readonly subject?: string;
  readonly decisionId?: string;
  readonly repId?: string;
}
