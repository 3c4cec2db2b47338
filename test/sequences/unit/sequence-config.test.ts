import { describe, expect, it } from '@jest/globals';
import products from '../../../config/products.json' with { type: 'json' };
import { detailTypes } from '../../../events/detail-types.ts';
import { eventContracts } from '../../../events/index.ts';
import { validateAll } from '../../../shared/config/check.ts';
import { publish } from '../../../shared/config/publish.ts';
import { TemplateConfig, templateKind } from '../../../shared/mail-templates/template-config.ts';
import { topicKind } from '../../../shared/preferences/topic-config.ts';
import { productKind } from '../../../shared/products/product-config.ts';
import { segmentKind } from '../../../shared/segments/segment-config.ts';
import { brings } from '../../../shared/sequences/rules-brought.ts';
import { sequenceKind } from '../../../shared/sequences/sequence-config.ts';
import { durationMs } from '../../../shared/sequences/step-config.ts';
import { webhookKind } from '../../../shared/webhooks/webhook-config.ts';
import { memoryTable } from '../../support/memory-table.ts';

const segments = [{ id: 'vip', names: { vi: 'VIP', en: 'VIP' }, static: true }];
const webhooks = [webhookKind.example];
const templates = [templateKind.example];
const texts = { vi: 'Gọi', en: 'Call' };
const task = (id: string, more: object = {}) => ({ id, do: 'task', titles: texts, ...more });
const sequence = (change: object = {}) => ({
  id: 'thu',
  names: { vi: 'Thử', en: 'Trial' },
  state: 'on',
  priority: 5,
  triggers: [{ on: 'manual' }],
  reentry: 'never',
  steps: [task('mot')],
  ...change,
});

function faultsOf(...sequences: readonly unknown[]): string[] {
  const documents = { products, segments, sequences, templates, webhooks };
  return validateAll([productKind, segmentKind, sequenceKind, templateKind, webhookKind], documents).map(
    ({ path, message }) => `${path.join('.')}: ${message}`,
  );
}

const within = (more: object) => ({ id: 'cho', do: 'wait', event: { types: ['purchase.recorded'] }, within: 'P3D', ...more });

