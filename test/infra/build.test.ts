import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { root } from '../../tools/build.ts';

/** Bundles a probe as functions are bundled, by plain Node: esbuild checks its own byte arrays, which jest's realm replaces. */
const bundler = (folder: string) => `
  import { build } from ${JSON.stringify(join(root, 'node_modules', 'esbuild', 'lib', 'main.js'))};
  import { bundleOptions } from ${JSON.stringify(join(root, 'tools', 'build.ts'))};
  const entryPoints = ['probe', 'failing'].map((name) => ({ in: ${JSON.stringify(folder)} + '/' + name + '.ts', out: name }));
  for (const outdir of ['first', 'second']) {
    await build({ ...bundleOptions, entryPoints, outdir: ${JSON.stringify(folder)} + '/' + outdir });
  }
`;

const probe = `
  import { DynamoDBClient } from ${JSON.stringify(join(root, 'node_modules', '@aws-sdk', 'client-dynamodb'))};
  const client = new DynamoDBClient({ region: 'ap-southeast-1' });
  try {
    const { accessKeyId, sessionToken } = await client.config.credentials();
    console.log(JSON.stringify({ accessKeyId, sessionToken }));
  } catch (error) {
    console.log(JSON.stringify({ error: error.name }));
  }
`;

const failing = `
  import { mapStackTraces } from ${JSON.stringify(join(root, 'shared', 'platform', 'stack-traces.ts'))};
  import { marshall } from ${JSON.stringify(join(root, 'node_modules', '@aws-sdk', 'util-dynamodb'))};
  mapStackTraces(import.meta.url);
  function refuseTheLead() {
    throw new Error('refused');
  }
  for (const fail of [refuseTheLead, () => marshall({ when: new Date() })]) {
    try {
      fail();
    } catch (error) {
      console.log(JSON.stringify(error.stack.split('\\n').filter((line) => line.includes(' at '))));
    }
  }
`;

describe('a bundle', () => {
  let folder: string;

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'pheu-build-'));
    writeFileSync(join(folder, 'probe.ts'), probe);
    writeFileSync(join(folder, 'failing.ts'), failing);
    execFileSync(process.execPath, ['--input-type=module', '--eval', bundler(folder)], {
      cwd: root,
      env: { ...process.env, NODE_OPTIONS: '' },
    });
  });

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const runWith = (environment: Record<string, string>): unknown =>
    JSON.parse(execFileSync(process.execPath, [join(folder, 'first', 'probe.mjs')], { env: environment, encoding: 'utf8' }));

  it('finds the credentials that Lambda puts into the environment', () => {
    const found = runWith({ AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE', AWS_SECRET_ACCESS_KEY: 'secret', AWS_SESSION_TOKEN: 'session' });

    expect(found).toEqual({ accessKeyId: 'AKIDEXAMPLE', sessionToken: 'session' });
  });

  it('says that there are none instead of asking other places', () => {
    expect(runWith({ HOME: root })).toEqual({ error: 'CredentialsProviderError' });
  });

  it('leaves out the providers that Lambda never uses', () => {
    const code = readFileSync(join(folder, 'first', 'probe.mjs'), 'utf8');

    const found = ['AssumeRoleWithWebIdentity', 'sso_start_url', 'credential_process'].filter((trace) => code.includes(trace));
    expect(found).toEqual([]);
  });

  it('comes out the same every time', () => {
    const [first, second] = ['first', 'second'].map((name) => readFileSync(join(folder, name, 'probe.mjs'), 'utf8'));

    expect(first === second).toBe(true);
  });

  it('names our own lines in a stack trace, and takes no line of a library for one of ours', () => {
    const output = execFileSync(process.execPath, [join(folder, 'first', 'failing.mjs')], {
      env: { PATH: process.env.PATH },
      encoding: 'utf8',
    });
    const [own = [], library = []] = output.split('\n').map((line): string[] => JSON.parse(line === '' ? '[]' : line));

    expect(own[0]).toMatch(/failing\.ts:6:11/);
    expect(library[0]).toMatch(/failing\.mjs:\d+:\d+/);
    expect(library.filter((line) => line.includes('failing.ts'))).toEqual([
      expect.stringMatching(/failing\.ts:8:\d+/),
      expect.stringMatching(/failing\.ts:10:\d+/),
    ]);
  });

  it('maps nothing but our own code', () => {
    const { sources } = JSON.parse(readFileSync(join(folder, 'first', 'failing.mjs.map'), 'utf8'));

    expect(sources.filter((source: string) => !/(failing|shared\/platform\/(once|stack-traces))\.ts$/.test(source))).toEqual([]);
  });
});
