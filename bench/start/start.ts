import { spawn } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { root } from '../../tools/build.ts';
import type { Report, Subject } from '../subject.ts';
import { spreadOf } from '../support/statistics.ts';
import { figure, spreadText, table } from '../support/table.ts';

const runs = 5;
const limitSeconds = 10;
/** What a start reads of a fresh clone. */
const parts = [
  'docs',
  'infra',
  'functions',
  'shared',
  'events',
  'config',
  'web',
  'local',
  'tools',
  'cdk.json',
  'package.json',
  'package-lock.json',
];

/** P12: seconds from `npm start` until the runtime answers. */
export const start: Subject = { name: 'start', title: 'npm start, from the command to the first answer', run };

async function run(): Promise<Report> {
  const fresh: number[] = [];
  const again: number[] = [];
  for (let count = 0; count < runs; count += 1) {
    const clone = freshClone();
    try {
      fresh.push(await secondsUntilReady(clone));
      again.push(await secondsUntilReady(clone));
    } finally {
      rmSync(clone, { recursive: true, force: true });
    }
  }
  const first = spreadOf(fresh);
  return {
    findings: [
      {
        goal: 'P12',
        what: 'first npm start after install: build, synthesis, ready, s',
        measured: spreadText(first),
        limit: `≤ ${limitSeconds}`,
        isMet: first.median <= limitSeconds,
      },
      testTime(),
    ],
    details: [
      table(
        ['npm start', 'seconds until ready'],
        [
          ['in a fresh clone', spreadText(first)],
          ['again, nothing changed', spreadText(spreadOf(again))],
        ],
      ),
      'Each run in a copy of its own with the installed packages linked; the time includes npm and Node. It moves with the load of the machine.',
    ],
  };
}

function testTime() {
  const measured = Number(process.env.PHEU_TEST_SECONDS);
  const isKnown = Number.isFinite(measured) && measured > 0;
  return {
    goal: 'P12',
    what: 'npm test on 2 cores, s',
    measured: isKnown ? figure(measured) : 'not measured here: it prints its own time; PHEU_TEST_SECONDS=… puts it in this table',
    limit: '≤ 120',
    isMet: isKnown ? measured <= 120 : undefined,
  };
}

function freshClone(): string {
  const clone = mkdtempSync(join(tmpdir(), 'pheu-start-'));
  for (const part of parts) cpSync(join(root, part), join(clone, part), { recursive: true });
  symlinkSync(join(root, 'node_modules'), join(clone, 'node_modules'));
  return clone;
}

async function secondsUntilReady(directory: string): Promise<number> {
  const startedAt = performance.now();
  const child = spawn('npm', ['start', '--silent', '--', '--port', '0', '--json', '--quiet', '--stop-at-eof'], {
    cwd: directory,
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  const lines = createInterface(child.stdout);
  const seconds = await new Promise<number>((resolve, reject) => {
    lines.on('line', (line) => {
      if (line.includes('"ready":true')) resolve((performance.now() - startedAt) / 1000);
    });
    void ended.then((code) => reject(new Error(`npm start ended with code ${code}`)));
  });
  child.stdin.end();
  await ended;
  return seconds;
}
