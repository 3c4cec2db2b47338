import type { Context } from 'aws-lambda';
import { defaultConfig } from '../../../../config/index.ts';
import templates from '../../../../config/templates.json' with { type: 'json' };
import { createHandler as createCompiler } from '../../../../functions/compile-templates/app.ts';
import { createHandler as createEditor } from '../../../../functions/edit-config/app.ts';
import { publishAll } from '../../../../shared/config/publish.ts';
import { configKinds } from '../../../../shared/config-registry/index.ts';
import { connectorKind } from '../../../../shared/connectors/connector-config.ts';
import { keys } from '../../../../shared/platform/keys.ts';
import { silentLog } from '../../../../shared/platform/logging.ts';
import type { Item } from '../../../../shared/platform/table.ts';
import { compilers } from '../../../support/compilers.ts';
import { digests } from '../../../support/digests.ts';
import { createFixedConfig } from '../../../support/lead-world/config.ts';
import { createWorld } from '../../../support/lead-world/world.ts';
import { memoryTable } from '../../../support/memory-table.ts';
import { answerOf, eventOf, type Repeatable } from './ask.ts';

/** One mail, and no sequence that sends others: each is compiled with every try. */
const fewTemplates = templates.slice(0, 1);

/** What stands when everything is published, worked out once. */
let published: Promise<readonly Item[]> | undefined;

async function publishDefaults(): Promise<readonly Item[]> {
  const table = memoryTable();
  const defaults: Readonly<Record<string, readonly unknown[]>> = { ...defaultConfig, templates: fewTemplates, sequences: [] };
  const changes = configKinds.map((kind) => ({ kind, documents: defaults[kind.name] ?? [], expectedVersion: 0 }));
  await publishAll(table, () => new Date('2026-11-22T02:00:00.000Z'), configKinds, { changes, by: 'test', compilers });
  return table.all();
}

/** A kind of configuration is published. @param documentsOf what one request asks for, and another one */
async function publish(
  route: 'PUT /v1/config/{kind}' | 'PUT /v1/config/templates',
  kind: 'company' | 'templates',
  documentsOf: (isOther: boolean) => readonly unknown[],
): Promise<Repeatable> {
  const world = createWorld();
  published ??= publishDefaults();
  world.table.seed(...(await published));
  return {
    world,
    async ask(asked = {}, table = world.table) {
      const parts = { ...world.parts, table, config: createFixedConfig(), digests };
      const edit = kind === 'templates' ? createCompiler(parts, silentLog) : createEditor(parts, silentLog);
      const event = eventOf(route, kind === 'templates' ? {} : { kind }, { ifMatch: '"1"', ...asked });
      return answerOf(await edit({ ...event, body: JSON.stringify({ documents: documentsOf(asked.what === 'other') }) }, {} as Context));
    },
    made: () => ({ changes: world.itemsOf(`${keys.configVersion(kind, 0).pk} VERSION#`).length - 1, messages: 0 }),
  };
}

const publishCompany = () =>
  publish('PUT /v1/config/{kind}', 'company', (isOther) =>
    defaultConfig.company.map((company) => ({ ...company, name: isOther ? 'Sao Mai' : 'An Nhiên 2' })),
  );

const publishTemplates = () =>
  publish('PUT /v1/config/templates', 'templates', (isOther) =>
    fewTemplates.map((template) => ({ ...template, names: { ...template.names, en: isOther ? 'Another mail' : 'A mail' } })),
  );

/** What is changed of one connector. */
async function changeConnector(
  route: 'POST /v1/connectors/{connectorId}/approve' | 'POST /v1/connectors/{connectorId}/token',
  bodyOf: (isOther: boolean) => object,
): Promise<Repeatable> {
  const world = createWorld();
  const clock = () => new Date('2026-11-22T02:00:00.000Z');
  const documents = [{ id: 'landing', type: 'generic', name: 'LadiPage' }];
  await publishAll(world.table, clock, configKinds, { changes: [{ kind: connectorKind, documents, expectedVersion: 0 }], by: 'test' });
  return {
    world,
    async ask(asked = {}, table = world.table) {
      const edit = createEditor({ ...world.parts, table, config: createFixedConfig(), digests }, silentLog);
      const event = eventOf(route, { connectorId: 'landing' }, { ifMatch: '"1"', ...asked });
      return answerOf(await edit({ ...event, body: JSON.stringify(bodyOf(asked.what === 'other')) }, {} as Context));
    },
    made: () => ({ changes: world.itemsOf(`${keys.configVersion('connectors', 0).pk} VERSION#`).length - 1, messages: 0 }),
  };
}

const approveConnector = () =>
  changeConnector('POST /v1/connectors/{connectorId}/approve', (isOther) => ({ mapping: { f1: isOther ? 'phone' : 'fullName' } }));
const changeConnectorToken = () =>
  changeConnector('POST /v1/connectors/{connectorId}/token', (isOther) => ({ act: isOther ? 'replace' : 'renew' }));

/** What is published. */
export const configRoutes = {
  'PUT /v1/config/{kind}': publishCompany,
  'PUT /v1/config/templates': publishTemplates,
  'POST /v1/connectors/{connectorId}/approve': approveConnector,
  'POST /v1/connectors/{connectorId}/token': changeConnectorToken,
} as const;
