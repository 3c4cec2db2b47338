import { contactOf } from '../../shared/identity/contact.ts';
import { importingOf } from '../../test/support/imports.ts';
import { createWorld } from '../../test/support/lead-world/world.ts';
import { toCsv } from '../../test/support/sheets/dirty-list.ts';
import { writeXlsx } from '../../test/support/sheets/write-xlsx.ts';
import type { Finding, Report, Subject } from '../subject.ts';
import { figure, table } from '../support/table.ts';

/** What do-work has: of a core it gets its share by memory. */
const [memoryMb, wholeCpuMb, timeoutSeconds] = [1_769, 1_769, 60];
const asDeployed = (cpuSeconds: number): number => (cpuSeconds * wholeCpuMb) / memoryMb;

/** As `advance-work.ts` takes rows in, and what a pool needs for eight leads that it gives away. */
const [rowsPerSecond, rowsPerPart, leadsPerTransaction, secondsPerTransaction] = [60, 200, 8, 0.1];
const modelled = 100_000;
const mostMb = 50;
/** Units of a table that nobody has asked to give more. */
const unitsPerSecond = 4_000;

/** How long a list takes, what it leaves for others, and how true its progress is. */
export const importsSubject: Subject = { name: 'imports', title: 'lists of a hundred thousand rows, and of fifty megabytes', run };

async function run(): Promise<Report> {
  const taken = await measureRows(3_000);
  const files = [];
  for (const format of ['csv', 'xlsx'] as const) files.push({ format, ...(await measureFile(format)) });
  const parts = modelled / rowsPerPart;
  const byPace = rowsPerPart / rowsPerSecond;
  const byPool = (rowsPerPart / leadsPerTransaction) * secondsPerTransaction;
  const byCpu = asDeployed(taken.cpuSecondsPerRow * rowsPerPart);
  const minutes = (parts * Math.max(byPace, byPool, byCpu)) / 60;
  const unitsAtPace = taken.unitsPerRow * rowsPerSecond;
  return {
    findings: [
      most('100,000 rows of one pool, by model: minutes', minutes, 30),
      most('write units a second while a list is taken in', unitsAtPace, unitsPerSecond),
      most('largest step of its progress: % of the rows', taken.largestStep * 100, 5),
      ...files.map(({ format, mb, longest }) =>
        most(`${figure(mb)} MB of ${format}: longest run of work, CPU s at 1,769 MB`, longest, timeoutSeconds),
      ),
    ],
    details: [
      table(
        ['a part of 200 rows', 's'],
        [
          ['by the pace of sixty a second', figure(byPace)],
          ['by its pool, eight leads in a tenth of a second', figure(byPool)],
          ['by CPU at 1,769 MB', figure(byCpu)],
        ],
      ),
      table(
        ['file', 'MB', 'rows', 'runs of work', 'longest, CPU s at 1,769 MB', 'all, CPU s at 1,769 MB', 'memory, MB'],
        files.map(({ format, mb, rows, runs, longest, all, memory }) =>
          [format, figure(mb), rows, runs, figure(longest), figure(all), figure(memory)].map(String),
        ),
      ),
    ],
  };
}

const most = (what: string, value: number, limit: number): Finding => ({
  goal: '–',
  what,
  measured: figure(value),
  limit: `≤ ${figure(limit)}`,
  isMet: value <= limit,
});

const cpuSeconds = (since?: NodeJS.CpuUsage): number => {
  const { user, system } = process.cpuUsage(since);
  return (user + system) / 1e6;
};

