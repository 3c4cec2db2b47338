import { beforeEach, describe, expect, it } from '@jest/globals';
import { keepStanding, standingOf } from '../../../shared/experiments/index.ts';
import { mailFor } from '../../../shared/experiments/rules-arm.ts';
import type { Lead } from '../../../shared/leads/index.ts';
import { digestOf, putCompiled } from '../../../shared/mail-templates/compiled.ts';
import { TemplateConfig } from '../../../shared/mail-templates/template-config.ts';
import { keys } from '../../../shared/platform/keys.ts';
import { countExperiments } from '../../../shared/sequences/count-experiments.ts';
import { sequenceKind } from '../../../shared/sequences/sequence-config.ts';
import { factOf } from '../../support/facts.ts';
import { createFixedConfig } from '../../support/lead-world/config.ts';
import { choices, NurtureWorld, templates } from '../../support/nurture-world.ts';
import { postRef } from '../../support/post-ref.ts';
import { mail } from '../../support/sequences.ts';

const minutes = 60_000;
/** Nine in the morning in Hanoi. */
const morning = Date.parse('2026-11-23T02:00:00.000Z');
const granted = { granted: true, at: '2026-11-01T00:00:00.000Z', textVersion: '1', ...postRef('s1') };
const experiment = { id: 'tieu-de', template: 'chao-khac', goal: 'mql' as const };

const wording = { subject: 'Hello', preheader: 'x', mjml: '<mj-section></mj-section>' };
const other = TemplateConfig.parse({
  id: 'chao-khac',
  names: { vi: 'x', en: 'x' },
  purpose: 'advertising',
  topic: 'tin-tuc',
  locales: { vi: wording, en: wording },
});

let world: NurtureWorld;
let lead: Lead;

beforeEach(() => {
  world = new NurtureWorld();
  world.now = morning;
  Object.assign(world.documents, { templates: [...templates, other] });
  for (const locale of ['vi', 'en'] as const) {
    const compiled = { subject: 'the other one', html: '<a href="{{ links.unsubscribeUrl }}">x</a>', text: 'x' };
    const write = putCompiled(digestOf(other, locale), compiled);
    if ('Put' in write) world.table.seed(write.Put.Item ?? {});
  }
  lead = world.putLead({ consent: { contact: granted, newsletter: granted } });
  world.putAddress({ choices });
});

const tried = mail('mot', { experiment });
const sentEntry = () => world.table.all().find((item) => item.type === 'mail.sent');

describe('a mail that is tried against another one', () => {
  it('is the mail of the arm of its lead, and its history says so', async () => {
    const { template, trial } = mailFor({ template: 'chao', experiment }, lead.leadId, undefined);
    await world.enrol(lead, world.configure([tried]));
    await world.pass(minutes);

    expect(world.sent[0]?.subject).toContain(template === 'chao' ? 'oi' : 'the other one');
    expect(sentEntry()).toMatchObject({ data: { experiment: trial } });
    expect(world.mails()[0]).toMatchObject({ status: 'sent', trial });
  });

  it.each(['a', 'b', 'none'] as const)('is the better one for everybody once it is decided, and tells of no trial: %s', async (verdict) => {
    const count = {
      arms: { a: { sent: 1, reached: 1 }, b: { sent: 1, reached: 1 } },
      evidence: { a: 1, b: 1, eValue: 21, verdict },
      decidedAt: morning,
    };
    await keepStanding(world.table, standingOf(experiment, count, new Date(morning)));
    await world.enrol(lead, world.configure([tried]));
    await world.pass(minutes);

    expect(world.sent[0]?.subject).toContain(verdict === 'b' ? 'the other one' : 'oi');
    expect(JSON.stringify(sentEntry())).not.toContain('experiment');
  });

  it('tells of no trial where it was decided between two tries', async () => {
    world.fate = () => 'throttle';
    await world.enrol(lead, world.configure([tried]));
    await world.pass(minutes);
    expect(world.sent).toEqual([]);
    const count = {
      arms: { a: { sent: 1, reached: 1 }, b: { sent: 1, reached: 1 } },
      evidence: { a: 1, b: 1, eValue: 21, verdict: 'b' as const },
      decidedAt: morning,
    };
    await keepStanding(world.table, standingOf(experiment, count, new Date(morning)));
    world.fate = () => 'accept';
    await world.pass(60 * minutes);

    expect(world.sent[0]?.subject).toContain('the other one');
    expect(world.mails()[0]).toMatchObject({ status: 'sent' });
    expect(world.mails()[0]).not.toHaveProperty('trial');
  });

  it('is counted by the facts of all people, for the sequences in force', async () => {
    const sequence = world.configure([tried]);
    const config = createFixedConfig();
    config.add(sequenceKind, [sequence]);
    const counted = await countExperiments(config);
    for (let place = 0; place < 60; place += 1) {
      const stages = [{ stage: 'mql' as const, at: morning + 1_000 * place }];
      counted.take(factOf({ id: `L${place}`, trials: [{ experimentId: 'tieu-de', arm: 'a', at: morning }], stages }));
    }
    expect(await counted.keep(world.table, new Date(morning))).toEqual({ counted: 1, decided: 1 });
    expect(await counted.keep(world.table, new Date(morning))).toEqual({ counted: 1, decided: 1 });
    expect(await world.table.get(keys.experiment('tieu-de'))).toMatchObject({ verdict: 'a' });
  });
});
