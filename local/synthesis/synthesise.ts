import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isObject, lock, objectAt, parseJson, StartError } from 'local-cloud';

/** Where the project is, and where its assembly goes. */
export interface SynthesisRequest {
  readonly root: string;
  readonly directory: string;
  /** Settings of the deployment as `-c` would give them; a directory holds one set of them. @default - as cdk.json has them */
  readonly settings?: Readonly<Record<string, string>>;
}

/** What decides the templates and the bundles. */
const sources = ['infra', 'functions', 'shared', 'events', 'config', 'web', 'docs/generated', 'tools', 'cdk.json', 'package-lock.json'];

/** Builds and synthesises the project, unless the directory already holds the assembly of these very sources. */
export async function synthesise(request: SynthesisRequest): Promise<string> {
  const { root, directory } = request;
  if (isFresh(request)) return directory;
  const unlock = await lock(`${directory}.lock`);
  try {
    // Somebody else may have done it while we waited.
    if (isFresh(request)) return directory;
    const hash = hashOf(root);
    rmSync(stampFile(directory), { force: true });
    await runApp(request);
    writeFileSync(stampFile(directory), stampOf(hash, directory));
    return directory;
  } finally {
    unlock();
  }
}

function isFresh({ root, directory }: SynthesisRequest): boolean {
  if (!existsSync(stampFile(directory)) || !existsSync(join(directory, 'manifest.json'))) return false;
  return readFileSync(stampFile(directory), 'utf8') === stampOf(hashOf(root), directory);
}

const stampFile = (directory: string): string => join(directory, 'sources.sha256');

/** The manifest is part of the stamp: another tool may have synthesised something else into the directory. */
function stampOf(hash: string, directory: string): string {
  return `${hash} ${createHash('sha256')
    .update(readFileSync(join(directory, 'manifest.json')))
    .digest('hex')}\n`;
}

/** `node infra/app.ts` builds what is stale, then synthesises, in a process of its own: the CDK is large, and the services start meanwhile. */
async function runApp({ root, directory, settings }: SynthesisRequest): Promise<void> {
  const cdkFile = join(root, 'cdk.json');
  const cdk = existsSync(cdkFile) ? parseJson(readFileSync(cdkFile, 'utf8')) : {};
  const context = {
    ...objectAt(isObject(cdk) ? cdk : {}, 'context'),
    ...settings,
    'aws:cdk:enable-path-metadata': true,
    'aws:cdk:enable-asset-metadata': true,
  };
  const child = spawn(process.execPath, ['infra/app.ts'], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...process.env,
      CDK_OUTDIR: directory,
      CDK_CONTEXT_JSON: JSON.stringify(context),
      // Four fifths of a synthesis are this check; CI makes it.
      CDK_VALIDATION: 'false',
      CDK_DEFAULT_REGION: '',
      CDK_DEFAULT_ACCOUNT: '',
    },
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8');
    stream.on('data', (chunk: string) => {
      output += chunk;
    });
  }
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
  if (code !== 0) throw new StartError(`The project could not be built and synthesised (node infra/app.ts):\n\n${output.trim()}`);
}

/** Digest of names and contents: unlike file times it survives a checkout. */
function hashOf(root: string): string {
  const hash = createHash('sha256');
  for (const source of sources) {
    const path = join(root, source);
    if (!existsSync(path)) continue;
    const files = statSync(path).isDirectory()
      ? readdirSync(path, { recursive: true, withFileTypes: true })
          .filter((entry) => entry.isFile())
          .map((entry) => join(entry.parentPath, entry.name))
          .sort()
      : [path];
    for (const file of files) hash.update(file.slice(root.length)).update('\0').update(readFileSync(file)).update('\0');
  }
  return hash.digest('hex');
}
