import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { StartError } from './errors.ts';
import { isObject } from './json.ts';

const patienceMs = 300_000;

/** Makes others wait who want the same directory, also in other processes: test files start together. @returns what lets them go on */
export async function lock(path: string): Promise<() => void> {
  const deadline = performance.now() + patienceMs;
  mkdirSync(join(path, '..'), { recursive: true });
  for (;;) {
    try {
      mkdirSync(path);
      writeFileSync(join(path, 'pid'), String(process.pid));
      return () => rmSync(path, { recursive: true, force: true });
    } catch (error) {
      if (!existsSync(path)) throw error;
    }
    if (isAbandoned(path)) rmSync(path, { recursive: true, force: true });
    if (performance.now() > deadline) throw new StartError(`Another build holds ${path}. If none runs, delete that directory.`);
    await pause(100);
  }
}

function isAbandoned(path: string): boolean {
  try {
    const age = Date.now() - statSync(path).mtimeMs;
    const file = join(path, 'pid');
    if (!existsSync(file)) return age > 5000;
    process.kill(Number(readFileSync(file, 'utf8')), 0);
    return false;
  } catch (error) {
    return isObject(error) || error instanceof Error ? (error as NodeJS.ErrnoException).code === 'ESRCH' : false;
  }
}
