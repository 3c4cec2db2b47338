import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Role } from '../../../api/actions.ts';
import type { Contract } from '../../../api/contract.ts';
import { contracts } from '../../../api/contracts.ts';
import { routeKeyOf } from '../../../api/route.ts';
import type { Lead } from '../../../shared/leads/index.ts';
import { inParallel, report } from '../../support/proof.ts';
import { type HttpAnswer, type Runtime, startRuntime } from '../../support/runtime.ts';
import { type Caller, expectations } from './expectations.ts';
import { deviceOf, heldOf, leaderOfSouth, managerOfSouth, type Name, ownerOf, personIn, settle } from './nests.ts';
import { badTokens } from './tokens.ts';

const guarded = contracts.filter(({ access }) => access === 'token');
const callers = ['admin', 'manager', 'leader', 'marketer', 'rep', 'nobody'] as const satisfies readonly Caller[];

/** A lead that is the caller's in some way, and one that is not. */
const places = [
  ['inside', 'south'],
  ['outside', 'north'],
] as const satisfies readonly (readonly [string, Name])[];

const noSuchPurchase = `shop-hcm~${'a'.repeat(27)}`;

it('every role, and every route with a token, has its line', () => {
  expect([...callers].sort()).toEqual([...Role.options, 'nobody'].sort());
  const unsaid = guarded.filter(({ id }) => !Object.hasOwn(expectations, id));
  const unknown = Object.keys(expectations).filter((id) => !guarded.some((contract) => contract.id === id));

  expect(unsaid.map(({ id }) => `${id}: say whom it answers what in test/access/integration/expectations.ts`)).toEqual([]);
  expect(unknown).toEqual([]);
});

