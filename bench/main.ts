import { loadavg } from 'node:os';
import { cold } from './cold/cold.ts';
import { connectorsSubject } from './connectors/connectors.ts';
import { consoleSubject } from './console/console.ts';
import { cost } from './cost/cost.ts';
import { cpu } from './cpu/cpu.ts';
import { hotKeys } from './hot-keys/hot-keys.ts';
import { idle } from './idle/idle.ts';
import { importsSubject } from './imports/imports.ts';
import { ingest } from './ingest/ingest.ts';
import { latency } from './latency/latency.ts';
import { listsSubject } from './lists/lists.ts';
import { mailRate } from './mail-rate/mail-rate.ts';
import { nurture } from './nurture/nurture.ts';
import { patterns } from './patterns/patterns.ts';
import { reportsSubject } from './reports/reports.ts';
import { routing } from './routing/routing.ts';
import { start } from './start/start.ts';
import type { Finding, Report, Subject } from './subject.ts';
import { table } from './support/table.ts';
import { work } from './work/work.ts';
import { worst } from './worst/worst.ts';

const subjects: readonly Subject[] = [
  latency,
  cpu,
  cold,
  cost,
  routing,
  patterns,
  work,
  consoleSubject,
  listsSubject,
  reportsSubject,
  importsSubject,
  connectorsSubject,
  worst,
  hotKeys,
  ingest,
  mailRate,
  nurture,
  start,
  idle,
];

/** Measures the named subjects, or all; prints one table per subject and all figures beside their goals at the end. */
async function main(names: readonly string[]): Promise<void> {
  const unknown = names.filter((name) => !subjects.some((subject) => subject.name === name));
  if (unknown.length > 0) throw new Error(`no subject ${unknown.join(', ')}; there are: ${subjects.map(({ name }) => name).join(', ')}`);
  const chosen = names.length === 0 ? subjects : subjects.filter(({ name }) => names.includes(name));
  const findings: Finding[] = [];
  for (const subject of chosen) {
    const startedAt = performance.now();
    const report = await subject.run().catch((error: unknown) => failed(subject, error));
    const seconds = Math.round((performance.now() - startedAt) / 1000);
    console.log(
      `\n## ${subject.name}: ${subject.title}\n\n${[findingsTable(report.findings), ...report.details].join('\n\n')}\n\n(${seconds} s)`,
    );
    findings.push(...report.findings);
  }
  if (chosen.length > 1) console.log(`\n## All figures\n\n${findingsTable(findings)}`);
  console.log(
    `\nLoad of the machine at the end: ${loadavg()
      .map((load) => load.toFixed(1))
      .join(' ')} (1, 5, 15 minutes). Figures are medians with (min–max, sample size).`,
  );
}

/** The other subjects are measured all the same. */
function failed({ name }: Subject, error: unknown): Report {
  process.exitCode = 1;
  const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return {
    findings: [{ goal: '–', what: `${name} could not be measured`, measured: '–', limit: '–', isMet: false }],
    details: [`\`\`\`\n${message}\n\`\`\``],
  };
}

function findingsTable(findings: readonly Finding[]): string {
  const verdict = ({ isMet }: Finding): string => (isMet === undefined ? '–' : isMet ? 'met' : 'MISSED');
  return table(
    ['goal', 'what', 'measured', 'limit', 'verdict'],
    findings.map((finding) => [finding.goal, finding.what, finding.measured, finding.limit, verdict(finding)]),
  );
}

await main(process.argv.slice(2));
