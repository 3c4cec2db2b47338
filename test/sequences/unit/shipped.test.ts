import { describe, expect, it } from '@jest/globals';
import { defaultConfig } from '../../../config/index.ts';
import { type LeadEvidence, noEvidence } from '../../../shared/leads/index.ts';
import { compileTemplates } from '../../../shared/mail-templates/compile.ts';
import { TemplateConfig } from '../../../shared/mail-templates/template-config.ts';
import { addMs, daysMs, hoursMs } from '../../../shared/platform/clock.ts';
import type { LeadFacts } from '../../../shared/segments/index.ts';
import { advance, afterMail, asksForSequences, type Enrolment, enrol } from '../../../shared/sequences/index.ts';
import { startedBy } from '../../../shared/sequences/rules-asks.ts';
import { SequenceConfig } from '../../../shared/sequences/sequence-config.ts';
import { createWorld } from '../../support/lead-world/world.ts';
import { causeAt, plainFacts } from '../../support/sequences.ts';
import { huong } from '../../support/two-teams.ts';

const documents = defaultConfig as unknown as Readonly<Record<string, readonly unknown[]>>;
const sequences = (documents.sequences ?? []).map((one) => SequenceConfig.parse(one));
const templates = new Map((documents.templates ?? []).map((one) => TemplateConfig.parse(one)).map((one) => [one.id as string, one]));
const sequenceNamed = (id: string): SequenceConfig => {
  const found = sequences.find((one) => one.id === id);
  if (!found) throw new Error(`no sequence ${id}`);
  return found;
};
const purposesOf = ({ steps }: SequenceConfig) =>
  steps.flatMap((step) => (step.do === 'mail' ? [templates.get(step.template)?.purpose] : []));

const withEvidence = (change: Partial<LeadEvidence>): Partial<LeadFacts> => ({ evidence: { ...noEvidence, ...change } });
const withNeeds = (open: number) => withEvidence({ opportunities: { ...noEvidence.opportunities, open } });

const { timeZone } = plainFacts;
/** A Monday, 10:00 in Vietnam. */
const monday = new Date('2026-11-23T03:00:00.000Z');

/** Lets a run go through to its end where nothing happens, and returns the days on which its mails are due. */
function mailsOf(sequence: SequenceConfig, change: Partial<LeadFacts> = {}): { readonly template: string; readonly day: number }[] {
  const facts = { ...plainFacts, leftCart: true, ...change };
  const begun = enrol(sequence, undefined, causeAt(monday), { facts, seen: [], at: monday, timeZone });
  if (!begun.isEnrolled) throw new Error(begun.reason);
  const sent: { template: string; day: number }[] = [];
  let run: Enrolment = begun.after;
  for (let steps = 0; run.state === 'active' && steps < 100; steps += 1) {
    const at = new Date(run.dueAt ?? monday);
    const step = sequence.steps.find(({ id }) => id === run.stepId);
    if (step?.do === 'mail') {
      sent.push({ template: step.template, day: Math.floor((at.getTime() - monday.getTime()) / daysMs) });
      run = afterMail(run, sequence, { stepId: step.id, outcome: 'sent', plannedAt: at }, { at, timeZone }).after;
    } else run = advance(run, sequence, { facts, seen: [], at, timeZone }).after;
  }
  return sent;
}

