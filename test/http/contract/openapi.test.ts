import { describe, expect, it } from '@jest/globals';
import { ApiDocument, routesOf } from '../../../functions/serve-docs/document.ts';
import { docsPage } from '../../../functions/serve-docs/page.ts';
import { PostedSubmission } from '../../../shared/capture/index.ts';
import { BacktestRequest } from '../../../shared/scoring/index.ts';
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
    expect(routes.map(({ method, path }) => `${method} ${path}`)).toEqual([
      'GET /v1/forms/{formId}',
      'POST /v1/forms/{formId}/submissions',
      'POST /v1/events',
      'GET /v1/leads',
      'GET /v1/leads/{leadId}',
      'GET /v1/leads/{leadId}/timeline',
      'GET /v1/leads/{leadId}/score',
      'GET /v1/leads/{leadId}/decisions',
      'GET /v1/forms/{formId}/submissions/{submissionId}',
      'DELETE /v1/leads/{leadId}/visitors/{visitorId}',
      'POST /v1/scoring/backtest',
      'GET /v1/config/{kind}',
      'PUT /v1/config/{kind}',
      'GET /v1/config/{kind}/diff',
      'GET /v1/openapi.json',
      'GET /v1/docs',
    ]);
    for (const { path, operation } of routes) {
      const needsToken =
        path.startsWith('/v1/leads') || path.startsWith('/v1/scoring') || path.startsWith('/v1/config') || path.endsWith('{submissionId}');
      expect([path, operation.security.length > 0]).toEqual([path, needsToken]);
      expect(operation.tags.every((tag) => document.tags.some(({ name }) => name === tag))).toBe(true);
    }
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

    expect(PostedSubmission.safeParse(example).success).toBe(true);
    expect((await post({ body: example })).statusCode).toBe(202);
  });
});

describe('the example of a back-test', () => {
  it('is a request that is read, and the documented draft is the configuration itself', () => {
    const body = routes.find(({ operation }) => operation.operationId === 'backtestScoring')?.operation.requestBody?.content[
      'application/json'
    ];

    expect(BacktestRequest.safeParse(body?.example).success).toBe(true);
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

  it('loads nothing but the icon of the site, and runs nothing', () => {
    expect(page.replace('<link rel="icon" href="/logo.svg" type="image/svg+xml">', '')).not.toMatch(
      /<script|<link|<img|src=|@import|url\(/,
    );
  });
});