/** Takes a list in, part by part, and counts what its rows cost. */
async function measureRows(rows: number) {
  const world = createWorld();
  const imports = importingOf(world);
  const lines = Array.from({ length: rows }, (_, row) => [
    `Nguyễn Thị ${row}`,
    phoneOf(row),
    `khach${row}@example.vn`,
    'TP.HCM',
    'Hội chợ',
  ]);
  if (contactOf({ phone: phoneOf(0) }).phone?.valid !== true) throw new Error('the numbers of the list are none');
  const importId = await imports.bring(Buffer.from(toCsv({ rows: [['Họ tên', 'SĐT', 'Email', 'Tỉnh', 'Nguồn'], ...lines] })), {
    fileName: 'a.csv',
  });
  await imports.map(importId);
  await imports.ask('POST /v1/imports/{importId}/start', { importId });
  const written = world.table.used.write;
  let [spent, largestStep, passed] = [0, 0, 0];
  for (let view = await imports.show(importId); view.state === 'running'; view = await imports.show(importId)) {
    const [next] = imports.takeWaiting();
    const begun = process.cpuUsage();
    await imports.runOne(next?.body);
    spent += cpuSeconds(begun);
    await world.assignAll();
    const { progress } = await imports.show(importId);
    largestStep = Math.max(largestStep, (progress.passed - passed) / rows);
    passed = progress.passed;
  }
  return { unitsPerRow: (world.table.used.write - written) / rows, cpuSecondsPerRow: spent / rows, largestStep };
}

const phoneOf = (row: number): string => `09${String(10_000_000 + row)}`;

/** Reads and sorts a file as large as may be, and looks how much each run of work takes. */
async function measureFile(format: 'csv' | 'xlsx') {
  const bytes = largeFile(format);
  const world = createWorld();
  const imports = importingOf(world);
  const opened = await imports.ask('POST /v1/imports', {
    body: { fileName: `a.${format}`, source: 'a', kind: 'leads', bytes: bytes.length },
  });
  const { importId } = opened.body;
  world.parts.objects.files.set(`imports/${importId}/upload`, bytes);
  await imports.ask('POST /v1/imports/{importId}/read', { importId });
  const runs: number[] = [];
  let memory = 0;
  const work = async (until: string) => {
    for (let view = await imports.show(importId); view.state !== until; view = await imports.show(importId)) {
      if (view.state === 'failed') throw new Error(`the list cannot be read: ${view.problem}`);
      const [next] = imports.takeWaiting();
      const begun = process.cpuUsage();
      await imports.runOne(next?.body);
      runs.push(asDeployed(cpuSeconds(begun)));
      memory = Math.max(memory, process.memoryUsage().rss / 2 ** 20);
    }
  };
  await work('mapping');
  await imports.ask('POST /v1/imports/{importId}/mapping', { importId, body: {} });
  await work('previewing');
  const { progress } = await imports.show(importId);
  return {
    mb: bytes.length / 1e6,
    rows: progress.rows,
    runs: runs.length,
    longest: Math.max(...runs),
    all: runs.reduce((sum, one) => sum + one, 0),
    memory,
  };
}

/** Makes a list of as many rows as may be in a file, below the size that is refused; notes make it as large. */
function largeFile(format: 'csv' | 'xlsx'): Uint8Array {
  const rows = format === 'csv' ? 190_000 : 150_000;
  // What does not repeat is not packed away.
  const note = (row: number): string =>
    Array.from({ length: format === 'csv' ? 14 : 18 }, (_, word) => (((row + 1) * 2_654_435_761 * (word + 7)) % 2 ** 47).toString(36)).join(
      ' ',
    );
  const lines = Array.from({ length: rows }, (_, row) => [
    `Nguyễn Thị ${row}`,
    phoneOf(row),
    `khach${row}@example.vn`,
    'TP.HCM',
    'Hội chợ Đà Nẵng',
    '01/03/2026',
    note(row),
    'VIP, hội chợ',
  ]);
  const all = [['Họ tên', 'SĐT', 'Email', 'Tỉnh', 'Nguồn', 'Ngày', 'Ghi chú', 'Nhãn'], ...lines];
  const bytes = format === 'csv' ? Buffer.from(toCsv({ rows: all })) : writeXlsx([{ name: 'Khách', rows: all }]);
  if (bytes.length > mostMb * 1e6) throw new Error(`the file has ${bytes.length} bytes, more than may be`);
  return bytes;
}
