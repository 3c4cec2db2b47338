import { beforeEach, describe, expect, it } from '@jest/globals';
import { defaultConfig } from '../../../config/index.ts';
import { prepareDeployment } from '../../../functions/prepare-deployment/prepare.ts';
import { publishAll, rollback } from '../../../shared/config/publish.ts';
import { configKinds, publishConfig } from '../../../shared/config-registry/index.ts';
import { TemplateConfig, templateKind } from '../../../shared/mail-templates/template-config.ts';
import { InvalidInputError } from '../../../shared/platform/errors.ts';
import { silentLog } from '../../../shared/platform/logging.ts';
import { topicKind } from '../../../shared/preferences/topic-config.ts';
import { segmentKind } from '../../../shared/segments/segment-config.ts';
import { SequenceConfig, sequenceKind } from '../../../shared/sequences/sequence-config.ts';
import { webhookKind } from '../../../shared/webhooks/webhook-config.ts';
import { type MemoryTable, memoryTable } from '../../support/memory-table.ts';
import { memoryParameters } from '../../support/parameters.ts';

const clock = () => new Date('2026-11-22T03:00:00.000Z');
const admin = { role: 'admin', userId: 'admin' } as const;
// What templates are compiled into is no matter here.
const compilers = { templates: async () => ({ faults: [], writes: [] }) };

const advertising = { ...TemplateConfig.parse(templateKind.example), id: 'uu-dai-thang', purpose: 'advertising' as const, topic: 'uu-dai' };
const sequence = {
  ...SequenceConfig.parse(sequenceKind.example),
  triggers: [
    { on: 'segment' as const, segment: 'vip' },
    { on: 'event' as const, type: 'purchase.recorded' as const },
  ],
  steps: [
    { id: 'thu', do: 'mail' as const, template: 'uu-dai-thang' },
    { id: 'bao', do: 'webhook' as const, webhook: 'kho-du-lieu' },
  ],
};
const woven: Readonly<Record<string, readonly unknown[]>> = {
  ...defaultConfig,
  topics: [topicKind.example],
  templates: [advertising],
  segments: [{ id: 'vip', names: { vi: 'VIP', en: 'VIP' }, static: true }],
  webhooks: [webhookKind.example],
  sequences: [sequence],
};
/** What is named, by whom, and the sentence that says so. */
const named = [
  ['template', templateKind, 'sequences/chao-nguoi-moi steps[0].template: there is no template uu-dai-thang'],
  ['webhook', webhookKind, 'sequences/chao-nguoi-moi steps[1].webhook: there is no webhook kho-du-lieu'],
  ['segment', segmentKind, 'sequences/chao-nguoi-moi triggers[0].segment: there is no segment vip'],
  ['topic', topicKind, 'templates/uu-dai-thang topic: there is no topic uu-dai'],
] as const;

let table: MemoryTable;

const changesTo = (documents: typeof woven, expectedVersion: number) =>
  configKinds.map((kind) => ({ kind, documents: documents[kind.name] ?? [], expectedVersion }));
const publishWoven = () => publishAll(table, clock, configKinds, { changes: changesTo(woven, 0), by: 'test', compilers });

beforeEach(() => {
  table = memoryTable();
});

describe.each(named)('a %s that is named', (_, kind, sentence) => {
  it('is not taken away over HTTP: the answer says who needs it', async () => {
    await publishWoven();
    const [place = '', missing] = sentence.split(': ');
    const [owner = '', path] = place.split(' ');
    const [ownersKind, id] = owner.split('/');

    const publishing = publishConfig({ table, clock, compilers }, admin, kind.name, {
      documents: [],
      expectedVersion: 1,
      isCheck: false,
    });

    const refused = await publishing.catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(InvalidInputError);
    expect((refused as InvalidInputError).faults).toEqual([
      { path: `${ownersKind}.${id}.${path}`, message: `${id} of ${ownersKind} would not fit any more: ${missing}` },
    ]);
  });

  it('is not taken away by a tool', async () => {
    await publishWoven();

    const publishing = publishAll(table, clock, configKinds, {
      changes: changesTo({ ...woven, [kind.name]: [] }, 1),
      by: 'tool',
      compilers,
    });

    await expect(publishing).rejects.toThrow(sentence);
  });

  it('is not taken away by going back to a version that had none', async () => {
    await publishAll(table, clock, configKinds, { changes: [{ kind, documents: [], expectedVersion: 0 }], by: 'test' });
    const changes = changesTo(woven, 0).map((change) => (change.kind === kind ? { ...change, expectedVersion: 1 } : change));
    await publishAll(table, clock, configKinds, { changes, by: 'test', compilers });

    const publishing = rollback(table, clock, configKinds, { kind, to: 1, expectedVersion: 2, by: 'tool', compilers });

    await expect(publishing).rejects.toThrow(sentence);
  });

  it('is not left out by a deployment', async () => {
    const { parameters } = memoryParameters();
    const given = { secretParameter: '/pheu/secret', identityParameter: '/pheu/identity-key', defaults: { ...woven, [kind.name]: [] } };
    const work = { send: async () => {}, sendAll: async () => {} };

    const deploying = prepareDeployment({ table, parameters, work, clock, log: silentLog, ...given }, 1);

    await expect(deploying).rejects.toThrow(sentence);
  });
});

it('has topics of templates in the letters that topics have', async () => {
  const documents = { ...woven, templates: [{ ...advertising, topic: 'Uu_Dai' }] };

  const publishing = publishAll(table, clock, configKinds, { changes: changesTo(documents, 0), by: 'test', compilers });

  await expect(publishing).rejects.toThrow('templates/uu-dai-thang topic: an id is 1–64 small letters of a–z, digits or `-`');
});
