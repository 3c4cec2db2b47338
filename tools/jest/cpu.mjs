import { appendFileSync, readdirSync, readFileSync } from 'node:fs';
import { relative } from 'node:path';

/** Writes down what a test file takes of the CPU: to load, to run, and in the programs that it uses. `npm test -- --cpu` makes a table of it. */
export function recordCpu(testPath) {
  const recordFile = process.env.PHEU_CPU_FILE;
  if (recordFile === undefined) return { note() {}, end() {} };
  const start = cpuSeconds();
  let loaded = start;
  return {
    note(event) {
      if (event.name === 'run_start') loaded = cpuSeconds();
    },
    end() {
      const end = cpuSeconds();
      const load = loaded.own - start.own;
      const record = { file: relative(process.cwd(), testPath), load, tests: end.own - loaded.own, others: end.others - start.others };
      appendFileSync(recordFile, `${JSON.stringify(record)}\n`);
    },
  };
}

/** CPU of this worker, and of the browsers and the host of local runtimes below it. Only Linux tells of those. */
function cpuSeconds() {
  const { user, system } = process.cpuUsage();
  return { own: (user + system) / 1e6, others: endedSeconds(process.pid) + runningSeconds(process.pid) };
}

/** What the programs took that a process started and saw end. */
const endedSeconds = (pid) => secondsOf(pid).ended;

/** What the programs took that a process started and that still run, with all below them. */
function runningSeconds(pid) {
  return childrenOf(pid).reduce((sum, child) => sum + secondsOf(child).own + secondsOf(child).ended + runningSeconds(child), 0);
}

function childrenOf(pid) {
  try {
    const threads = readdirSync(`/proc/${pid}/task`);
    return threads.flatMap((thread) => readFileSync(`/proc/${pid}/task/${thread}/children`, 'utf8').split(' ').filter(Boolean));
  } catch {
    return [];
  }
}

/** The same on every Linux that Node runs on. */
const ticksPerSecond = 100;

function secondsOf(pid) {
  try {
    const [, fields = ''] = /^.*\) (.*)$/s.exec(readFileSync(`/proc/${pid}/stat`, 'utf8')) ?? [];
    const [user = 0, system = 0, endedUser = 0, endedSystem = 0] = fields.split(' ').slice(11, 15).map(Number);
    return { own: (user + system) / ticksPerSecond, ended: (endedUser + endedSystem) / ticksPerSecond };
  } catch {
    return { own: 0, ended: 0 };
  }
}