describe('a sequence', () => {
  it.each<[string, object, RegExp]>([
    ['an event that there is not', { triggers: [{ on: 'event', type: 'lead.gone' }] }, /^triggers\.0\.type: /],
    ['a segment that there is not', { triggers: [{ on: 'segment', segment: 'vap' }] }, /^triggers\.0\.segment: there is no segment vap/],
    ['a day that there is not', { triggers: [{ on: 'date', date: 'sinh-nhut' }] }, /^triggers\.0\.date: there is no date sinh-nhut/],
    ['a level of nothing', { triggers: [{ on: 'level' }] }, /^triggers\.0: write temperature, fit or both/],
    ['no steps', { steps: [] }, /^steps: /],
    ['a step with a dot, which would blur the id of its mail', { steps: [task('a.b')] }, /^steps\.0\.id: .*write a-b/],
    ['a step twice', { steps: [task('mot'), task('mot')] }, /^steps\.1\.id: the id mot is used twice/],
    ['a way to nowhere', { steps: [task('mot', { next: 'hai' })] }, /^steps\.0\.next: there is no step hai/],
    ['a time-out to nowhere', { steps: [within({ onTimeout: 'hai' })] }, /^steps\.0\.onTimeout: there is no step hai/],
    [
      'a case to nowhere',
      { steps: [{ id: 're', do: 'branch', cases: [{ if: { kind: 'b2b' }, goTo: 'hai' }] }] },
      /^steps\.0\.cases\.0\.goTo: there/,
    ],
    [
      'a way back, though it waits',
      { steps: [{ id: 'doi', do: 'wait', for: 'P7D' }, task('mot', { next: 'doi' })] },
      /^steps\.1\.next: leads back to doi/,
    ],
    ['a step that leads to itself', { steps: [task('mot', { next: 'mot' })] }, /^steps\.0\.next: leads back to mot/],
    ['a step that no way leads to', { steps: [{ id: 'het', do: 'end' }, task('mot')] }, /^steps\.1\.id: no way leads to the step mot/],
    ['a wait for nothing', { steps: [{ id: 'doi', do: 'wait' }] }, /^steps\.0: write one of for, until and event/],
    ['a wait for two things', { steps: [{ id: 'doi', do: 'wait', for: 'P1D', until: '08:00' }] }, /^steps\.0: write one of/],
    ['a wait for an event without end', { steps: [within({ within: undefined })] }, /^steps\.0\.within: say how long/],
    [
      'a look back for no event',
      { steps: [{ id: 'doi', do: 'wait', for: 'P1D', lookBack: 'PT1H' }] },
      /^steps\.0\.lookBack: lookBack goes with event/,
    ],
    ['a look back of two days', { steps: [within({ lookBack: 'P2D' })] }, /^steps\.0\.lookBack: look back a day at most/],
    ['a wait that is no duration', { steps: [{ id: 'doi', do: 'wait', for: '3 days' }] }, /^steps\.0\.for: write a duration/],
    ['a wait of two years', { steps: [{ id: 'doi', do: 'wait', for: 'P104W' }] }, /^steps\.0\.for: write a duration/],
    ['days of no moment', { steps: [{ id: 'doi', do: 'wait', for: 'P1D', days: ['monday'] }] }, /^steps\.0\.days: days go with until/],
    ['a tag that is neither put nor taken', { steps: [{ id: 'nhan', do: 'tag' }] }, /^steps\.0: write add, remove or both/],
    ['another word for a product', { goal: { bought: ['POS'] } }, /^goal\.bought\.0: write the id of the product: ban-hang/],
    [
      'a webhook that there is not',
      { steps: [{ id: 'moc', do: 'webhook', webhook: 'crm' }] },
      /^steps\.0\.webhook: there is no webhook crm/,
    ],
    [
      'a template that there is not',
      { steps: [{ id: 'thu', do: 'mail', template: 'chao' }] },
      /^steps\.0\.template: there is no template chao/,
    ],
    ['a script that there is not', { steps: [task('nhan', { script: 'none' })] }, /^steps\.0\.script: there is no script none/],
    ['a deed that there is not', { steps: [{ id: 'goi', do: 'phone' }] }, /^steps\.0\.do: /],
  ])('is refused with %s', (_, change, fault) => {
    expect(faultsOf(sequence(change))).toEqual([expect.stringMatching(fault)]);
  });

  it('takes every kind of step, and ways that part and meet again', () => {
    const steps = [
      { id: 'doi', do: 'wait', for: 'P1DT2H' },
      { id: 'sang', do: 'wait', until: '08:30', days: ['monday', 'thursday'] },
      within({ lookBack: 'PT1H', onEvent: 'nhan', onTimeout: 're' }),
      { id: 're', do: 'branch', cases: [{ if: { kind: 'b2b' }, goTo: 'goi' }], else: 'nhan' },
      task('goi', { inHours: 4 }),
      { id: 'nhan', do: 'tag', add: ['quan-tam'] },
      { id: 'moc', do: 'webhook', webhook: 'kho-du-lieu' },
      { id: 'thu-1', do: 'mail', template: 'cam-on-da-mua' },
      { id: 'het', do: 'end' },
    ];

    expect(faultsOf(sequence({ steps, triggers: [{ on: 'event', type: 'purchase.recorded' }] }))).toEqual([]);
  });
});

it('gives no step the id of another deed of the version before', async () => {
  const table = memoryTable();
  const clock = () => new Date('2026-11-22T03:00:00.000Z');
  const kinds = [productKind, segmentKind, sequenceKind, webhookKind];
  const doing = (steps: readonly object[]) => ({ kind: sequenceKind, documents: [sequence({ steps })], by: 'test' });
  await publish(table, clock, kinds, { ...doing([task('mot'), task('hai')]), expectedVersion: 0 });

  const reused = publish(table, clock, kinds, { ...doing([task('hai'), { id: 'mot', do: 'tag', add: ['vip'] }]), expectedVersion: 1 });

  await expect(reused).rejects.toThrow('sequences/thu steps[1].id: mot was the step of a task: give this one an id of its own');
  await expect(publish(table, clock, kinds, { ...doing([task('hai'), task('ba')]), expectedVersion: 1 })).resolves.toMatchObject({
    version: 2,
  });
});

it.each([
  ['PT1M', 60_000],
  ['P1W', 604_800_000],
  ['P1DT12H', 129_600_000],
  ['P', 0],
  ['PT', 0],
  ['P1M', 0],
])('reads the duration %s', (text, ms) => {
  expect(durationMs(text)).toBe(ms);
});

it('knows the names of all events', () => {
  expect([...detailTypes]).toEqual(eventContracts.map(({ detailType }) => detailType));
});

