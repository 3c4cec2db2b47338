import { type Lead, parseTimelineEntries } from '../../shared/leads/index.ts';
import { LeadId, leadSubject, randomIds } from '../../shared/platform/ids.ts';
import { keys } from '../../shared/platform/keys.ts';
import { type LogFields, silentLog } from '../../shared/platform/logging.ts';
import type { OutgoingMessage, Queue } from '../../shared/platform/queues.ts';
import { putAssignment } from '../../shared/routing/store.ts';
import { advanceEnrolmentWork, hastenEnrolmentsWork, tasksMovedWork } from '../../shared/sequences/advance-work.ts';
import { hastenRequest } from '../../shared/sequences/hasten-request.ts';
import { asksForSequences, putInByHand, readEnrolments } from '../../shared/sequences/index.ts';
import { WebhookConfig } from '../../shared/webhooks/webhook-config.ts';
import { doWork } from '../../shared/work/index.ts';
import { NurtureWorld } from './nurture-world.ts';
import { workWorld } from './work.ts';

const webhook = WebhookConfig.parse({ id: 'kho', url: 'https://hooks.example.com/pheu', secretParameter: 'kho' });

/**
 * Runs of leads as they are deployed: timers ask the gate for mails, and `work` for all other steps; what steps tell has runs looked at, and
 * begins none.
 */
export class RunWorld extends NurtureWorld {
  /** What `work` warned of. */
  readonly warnings: LogFields[] = [];

  constructor(...given: ConstructorParameters<typeof NurtureWorld>) {
    super(...given);
    Object.assign(this.documents, { webhooks: [webhook] });
    let told = 0;
    this.heard = async () => {
      const news = this.table.inserted.slice(told);
      told = this.table.inserted.length;
      for (const item of news.filter(({ sk }) => String(sk).startsWith(keys.timelinePrefix))) {
        const entries = parseTimelineEntries(item);
        for (const entry of entries) {
          const asked = await asksForSequences(entry, entries, this.parts().config);
          for (const { body } of asked) if (body.kind === hastenRequest.kind) this.deliver('work', body);
        }
      }
    };
    this.work = async (message) => {
      const kinds = [advanceEnrolmentWork, hastenEnrolmentsWork, tasksMovedWork];
      if (kinds.some(({ kind }) => kind === Object(message).kind)) await doWork(message as never, kinds, this.workParts());
    };
  }

  workParts() {
    const { table, config, queues } = this.parts();
    const { parts } = workWorld(table);
    const take = async (message: OutgoingMessage) => this.deliver('work', message.body, message.delaySeconds);
    const work: Queue = {
      send: take,
      async sendAll(messages) {
        for (const message of messages) await take(message);
      },
    };
    const log = { ...silentLog, warn: (_: string, fields: LogFields = {}) => void this.warnings.push(fields) };
    return {
      ...parts,
      config,
      clock: this.clock,
      ids: randomIds,
      log,
      queues: { ...parts.queues, notice: queues.notice, mail: queues.mail, work },
    };
  }

  /** A lead that somebody has, so that steps make tasks. */
  async putOwnedLead(changes: Partial<Lead> = {}): Promise<Lead> {
    const lead = this.putLead(changes);
    const { leadId, owner } = lead;
    if (!owner) throw new Error('nobody has the lead');
    const { repId, poolId, since, decisionId } = owner;
    const assignment = { leadId, subject: leadSubject, version: 1, poolId, since, state: 'owned', repId, decisionId } as const;
    await this.table.transact([putAssignment(null, assignment)]);
    return lead;
  }

  /** Puts a lead into a sequence as a colleague does. */
  async putIn({ leadId }: Pick<Lead, 'leadId'>, sequenceId: string): Promise<boolean> {
    const by = { actor: { kind: 'system', id: 'test' }, correlationId: `T${sequenceId}`, along: () => [] } as const;
    const parts = this.workParts();
    return putInByHand({ leadId, sequenceId, ...by }, parts).then(
      () => true,
      (error: unknown) => {
        if (error instanceof Error && error.name === 'NotPossibleNowError') return false;
        throw error;
      },
    );
  }

  override pass(ms: number): Promise<void> {
    return this.jump(ms);
  }

  runsOf(leadId = LeadId.parse('L1')) {
    return readEnrolments(this.table, leadId);
  }

  tasksOf(leadId = LeadId.parse('L1')) {
    return this.table.all().filter(({ pk, sk }) => pk === keys.leadPk(leadId) && String(sk).startsWith('TASK#'));
  }
}
