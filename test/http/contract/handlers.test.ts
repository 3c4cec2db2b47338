import { describe, expect, it } from '@jest/globals';
import { contracts } from '../../../api/contracts.ts';
import { type RouteKind, routeKeyOf } from '../../../api/route.ts';
import { routesOf as linkRoutes } from '../../../functions/answer-links/app.ts';
import { routesOf as longRoutes } from '../../../functions/backtest-scoring/app.ts';
import { routesOf as changeRoutes } from '../../../functions/change-leads/app.ts';
import { routesOf as compileRoutes } from '../../../functions/compile-templates/app.ts';
import { routesOf as configRoutes } from '../../../functions/edit-config/app.ts';
import { routesOf as readRoutes } from '../../../functions/read-leads/app.ts';
import { routesOf as reportRoutes } from '../../../functions/read-reports/app.ts';
import { routes as docsRoutes } from '../../../functions/serve-docs/app.ts';
import { routesOf as sessionRoutes } from '../../../functions/session/app.ts';
import { silentLog } from '../../../shared/platform/logging.ts';

/** Nothing is asked, so nothing is needed. */
const nothing = {} as never;
const keysOf = (served: ReturnType<typeof readRoutes>) => served.map(({ route }) => routeKeyOf(route));

const tables: readonly [RouteKind, string, readonly string[]][] = [
  ['read', 'functions/read-leads/app.ts', keysOf(readRoutes(nothing, silentLog))],
  ['change', 'functions/change-leads/app.ts', keysOf(changeRoutes(nothing, silentLog))],
  ['configure', 'functions/edit-config/app.ts', keysOf(configRoutes(nothing, silentLog))],
  ['compile', 'functions/compile-templates/app.ts', keysOf(compileRoutes(nothing, silentLog))],
  ['long', 'functions/backtest-scoring/app.ts', keysOf(longRoutes(nothing))],
  ['report', 'functions/read-reports/app.ts', keysOf(reportRoutes(nothing, silentLog))],
  ['link', 'functions/answer-links/app.ts', [...linkRoutes(nothing).keys()]],
  ['docs', 'functions/serve-docs/app.ts', [...docsRoutes.keys()]],
  ['session', 'functions/session/app.ts', [...sessionRoutes(nothing).keys()]],
];
const contractsOf = (kind: RouteKind) => contracts.filter((contract) => contract.kind === kind).map(routeKeyOf);

describe('every contract has a handler, and every handler a contract', () => {
  it.each(tables)('of the kind %s, in %s', (kind, file, handled) => {
    const unhandled = contractsOf(kind).filter((key) => !handled.includes(key));
    const undescribed = handled.filter((key) => !contractsOf(kind).includes(key));

    expect(unhandled.map((key) => `${key} has no handler: add it to the table in ${file}`)).toEqual([]);
    expect(undescribed.map((key) => `${file} handles ${key}: list a contract of the kind ${kind} in api/contracts.ts`)).toEqual([]);
    expect(new Set(handled).size).toBe(handled.length);
  });

  it.each(['show', 'capture', 'beacon'] as const)('of the kind %s, which serves one route and has no table', (kind) => {
    expect(contractsOf(kind)).toHaveLength(1);
  });

  it('of the kind inbound, which serves both methods of one address and has no table', () => {
    expect(contractsOf('inbound').sort()).toEqual(['GET /v1/inbound/{connector}', 'POST /v1/inbound/{connector}']);
  });

  it('of no other kind', () => {
    const known = new Set<string>([...tables.map(([kind]) => kind), 'show', 'capture', 'beacon', 'inbound']);

    expect(contracts.filter(({ kind }) => !known.has(kind))).toEqual([]);
  });
});
