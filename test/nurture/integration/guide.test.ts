import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { root } from '../../../tools/build.ts';
import { type Runtime, startRuntime } from '../../support/runtime.ts';

const guide = readFileSync(join(root, 'docs/guides/nurture.md'), 'utf8');

/** A file that the guide has its reader save, or commands with what they print. */
type Block = { readonly file: string; readonly text: string } | { readonly commands: string; readonly prints: string };

const blocks: readonly Block[] = [
  ...guide.matchAll(/as `([\w-]+\.json)`:\n\n```json\n(.*?)```|```sh\n(.*?)```\n(?:```text\n(.*?)```)?/gs),
].map(([, file, text = '', commands = '', prints = '']) => (file === undefined ? { commands, prints } : { file, text }));

/** What differs from run to run: moments, and what the forecast or a rest names of them. */
const alike = (text: string): string =>
  text
    .replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, '(a moment)')
    .replaceAll(/\d\d:\d\d, \d{1,2} [A-Z][a-z]{2} \d{4}/g, '(a moment)')
    .trimEnd();

const hourMs = 3_600_000;

/** How long it is to ten o'clock in Vietnam on the next Monday: whatever waits for a morning or a working day then comes in the same order. */
function untilMonday(now: Date): number {
  const local = new Date(now.getTime() + 7 * hourMs);
  const days = (8 - local.getUTCDay()) % 7 || 7;
  return Date.UTC(local.getUTCFullYear(), local.getUTCMonth(), local.getUTCDate() + days, 10) - local.getTime();
}

let runtime: Runtime;
let shell: ChildProcessWithoutNullStreams;
let lines: AsyncIterator<string>;
const folder = mkdtempSync(join(tmpdir(), 'pheu-guide-'));

beforeAll(async () => {
  runtime = await startRuntime({ isOwn: true });
  await runtime.advance(`PT${Math.ceil(untilMonday(new Date(runtime.ago(0))) / 1_000)}S`);
  await runtime.idle();
  shell = spawn('bash', [], { cwd: folder });
  lines = createInterface({ input: shell.stdout })[Symbol.asyncIterator]();
});
afterAll(async () => {
  shell?.kill();
  rmSync(folder, { recursive: true });
  await runtime?.stop();
});

/** Runs commands in the one shell of the reader, who has variables and functions of earlier blocks. */
async function run(commands: string): Promise<string> {
  const end = '(end of the block)';
  shell.stdin.write(`{ ${commands.replaceAll('http://localhost:8787', runtime.url)}\n} 2>&1\necho; echo '${end}'\n`);
  const printed: string[] = [];
  for (;;) {
    const { value, done } = await lines.next();
    if (done || value === end) return printed.join('\n');
    printed.push(value);
  }
}

describe('the guide to sequences', () => {
  it('shows what its commands print', async () => {
    const shown: string[] = [];
    const printed: string[] = [];
    for (const block of blocks) {
      if ('file' in block) writeFileSync(join(folder, block.file), block.text);
      else {
        shown.push(alike(`${block.commands}${block.prints}`));
        printed.push(alike(`${block.commands}${await run(block.commands)}`));
      }
    }

    expect(printed).toEqual(shown);
    expect(blocks.length).toBeGreaterThan(15);
  });
});
