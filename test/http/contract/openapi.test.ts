import { describe, expect, it } from '@jest/globals';
import { contracts } from '../../../api/contracts.ts';
import { routeKeyOf } from '../../../api/route.ts';
import { ApiDocument, routesOf } from '../../../functions/serve-docs/document.ts';
import { docsPage } from '../../../functions/serve-docs/page.ts';
import { configKinds } from '../../../shared/config-registry/index.ts';
import { ScoringConfig } from '../../../shared/scoring/scoring-config.ts';
import { parseBeacon } from '../../../shared/tracking/beacon.ts';
import { staleFiles } from '../../../tools/generate.ts';
import { openApiDocument } from '../../../tools/openapi/document.ts';
import { createBorder } from '../../support/capture.ts';

const document = ApiDocument.parse(JSON.parse(JSON.stringify(openApiDocument())));
const routes = routesOf(document);

describe('the API document', () => {
  it('and the event catalogue are what the code says', async () => {
    expect(await staleFiles()).toEqual([]);
  });

  it('has every route once, with an id, an answer and its credentials', () => {
    const ids = routes.map(({ operation }) => operation.operationId);

    expect(new Set(ids).size).toBe(ids.length);
    expect(routes.map(({ method, path }) => `${method} ${path}`).sort()).toEqual(contracts.map(routeKeyOf).sort());
    for (const { method, path, operation } of routes) {
      const contract = contracts.find((known) => routeKeyOf(known) === `${method} ${path}`);
      expect([path, operation.security.length > 0]).toEqual([path, contract?.access === 'token']);
      expect(operation.tags.every((tag) => document.tags.some(({ name }) => name === tag))).toBe(true);
    }
  });

  it('names the kinds of configuration', () => {
    const said = routes.find(({ operation }) => operation.operationId === 'readConfig')?.operation.parameters[0]?.description;

    expect([...(said ?? '').matchAll(/`(\w+)`/g)].map(([, name]) => name)).toEqual(configKinds.map(({ name }) => name));
    expect(JSON.stringify(document)).not.toMatch(/\{kinds\}|documentOf/);
  });

  it('refers to nothing that it does not hold', () => {
    const references = [...JSON.stringify(document).matchAll(/"\$ref":"#\/components\/schemas\/([^"]+)"/g)].map(([, name]) => name);

    for (const name of references) expect(Object.keys(document.components.schemas)).toContain(name);
  });

  it('shows an example that the border accepts', async () => {
    const { post } = createBorder();
    const example = routes.find(({ operation }) => operation.operationId === 'postSubmission')?.operation.requestBody?.content[
      'application/json'
    ]?.example;

    expect((await post({ body: example })).statusCode).toBe(202);
  });
});

describe('the body of a back-test', () => {
  it('documents a draft as the configuration itself', () => {
    const body = routes.find(({ operation }) => operation.operationId === 'backtestScoring')?.operation.requestBody?.content[
      'application/json'
    ];

    expect(Object.keys(body?.schema?.properties?.config?.properties ?? {})).toEqual(Object.keys(ScoringConfig.shape));
  });
});

describe('the example of a beacon', () => {
  it('is one that tracking takes', () => {
    const body = routes.find(({ operation }) => operation.operationId === 'postEvents')?.operation.requestBody?.content['application/json'];

    expect(parseBeacon(JSON.stringify(body?.example), new Date('2026-11-22T03:01:11.000Z'))).toMatchObject({ droppedEvents: 0 });
  });
});

describe('the page', () => {
  const page = docsPage(document);

  it('leads to every route, schema and problem', () => {
    const ids = new Set([...page.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id));
    const links = [...page.matchAll(/href="#([^"]+)"/g)].map(([, id]) => id);

    expect(links.length).toBeGreaterThan(routes.length);
    for (const id of links) expect([...ids]).toContain(id);
    expect(ids.has('problem-invalid_input')).toBe(true);
  });

  it('shows requests that can be sent as they stand: every parameter of a path has its example', () => {
    const sent = [...page.matchAll(/&#39;(http:[^&]*)&#39;|'(http:[^']*)'/g)].map(([, escaped, plain]) => escaped ?? plain);

    expect(sent).toHaveLength(routes.length);
    expect(sent.filter((address) => /[{}]/.test(decodeURIComponent(address ?? '')))).toEqual([]);
  });

  it('loads nothing but the icon of the site, and runs nothing', () => {
    expect(page.replace('<link rel="icon" href="/logo.svg" type="image/svg+xml">', '')).not.toMatch(
      /<script|<link|<img|src=|@import|url\(/,
    );
  });
});