describe('the sequences that the product brings along', () => {
  it('have templates that can be sent in both languages, and use each of them', async () => {
    const { faults, writes } = await compileTemplates([...templates.values()]);
    const used = sequences.flatMap(({ steps }) => steps.flatMap((step) => (step.do === 'mail' ? [step.template] : [])));

    expect(faults).toEqual([]);
    expect(writes).toHaveLength(2 * templates.size);
    expect([...templates.keys()].filter((id) => !used.includes(id))).toEqual([]);
  });

  it('mix no advertising with service, and promise no discount or gift that the company has not decided', () => {
    expect(sequences.map((sequence) => new Set(purposesOf(sequence)).size)).toEqual(sequences.map(() => 1));
    for (const { id, locales } of templates.values()) {
      const words = JSON.stringify(locales).replaceAll(/style=\\"[^"]*"/g, '');
      expect([id, /\d ?%|giảm giá|miễn phí|khuyến mãi|quà tặng|discount|free of charge|for free|gift/i.exec(words)]).toEqual([id, null]);
    }
  });

  it('ask about a quote twice in fourteen days at most', () => {
    const quotes = sequenceNamed('nhac-bao-gia');
    expect(mailsOf(quotes, withNeeds(1)).map(({ day }) => day)).toEqual([3, 10]);
    expect(quotes.reentry).toEqual({ afterDays: 14 });
    expect(purposesOf(quotes)).toEqual(['service', 'service']);
  });

  it.each<[string, Partial<LeadFacts>, string]>([
    ['reads on', {}, 'giu-khach-quen'],
    ['is interested by then', withEvidence({ temperature: 'warm' }), 'nam-cau-hoi-truoc-khi-chon'],
  ])('send three mails within fourteen days to a newcomer who %s', (_, facts, last) => {
    const mails = mailsOf(sequenceNamed('chao-nguoi-moi'), facts);

    expect(mails.map(({ template }) => template)).toEqual(['chao-mung-ban-doc', 'kiem-kho-moi-ngay', last]);
    expect(mails[0]?.day).toBe(0);
    expect(mails.at(-1)?.day).toBeLessThanOrEqual(14);
  });

  it.each([
    ['a newcomer who buys', { stage: 'customer' } as const, 'goal'],
    ['a newcomer with whom a sale is under way', withNeeds(1), 'exit'],
  ])('leave %s alone', (_, change, reason) => {
    const sequence = sequenceNamed('chao-nguoi-moi');
    const begun = enrol(sequence, undefined, causeAt(monday), { facts: plainFacts, seen: [], at: monday, timeZone });
    if (!begun.isEnrolled) throw new Error(begun.reason);
    const sent = { stepId: begun.after.stepId, outcome: 'sent', plannedAt: monday } as const;
    const resting = afterMail(begun.after, sequence, sent, { at: monday, timeZone }).after;

    const { after } = advance(resting, sequence, { facts: { ...plainFacts, ...change }, seen: [], at: addMs(monday, hoursMs), timeZone });

    expect(after).toMatchObject({ state: 'ended', ended: { reason } });
  });

  it('cost nothing for somebody who asks for advice and subscribes to nothing', async () => {
    const world = createWorld();
    await world.takeIn(world.post({ ...huong, product: 'ban-hang' }));
    await world.assignAll();
    await world.scoreAll(true);
    const warmed = {
      type: 'lead.temperature_changed',
      data: { from: 'cold', to: 'warm', reason: 'interest', rules: ['asked-for-advice'] },
    };
    const entries = [...world.timeline(), warmed];
    const [lead] = world.leads();
    if (!lead) throw new Error('no lead');

    const asked = await Promise.all(entries.map((entry) => asksForSequences({ ...entry, leadId: lead.leadId } as never, [], world.config)));

    expect(entries.map(({ type }) => type)).toEqual(expect.arrayContaining(['lead.created', 'lead.assigned']));
    expect(asked.flat()).toEqual([]);
  });

  it.each([
    ['a promised call', 'call.logged', { next: { task: 'callback', dueAt: '' } }, ['hen-goi-lai', 'nhac-lich-hen']],
    ['a meeting', 'task.created', { kind: 'meeting', reason: 'planned' }, ['nhac-lich-hen']],
    ['a call that somebody asked for', 'task.created', { kind: 'call', reason: 'callback' }, ['nhac-lich-hen']],
    ['a task', 'task.created', { kind: 'custom', reason: 'planned' }, []],
    ['a call that is only tried again', 'call.logged', { next: { task: 'call', dueAt: '' } }, []],
    ['a call after which nothing is planned', 'call.logged', { next: null }, []],
    ['a proposal', 'opportunity.changed', { fields: ['stage', 'proposal'], standing: { stage: 'proposal' } }, ['nhac-bao-gia']],
    ['a change of a proposal', 'opportunity.changed', { fields: ['amount'], standing: { stage: 'proposal' } }, []],
    ['a paid order', 'purchase.recorded', { became: 'paid' }, ['cam-on', 'huong-dan-sau-mua', 'xin-danh-gia']],
    ['an order', 'purchase.recorded', { became: null }, []],
    ['a subscription', 'lead.consent_changed', { purpose: 'newsletter', change: 'confirmed' }, ['chao-nguoi-moi']],
    ['a refusal', 'lead.consent_changed', { purpose: 'newsletter', change: 'refused' }, []],
    ['a suggestion', 'offer.suggested', { kind: 'crossSell' }, ['goi-y-di-kem']],
    ['a cart that was left', 'lead.cart_left', { state: 'open' }, ['gio-hang-bo-quen']],
    ['a cart that is filled', 'lead.temperature_changed', { reason: 'interest', rules: ['filled-the-cart'] }, []],
    ['interest of a subscriber', 'segment.entered', { segmentId: 'dang-ky-va-quan-tam', starts: true }, ['de-xuat-khi-quan-tam']],
    ['a long silence', 'segment.entered', { segmentId: 'khach-lau-khong-mua', starts: true }, ['moi-quay-lai']],
  ])('begin by %s', (_, type, data, begun) => {
    expect(startedBy({ type, data }, sequences)).toEqual(begun);
  });

  it('thank nobody for an order of long ago that a shop tells of now', () => {
    const paidAt = (ms: number): LeadFacts => ({
      ...plainFacts,
      ...withEvidence({ purchases: { paid: 1 } }),
      moments: { ...plainFacts.moments, lastPaid: monday.getTime() - ms },
    });
    const begin = (id: string, facts: LeadFacts) =>
      enrol(sequenceNamed(id), undefined, causeAt(monday), { facts, seen: [], at: monday, timeZone }).isEnrolled;

    for (const id of ['cam-on', 'huong-dan-sau-mua', 'xin-danh-gia']) {
      expect([id, begin(id, paidAt(hoursMs)), begin(id, paidAt(30 * daysMs))]).toEqual([id, true, false]);
    }
  });

  it('put into the cart’s sequence only who agreed to be followed on the site', () => {
    const carts = sequenceNamed('gio-hang-bo-quen');
    const begin = (consents: LeadFacts['consents']) =>
      enrol(carts, undefined, causeAt(monday), { facts: { ...plainFacts, leftCart: true, consents }, seen: [], at: monday, timeZone })
        .isEnrolled;

    expect([begin(['contact', 'newsletter']), begin(['contact', 'newsletter', 'tracking'])]).toEqual([false, true]);
  });

  it.each([
    ['before the cart was told of', -hoursMs, 'goal'],
    ['while its mail waits for the morning', hoursMs, 'goal'],
    ['the week before', -7 * daysMs, null],
  ])('remind of a cart unless something was ordered, paid or not: %s', (_, afterMs, end) => {
    const carts = sequenceNamed('gio-hang-bo-quen');
    const facts: LeadFacts = { ...plainFacts, leftCart: true, consents: ['contact', 'newsletter', 'tracking'] };
    const begun = enrol(carts, undefined, causeAt(monday), { facts, seen: [], at: monday, timeZone });
    if (!begun.isEnrolled) throw new Error(begun.reason);
    const moments = { ...facts.moments, lastOrdered: monday.getTime() + afterMs };

    const { after } = advance(begun.after, carts, { facts: { ...facts, moments }, seen: [], at: addMs(monday, 2 * hoursMs), timeZone });

    expect([after.ended?.reason ?? null, after.stepId]).toEqual([end, 'nhac']);
  });
});
