import type { MailRequest } from '../../events/index.ts';
import type { Lead } from '../../shared/leads/index.ts';
import type { AddressChoices, AddressState } from '../../shared/mail/index.ts';
import { digestOf, putCompiled } from '../../shared/mail-templates/compiled.ts';
import { TemplateConfig } from '../../shared/mail-templates/template-config.ts';
import { SequenceId, type StepId, TopicId } from '../../shared/platform/ids.ts';
import { keys } from '../../shared/platform/keys.ts';
import { type Enrolment, enrol, moveEnrolment, readEnrolment, type SequenceConfig } from '../../shared/sequences/index.ts';
import { digests } from './digests.ts';
import { MailWorld } from './mail-world.ts';
import { memoryTable } from './memory-table.ts';
import { causeAt, mail, plainFacts, sequenceOf, wait } from './sequences.ts';

const wording = { subject: 'Chào {{ lead.givenName }}', preheader: 'x', mjml: '<mj-section></mj-section>' };
const template = (id: string, change: object) =>
  TemplateConfig.parse({ id, names: { vi: id, en: id }, locales: { vi: wording, en: wording }, ...change });

/** Two templates, one of which advertises. */
export const templates = [template('chao', { purpose: 'advertising', topic: 'tin-tuc' }), template('cam-on', { purpose: 'service' })];

export const topic = TopicId.parse('tin-tuc');
/** What somebody who wants the topic decided. */
export const choices: AddressChoices = {
  version: 1,
  refused: {},
  confirmed: { [topic]: { at: '2026-11-01T00:00:00.000Z', textVersion: '1' } },
};

/** The gate with runs of a lead through sequences. */
export class NurtureWorld extends MailWorld {
  readonly sequences: SequenceConfig[] = [];

  constructor(seed = 1, table = memoryTable()) {
    super(seed, table);
    Object.assign(this.documents, { sequences: this.sequences, templates });
    for (const one of templates) {
      for (const locale of ['vi', 'en'] as const) {
        const compiled = { subject: '{{ lead.givenName }} oi', html: '<a href="{{ links.unsubscribeUrl }}">x</a>', text: 'x' };
        const write = putCompiled(digestOf(one, locale), compiled);
        if ('Put' in write) this.table.seed(write.Put.Item ?? {});
      }
    }
  }

  /** A sequence that is in force. */
  configure(steps: readonly object[] = [mail('mot'), wait('cho', { for: 'P2D' }), mail('hai')], change: object = {}): SequenceConfig {
    const sequence = sequenceOf(steps, change);
    this.sequences.push(sequence);
    return sequence;
  }

  putAddress(state: AddressState, email = 'huong@example.com'): void {
    this.table.seed({ ...keys.address(digests.address(email)), ...state });
  }

  /** Puts a lead into a sequence, and takes the first steps; `untold`: as whoever leaves it to the first mail to tell of that. */
  async enrol(lead: Lead, sequence: SequenceConfig, change: Pick<Enrolment, 'untold'> = {}): Promise<void> {
    const at = this.clock();
    const cause = { ...causeAt(at), leadId: lead.leadId };
    const enrolled = enrol(sequence, undefined, cause, { facts: plainFacts, seen: [], timeZone: plainFacts.timeZone, at });
    if (!enrolled.isEnrolled) throw new Error(`not enrolled: ${enrolled.reason}`);
    await this.table.transact(moveEnrolment(null, { ...enrolled, after: { ...enrolled.after, ...change } }));
    const { run, stepId } = enrolled.after;
    this.ask(lead, sequence, stepId, run);
  }

  /** Asks the gate for the mail of a step. */
  ask({ leadId }: Lead, { id }: SequenceConfig, stepId: StepId, run = 1): void {
    const request: MailRequest = { v: 1, kind: 'sequenceMail', leadId, sequenceId: id, run, stepId };
    this.deliver('mail', request);
  }

  enrolment({ leadId }: Lead, sequenceId = 'thu'): Promise<Enrolment | null> {
    return readEnrolment(this.table, leadId, SequenceId.parse(sequenceId));
  }

  /** Lets time pass, with a look at the timers each minute in which something is due. */
  async pass(ms: number): Promise<void> {
    const end = this.now + ms;
    await this.run(Math.min(end, this.now));
    while (this.now < end) {
      const due = this.table
        .all()
        .flatMap((item) => (String(item.pk).startsWith('DUE#') ? [Date.parse(String(item.dueAt))] : []))
        .filter((at) => at <= end);
      const next = due.length === 0 ? end : Math.max(this.now, Math.min(...due) - 30_000);
      await this.run(next);
      if (due.length > 0) await this.tick();
      await this.run(Math.min(end, this.now + 60_000));
    }
  }
}
