import { paginateScan } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { person } from '../../support/people.ts';
import { runTool } from '../../support/run-tool.ts';
import { type Runtime, startRuntime } from '../../support/runtime.ts';

/** `npm run smoke`, as ops would run it after a deployment. */
const smoke = (runtime: Runtime, ...args: string[]): Promise<string> =>
  runTool(runtime, 'tools/smoke.ts', { '--table': 'TableName', '--identity-parameter': 'IdentityParameterName' }, [
    '--url',
    runtime.url,
    ...args,
  ]);

/**
 * Every item but what pools, networks and reps' notices count, the look for overdue tasks of a rep, which other leads may share, and the
 * mark without content that keeps a late card out until it expires.
 */
async function itemsOf({ aws }: Runtime): Promise<string[]> {
  const found: string[] = [];
  for await (const page of paginateScan({ client: aws.document }, { TableName: aws.tableName, ConsistentRead: true })) {
    for (const { pk, sk, leadVersion, activityAt, message, ...rest } of page.Items ?? []) {
      const isMark =
        (sk === 'CARD' && Object.keys(rest).join() === 'expiresAt') ||
        (pk.startsWith('FACTS#') && rest.f === undefined && rest.expiresAt > 0);
      if (!isMark && message?.kind !== 'tellOverdue') found.push(`${pk} ${sk}`);
    }
  }
  return found.filter((key) => !/^(POOL#|CLIENT#|MAILHOST#|REP#.* NOTICES$)/.test(key)).sort();
}

describe('the smoke test of a deployment', () => {
  let runtime: Runtime;
  beforeAll(async () => {
    runtime = await startRuntime();
  });
  afterAll(() => runtime?.stop());

  it('follows a post to the notice of its owner, and leaves nothing of it behind', async () => {
    await runtime.post('contact', { submissionId: 'somebody', fields: { ...person(1) }, consent: { contact: true } }, { ip: '10.45.0.1' });
    await runtime.idle();
    const before = await itemsOf(runtime);

    const said = await smoke(runtime);

    expect(said).toMatch(/^posted .*\nlead .*\nowner .*\nnotice .*accepted by SES.*\ndeleted .*\nThe deployment works\.\n$/);
    await runtime.idle();
    expect(await itemsOf(runtime)).toEqual(before);
  });

  it('says which step a broken deployment does not reach, and cleans up', async () => {
    const before = await itemsOf(runtime);
    await runtime.request('/_local/faults', { method: 'POST', body: JSON.stringify({ outage: 'ses', on: true }) });

    const failure = await smoke(runtime, '--seconds', '3').catch((error: unknown) =>
      String(error instanceof Error && 'stderr' in error ? error.stderr : error),
    );

    expect(failure).toContain('after 3 s the rep was not notified: look at the log of send-mail');
    await runtime.request('/_local/faults', { method: 'POST', body: JSON.stringify({ outage: 'ses', on: false }) });
    await runtime.idle();
    expect((await itemsOf(runtime)).filter((key) => !before.includes(key))).toEqual([]);
  });
});
