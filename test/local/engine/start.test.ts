import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SendMessageCommand } from '@aws-sdk/client-sqs';
import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, afterEach, describe, expect, it } from '@jest/globals';
import { synthesiseSample } from '../../../packages/local-cloud/test/support/sample.ts';
import type { Runtime } from '../../support/runtime.ts';
import { startRuntime } from '../../support/runtime.ts';
import { startSample } from '../../support/sample-runtime.ts';

const root = join(import.meta.dirname, '..', '..', '..');

/** Runs the start script until it ends by itself. */
function runStart(...args: string[]): Promise<{ code: number; output: string }> {
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      ['local/start.mjs', ...args],
      { cwd: root, env: { ...process.env, NODE_OPTIONS: '' } },
      (error, stdout, stderr) => {
        resolve({ code: error ? Number(error.code) : 0, output: stdout + stderr });
      },
    );
  });
}

describe('Starting the local runtime', () => {
  let runtime: Runtime | undefined;
  const directories: string[] = [];

  afterEach(async () => {
    await runtime?.stop();
    runtime = undefined;
  });
  afterAll(() => {
    for (const directory of directories) rmSync(directory, { recursive: true, force: true });
  });

  it('names the type, the resource and the way out when a template has what nobody knows', async () => {
    const assembly = await synthesiseSample('unknown');

    const { code, output } = await runStart('--port', '0', '--no-build', '--assembly', assembly);

    expect(code).toBe(1);
    expect(output).toMatch(/AWS::Kitchen::Toaster Toaster \(app\/Toaster\)/);
    expect(output).toContain('engine/executors.ts');
    expect(output).not.toContain('    at ');
  });

  it('says what to do when the port is taken', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const address = server.address();
    const port = typeof address === 'object' && address ? address.port : 0;

    const { code, output } = await runStart('--port', String(port), '--no-build', '--assembly', 'nowhere');

    server.close();
    expect(code).toBe(1);
    expect(output).toContain(`npm start -- --port ${port + 1}`);
  });

  it.each(['0.0.0.0', '192.0.2.1', 'box.lan'])('lets others in at %s only when that is said, and says what they get', async (host) => {
    const { code, output } = await runStart('--port', '0', '--no-build', '--assembly', 'nowhere', '--host', host);
    const known = await runStart('--port', '0', '--no-build', '--assembly', 'nowhere', '--host', '0.0.0.0', '--i-know-it-is-open');

    expect(code).toBe(1);
    expect(output).toContain('--i-know-it-is-open');
    expect(output).toContain('admin token');
    expect(known.output).toMatch(/Open to whoever reaches 0\.0\.0\.0\. .*admin token.*npm run synth/s);
  });

  it('says what to run when there is no assembly', async () => {
    const { code, output } = await runStart('--port', '0', '--no-build', '--assembly', 'nowhere');

    expect(code).toBe(1);
    expect(output).toContain('npm run synth');
  });

  it('refuses a call that the role of a function does not allow', async () => {
    runtime = await startSample('denied');

    const answer = await runtime.request('/v1/echo/a?put=KEY');

    expect(answer.status).toBe(500);
    const said = (await runtime.logs()).map(({ text }) => text).join('\n');
    expect(said).toMatch(/AccessDenied: .*dynamodb:PutItem/);
  });

  it('names the policy that does not let a service in, where AWS would only stay silent', async () => {
    const assembly = await synthesiseSample('silent');

    const { code, output } = await runStart('--port', '0', '--no-build', '--assembly', assembly);

    expect(code).toBe(1);
    expect(output).toMatch(/MailEvents \(app\/MailEvents\): AccessDenied: .*ses\.amazonaws\.com do sns:Publish/s);
  });

  it('ends with the shell that npm started it in, which passes no signal on', async () => {
    const assembly = await synthesiseSample('whole');
    const command = `"${process.execPath}" local/start.mjs --port 0 --no-build --assembly "${assembly}"; :`;
    const shell = spawn('sh', ['-c', command], { cwd: root, env: { ...process.env, NODE_OPTIONS: '', npm_lifecycle_event: 'start' } });
    let output = '';
    for await (const chunk of shell.stdout.iterator({ destroyOnReturn: false })) {
      output += chunk;
      if (output.includes('ready in')) break;
    }

    // The runtime has the pipe, too: it closes when both are gone.
    const closed = once(shell, 'close');
    shell.stdout.resume();
    shell.kill('SIGTERM');
    await closed;

    expect(output).toContain('ready in');
  });

  it('starts a function afresh after it fell over, and after its host was lost', async () => {
    runtime = await startSample();
    const [crash = ''] = (runtime.environment.functions as string[]).filter((name) => name.includes('Crash'));

    const fallen = await runtime.invoke(crash, {});
    await runtime.faults({ seed: 1, rate: 1, modes: ['kill'], services: ['dynamodb'] });
    const killed = await runtime.request('/v1/echo/a?put=KEY');
    await runtime.faults(undefined);
    const healthy = await runtime.request('/v1/echo/a?put=KEY');

    expect(fallen.error).toMatchObject({ errorMessage: 'fell over' });
    expect(killed.status).toBe(500);
    expect(healthy.status).toBe(200);
  });

  it('finds everything again that it was told to keep', async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'pheu-data-'));
    directories.push(dataDir);
    const assembly = await synthesiseSample('whole');
    const first = await startRuntime({ assembly, dataDir, isOwnProcess: true });
    const [seen = ''] = Object.keys(first.queueUrls).filter((name) => name.includes('Seen'));
    await first.aws.document.send(new PutCommand({ TableName: first.tableName, Item: { pk: 'STREAM#kept', sk: 'x', n: 1 } }));
    await first.aws.sqs.send(new SendMessageCommand({ QueueUrl: first.queueUrls[seen] ?? '', MessageBody: 'kept' }));
    const token = await first.token('rep@example.com');
    const clock = Date.parse(await first.advance('PT30M'));
    await first.idle();
    await first.stop();

    runtime = await startRuntime({ assembly, dataDir, isOwnProcess: true });

    const { Item } = await runtime.aws.document.send(new GetCommand({ TableName: runtime.tableName, Key: { pk: 'STREAM#kept', sk: 'x' } }));
    const echoed = (await runtime.request('/v1/private', { headers: { authorization: `Bearer ${token}` } })).body;
    await runtime.idle();
    expect(Item).toMatchObject({ n: 1 });
    const lying: { body: string }[] = (await runtime.request(`/_local/queues/${seen}`)).body;
    expect(lying.filter(({ body }) => body === 'kept')).toHaveLength(1);
    expect(echoed.now).toBeGreaterThanOrEqual(clock);
    expect(echoed.secret).toBe('secret-Update');
    // The stream was read before the restart: nothing comes twice.
    expect((await runtime.invocations()).filter(({ logicalId }) => logicalId.startsWith('Reader'))).toEqual([]);
  });
});
