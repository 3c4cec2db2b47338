import { existsSync, readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { bodyTemplate } from './body-template.ts';
import type { Target } from './drive.ts';

/** An ingest, and the process whose CPU time is looked at. */
export interface WatchedTarget extends Target {
  readonly pid: number | undefined;
}

export interface LoadOptions {
  /** One, or two that take turns. */
  readonly targets: readonly WatchedTarget[];
  readonly seconds: number;
  readonly connections: number;
  readonly rounds: number;
}

/** The command was not understood; the message says what to write instead. */
export class UsageError extends Error {}

export const usage = `usage: node bench/ingest/load.ts --url URL --body FILE [--header 'name: value']… [--pid PID]
         [--seconds 10] [--connections 8] [--rounds 1]
         [--other-url URL --other-body FILE [--other-header 'name: value']… [--other-pid PID]]

Posts FILE to URL over and over and tells requests a second, how long they took, and the CPU time per request of the process PID with
its children, what it does after its answers included. Places in FILE are filled anew for each request: {{uuid}} {{now}} {{nowMs}} {{count}} {{random:1000}}
With an other ingest the two take turns, --rounds times each, and their ratio is told.`;

const text = { type: 'string' } as const;
const texts = { type: 'string', multiple: true } as const;
const options = {
  url: text,
  body: text,
  header: texts,
  pid: text,
  'other-url': text,
  'other-body': text,
  'other-header': texts,
  'other-pid': text,
  seconds: text,
  connections: text,
  rounds: text,
} as const;

/** @throws UsageError */
export function readLoadOptions(args: readonly string[]): LoadOptions {
  const values = parsed(args);
  const targets = [targetOf('', { url: values.url, body: values.body, header: values.header, pid: values.pid })];
  if (values['other-url'] !== undefined || values['other-body'] !== undefined) {
    const other = { url: values['other-url'], body: values['other-body'], header: values['other-header'], pid: values['other-pid'] };
    targets.push(targetOf('other-', other));
  }
  return {
    targets,
    seconds: positive('seconds', values.seconds ?? '10'),
    connections: whole('connections', values.connections ?? '8'),
    rounds: whole('rounds', values.rounds ?? '1'),
  };
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options }).values;
  } catch (error) {
    throw new UsageError(String(error).replace(/^\w*Error( \[\w+\])?: /, ''));
  }
}

interface GivenTarget {
  readonly url: string | undefined;
  readonly body: string | undefined;
  readonly header: readonly string[] | undefined;
  readonly pid: string | undefined;
}

function targetOf(prefix: string, { url, body, header = [], pid }: GivenTarget): WatchedTarget {
  if (url === undefined) throw new UsageError(`--${prefix}url is missing: the address that takes the requests`);
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol)) {
    throw new UsageError(`--${prefix}url has to be a whole address such as http://localhost:8787/v1/events, not ${url}`);
  }
  if (body === undefined) throw new UsageError(`--${prefix}body is missing: a file with the body of a request`);
  if (!existsSync(body)) throw new UsageError(`--${prefix}body names ${body}, and there is no such file`);
  return {
    url: new URL(url),
    headers: Object.fromEntries(header.map(headerOf)),
    nextBody: templateIn(body),
    pid: pid === undefined ? undefined : whole(`${prefix}pid`, pid),
  };
}

function templateIn(file: string): () => string {
  try {
    return bodyTemplate(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new UsageError(`${file}: ${error instanceof Error ? error.message : 'cannot be read'}`);
  }
}

function headerOf(line: string): [string, string] {
  const colon = line.indexOf(':');
  if (colon < 1) throw new UsageError(`a header is written 'name: value', not ${line}`);
  return [line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim()];
}

function positive(name: string, value: string): number {
  const number = Number(value);
  if (!Number.isFinite(number) || number <= 0) throw new UsageError(`--${name} has to be a number above 0, not ${value}`);
  return number;
}

function whole(name: string, value: string): number {
  const number = positive(name, value);
  if (!Number.isInteger(number)) throw new UsageError(`--${name} has to be a whole number, not ${value}`);
  return number;
}
