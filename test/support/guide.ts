import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { root } from '../../tools/build.ts';
import { type Runtime, startRuntime } from './runtime.ts';

/** A file that a guide has its reader save, or commands with what they print. */
type Block = { readonly file: string; readonly text: string } | { readonly commands: string; readonly prints: string };

/** What a guide shows, and what came of its commands. */
export interface WalkedGuide {
  readonly blocks: number;
  readonly shown: readonly string[];
  readonly printed: readonly string[];
}

function blocksOf(guide: string): Block[] {
  return [...guide.matchAll(/as `([\w-]+\.json)`:\n\n```json\n(.*?)```|```sh\n(.*?)```\n(?:```text\n(.*?)```)?/gs)].map(
    ([, file, text = '', commands = '', prints = '']) => (file === undefined ? { commands, prints } : { file, text }),
  );
}

/** What differs from run to run: moments, and what the forecast or a rest names of them. */
const alike = (text: string): string =>
  text
    .replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, '(a moment)')
    .replaceAll(/\d\d:\d\d, \d{1,2} [A-Z][a-z]{2} \d{4}/g, '(a moment)')
    .trimEnd();

const hourMs = 3_600_000;

/** How long it is to the next Saturday evening in Vietnam: nobody works then, so a guide that needs a working hour has to say so. */
function untilSaturdayEvening(now: Date): number {
  const local = new Date(now.getTime() + 7 * hourMs);
  const days = (13 - local.getUTCDay()) % 7 || 7;
  return Date.UTC(local.getUTCFullYear(), local.getUTCMonth(), local.getUTCDate() + days, 20) - local.getTime();
}

/** Does what a guide of docs/guides has its reader do, in a folder and a shell of its own, with a runtime that nobody has used. */
export async function walkGuide(name: string): Promise<WalkedGuide> {
  const blocks = blocksOf(readFileSync(join(root, 'docs/guides', name), 'utf8'));
  const folder = mkdtempSync(join(tmpdir(), 'pheu-guide-'));
  const runtime = await startRuntime({ isOwn: true });
  const shell = spawn('bash', [], { cwd: folder });
  try {
    await runtime.advance(`PT${Math.ceil(untilSaturdayEvening(new Date(runtime.ago(0))) / 1_000)}S`);
    await runtime.idle();
    const run = runIn(shell, runtime);
    const shown: string[] = [];
    const printed: string[] = [];
    for (const block of blocks) {
      if ('file' in block) writeFileSync(join(folder, block.file), block.text);
      else {
        shown.push(alike(`${block.commands}${block.prints}`));
        printed.push(alike(`${block.commands}${await run(block.commands)}`));
      }
    }
    return { blocks: blocks.length, shown, printed };
  } finally {
    shell.kill();
    rmSync(folder, { recursive: true });
    await runtime.stop();
  }
}

/** Runs commands in the one shell of the reader, who has variables and functions of earlier blocks. */
function runIn(shell: ChildProcessWithoutNullStreams, runtime: Runtime): (commands: string) => Promise<string> {
  const lines = createInterface({ input: shell.stdout })[Symbol.asyncIterator]();
  const end = '(end of the block)';
  return async (commands) => {
    shell.stdin.write(`{ ${commands.replaceAll('http://localhost:8787', runtime.url)}\n} 2>&1\necho; echo '${end}'\n`);
    const printed: string[] = [];
    for (;;) {
      const { value, done } = await lines.next();
      if (done || value === end) return printed.join('\n');
      printed.push(value);
    }
  };
}