describe('invariant 8: each route answers each role what it may know', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'pheu-matrix-'));
  let runtime: Runtime;
  let leadOf: (name: Name) => Lead;
  let asked = 0;

  beforeAll(async () => {
    runtime = await startRuntime({ dataDir });
    leadOf = await settle(runtime, callers.length);
  });
  afterAll(async () => {
    await runtime?.stop();
    rmSync(dataDir, { recursive: true, force: true });
    report('isolation of routes', { routes: guarded.length, requests: asked });
  });

  const userOf = (caller: Caller): string =>
    ({
      admin: 'admin@example.com',
      manager: managerOfSouth,
      leader: leaderOfSouth,
      marketer: 'marketer@example.com',
      rep: ownerOf(leadOf('south')),
      nobody: 'nobody@example.com',
    })[caller];

  /** What the parameters of paths stand for. A route with another one needs it here. */
  const valuesOf = (name: Name, caller: Caller, routeId: string): Record<string, string> => {
    const { leadId, source, fullName } = leadOf(name);
    const { sourceId: formId, submissionId } = source.first;
    const number = callers.indexOf(caller);
    return {
      leadId,
      fullName: fullName ?? '',
      formId,
      submissionId,
      visitorId: deviceOf(name, number),
      heldId: heldOf(name, number, routeId),
      proposalId: 'no-such-proposal',
      opportunityId: 'no-such-opportunity',
      companyId: 'nosuchcompany',
      callId: 'nosuchcall',
      noteId: 'nosuchnote',
      textId: 'nosuchtext',
      lateActId: 'nosuchact',
      heldActId: 'nosuchact',
      taskId: `${leadId}.no-such-task`,
      purchaseId: noSuchPurchase,
      factId: 'no-such-fact',
      splitId: 'nosuchsplit',
      importId: 'nosuchlist',
      connectorId: 'nosuchconnector',
      exportId: 'nosuchexport',
      requestId: 'nosuchrequest',
      breachId: 'nosuchbreach',
      webhookId: 'nosuchwebhook',
      erasureId: 'nosucherasure',
      segmentId: 'khach-vip',
      sequenceId: 'no-such-sequence',
      viewId: 'mine',
      name: 'overview',
      kind: 'pools',
      // Of the leader's pool, and not the caller.
      repId: ['rep-lan', 'rep-phuc'].find((id) => id !== leadOf('south').owner?.repId) ?? '',
      // In half a year, by the runtime's clock.
      from: runtime.ago(-180 * 86_400).slice(0, 10),
      month: '2026-11',
      userId: name === 'south' ? 'marketer' : 'no-such-user',
      poolId: leadOf(name).owner?.poolId ?? 'no-such-pool',
      ...expectations[routeId]?.path,
    };
  };
  const nowhere = {
    fullName: 'Nobody At All',
    importId: 'nosuchlist',
    connectorId: 'nosuchconnector',
    exportId: 'nosuchexport',
    requestId: 'nosuchrequest',
    breachId: 'nosuchbreach',
    webhookId: 'nosuchwebhook',
    erasureId: 'nosucherasure',
    leadId: 'L01NOSUCHLEAD',
    formId: 'contact',
    submissionId: 'no-such-post',
    visitorId: 'no-such-device',
    heldId: 'no-such-post',
    proposalId: 'no-such-proposal',
    opportunityId: 'no-such-opportunity',
    companyId: 'nosuchcompany',
    callId: 'nosuchcall',
    noteId: 'nosuchnote',
    textId: 'nosuchtext',
    lateActId: 'nosuchact',
    heldActId: 'nosuchact',
    taskId: 'L01NOSUCHLEAD.no-such-task',
    purchaseId: noSuchPurchase,
    factId: 'no-such-fact',
    splitId: 'nosuchsplit',
    segmentId: 'no-such-segment',
    sequenceId: 'no-such-sequence',
    viewId: 'no-such-view',
    name: 'no-such-report',
    kind: 'pools',
    repId: 'no-such-rep',
    from: '2026-01-01',
    month: '2026-11',
    userId: 'no-such-user',
    poolId: 'no-such-pool',
  };

  const pathOf = ({ id, path, params }: Contract, values: Record<string, string>): string => {
    const filled = Object.keys(params?.shape ?? {}).reduce((text, name) => {
      const value = values[name];
      if (value === undefined) throw new Error(`no value for {${name}} of ${path}: add one to valuesOf and nowhere, above`);
      return text.replace(`{${name}}`, value);
    }, path as string);
    const query = expectations[id]?.query?.replace('{fullName}', encodeURIComponent(values.fullName ?? ''));
    return `${filled}${query ?? ''}`;
  };

  const ask = async (
    contract: Contract,
    values: Record<string, string>,
    token: string | undefined,
    caller: Caller = 'admin',
  ): Promise<HttpAnswer> => {
    asked += 1;
    const line = expectations[contract.id];
    const body = line?.bodyOf?.(caller) ?? line?.body;
    return runtime.request(pathOf(contract, values), {
      method: contract.method,
      headers: token === undefined ? {} : { authorization: `Bearer ${token}` },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  };

  /** For a list it says whether the lead is in it. */
  const told = ({ id }: Contract, { status, text }: HttpAnswer, leadId: string): string =>
    !['listLeads', 'searchLeads'].includes(id) || status !== 200 ? String(status) : `200 ${text.includes(leadId) ? 'with' : 'without'} it`;

  it('asks for a good token first, and says no word of a person', async () => {
    const tokens = Object.entries(await badTokens(runtime, dataDir, 'admin@example.com'));
    const tries = guarded.flatMap((contract) => tokens.map(([name, token]) => ({ contract, name, token })));

    const answers = await inParallel(tries, 8, async ({ contract, name, token }) => ({
      what: `${routeKeyOf(contract)} with ${name}`,
      answer: await ask(contract, valuesOf('south', 'admin', contract.id), token),
    }));

    const wrong = answers.filter(({ answer }) => answer.status !== 401 || personIn(answer).length > 0);
    expect(wrong.map(({ what, answer }) => `${what}: ${answer.status}`)).toEqual([]);
  });

  it.each(guarded.map((contract) => [routeKeyOf(contract), contract] as const))('%s', async (_, contract) => {
    const line = expectations[contract.id];
    const given: Record<string, readonly string[]> = {};
    const betrayed: string[] = [];

    for (const caller of callers) {
      const token = await runtime.token(userOf(caller));
      const missing = await ask(contract, nowhere, token, caller);
      const answers = [];
      for (const [where, name] of places) {
        const answer = await ask(contract, valuesOf(name, caller, contract.id), token, caller);
        answers.push(told(contract, answer, leadOf(name).leadId));
        if (answer.status < 400) continue;
        // What may not be known is answered as what is not there; who may know it is told why it cannot be.
        const isTold = answer.status !== 409 && JSON.stringify({ ...answer.body, id: 0 }) !== JSON.stringify({ ...missing.body, id: 0 });
        if (isTold || personIn(answer).length > 0) betrayed.push(`${caller}, ${where}`);
      }
      given[caller] = answers;
    }

    expect(given).toEqual(line?.answers);
    expect(betrayed).toEqual([]);
  });
});