describe('a mail that shows what only an order brings along', () => {
  const wording = (inside: string) => {
    const mjml = `<mj-section><mj-column><mj-text>${inside}</mj-text></mj-column></mj-section>`;
    return { subject: 'A', preheader: 'A', mjml };
  };
  const thanks = TemplateConfig.parse(templateKind.example);
  const template = (inside: string) => ({ ...thanks, locales: { vi: wording('A'), en: wording(inside) } });
  const faultsWith = (inside: string, triggers: readonly object[]) => {
    const steps = [{ id: 'thu', do: 'mail', template: thanks.id }];
    const documents = { products, segments, webhooks, templates: [template(inside)], sequences: [sequence({ triggers, steps })] };
    return validateAll([productKind, segmentKind, sequenceKind, templateKind, webhookKind], documents).map(
      ({ kind, path, message }) => `${kind} ${path.join('.')}: ${message}`,
    );
  };
  const items = '{% for item in purchase.items %}{{ item.name }}{% endfor %}';
  const event = (type: string) => ({ on: 'event', type });

  it.each([
    ['a person', items, { on: 'manual' }, 'purchase.items'],
    ['a stage', '{{ purchase.total }}', { on: 'stage', stage: ['customer'] }, 'purchase.total'],
    ['a need', items, event('opportunity.won'), 'purchase.items'],
    ['a post', '{{ about.product }}', event('submission.linked'), 'about.product'],
  ])('is a fault at its step where %s begins the run', (_, inside, trigger, value) => {
    expect(faultsWith(inside, [trigger])).toEqual([
      expect.stringMatching(
        `^sequences steps\\.0\\.template: cam-on-da-mua shows ${value}, and no trigger of this sequence brings it along`,
      ),
    ]);
  });

  it.each([
    ['one of the triggers brings it', items, [{ on: 'manual' }, event('purchase.recorded')]],
    ['an order tells of its product', '{{ about.product }}', [event('purchase.recorded')]],
    ['a need tells of its product', '{{ about.product }}', [event('opportunity.changed')]],
    ['the mail asks for it', `{% if purchase.items %}${items}{% endif %}`, [{ on: 'manual' }]],
  ])('is none where %s', (_, inside, triggers) => {
    expect(faultsWith(inside, triggers)).toEqual([]);
  });

  it('is judged by what the contracts of events have', () => {
    const has = (field: string) => (contract: (typeof eventContracts)[number]) => field in contract.write.shape;
    const told = (value: 'about.product' | 'purchase.items') =>
      eventContracts.map(({ detailType }) => detailType).filter((type) => brings({ on: 'event', type }, value));

    expect(told('purchase.items')).toEqual(eventContracts.filter(has('purchaseId')).map(({ detailType }) => detailType));
    expect(told('about.product')).toEqual(
      eventContracts
        .filter((one) => has('purchaseId')(one) || has('product')(one) || has('standing')(one))
        .map(({ detailType }) => detailType),
    );
  });
});

describe('an experiment of a mail step', () => {
  const example = TemplateConfig.parse(templateKind.example);
  const { id: first, ...rest } = example;
  const second = { ...rest, id: 'thu-khac' };
  const advertising = { ...rest, id: 'quang-cao', purpose: 'advertising', topic: 'uu-dai' };
  const step = (id: string, experiment: object) => ({ id, do: 'mail', template: first, experiment });
  const given = { id: 'tieu-de', template: 'thu-khac', goal: 'mql' };
  const faultsWith = (...steps: readonly object[]) =>
    validateAll([productKind, segmentKind, sequenceKind, templateKind, topicKind, webhookKind], {
      topics: [topicKind.example],
      products,
      segments,
      sequences: [sequence({ triggers: [{ on: 'event', type: 'purchase.recorded' }], steps })],
      templates: [example, second, advertising],
      webhooks,
    }).map(({ path, message }) => `${path.join('.')}: ${message}`);

  it('takes two mails for one purpose and topic', () => {
    expect(faultsWith(step('mot', given))).toEqual([]);
  });

  it.each<[string, object, RegExp]>([
    ['a template that there is not', { ...given, template: 'khong-co' }, /there is no template khong-co/],
    ['the template of the step itself', { ...given, template: first }, /a template other than that of the step/],
    ['one for another purpose', { ...given, template: 'quang-cao' }, /not for the same purpose and topic/],
    ['opens as its goal', { ...given, goal: 'open' }, /goal/],
  ])('is not taken with %s', (_, experiment, fault) => {
    expect(faultsWith(step('mot', experiment)).join()).toMatch(fault);
  });

  it('has an id of its own', () => {
    expect(faultsWith(step('mot', given), step('hai', given)).join()).toMatch(
      /steps\.1\.experiment\.id: tieu-de is another experiment already/,
    );
  });

  it('keeps its mails and its goal under its id', () => {
    const of = (experiment: object) => sequenceKind.schema.parse(sequence({ steps: [step('mot', experiment)] }));
    const changed = (experiment: object) => sequenceKind.successors?.([of(experiment)], [of(given)]).map(({ message }) => message);
    expect(changed(given)).toEqual([]);
    expect(changed({ ...given, goal: 'sql' })).toEqual([expect.stringContaining('give this one an id of its own')]);
    expect(changed({ ...given, id: 'khac', goal: 'sql' })).toEqual([]);
  });
});
