import { existsSync, readdirSync, readFileSync } from 'node:fs';

/** Linux counts CPU time in hundredths of a second. */
const tickMs = 10;

/** CPU time is read from here, so it is known on Linux only. */
export const hasProcessTimes = (): boolean => existsSync('/proc/self/stat');

/** CPU time that a process has used so far, with its threads and children. @throws when there is no such process, or no /proc */
export function processCpuMs(pid: number): number {
  return (
    cpuTicksOf(readFileSync(`/proc/${pid}/stat`, 'utf8')) * tickMs + childrenOf(pid).reduce((total, child) => total + ifAlive(child), 0)
  );
}

/** CPU time that the running children of this process have used so far; undefined where there is no /proc. */
export function childrenCpuMs(): number | undefined {
  return hasProcessTimes() ? childrenOf(process.pid).reduce((total, child) => total + ifAlive(child), 0) : undefined;
}

/** Ticks of a line of /proc/<pid>/stat: user and system time, of the process and of the children that have ended. */
export function cpuTicksOf(stat: string): number {
  // The name of the program comes in brackets and may hold spaces and brackets.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return fields.slice(11, 15).reduce((total, field) => total + Number(field), 0);
}

function childrenOf(pid: number): number[] {
  const threads = readdirSync(`/proc/${pid}/task`);
  const lists = threads.map((thread) => readFileSync(`/proc/${pid}/task/${thread}/children`, 'utf8'));
  return lists.flatMap((list) => list.split(' ').filter((child) => child !== '')).map(Number);
}

/** A child may end while it is looked at; then its parent has its time. */
function ifAlive(pid: number): number {
  try {
    return processCpuMs(pid);
  } catch {
    return 0;
  }
}
