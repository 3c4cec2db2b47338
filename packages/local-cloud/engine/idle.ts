import { setTimeout as pause } from 'node:timers/promises';
import { nameFromArn } from '../assembly/names.ts';
import type { Deployment } from './provision.ts';

/** What keeps the runtime from being idle. */
export interface Busy {
  /** Work that goes on now. */
  readonly now: readonly string[];
  /** Work that failed and waits for its time to be tried again, and what an outage holds back. */
  readonly retrying: readonly string[];
  /** Among the first: records and messages that wait in a window for others; ends these windows. */
  readonly windows: number;
  endWindows(): void;
}

/** How long is waited, and whether work that failed and is tried again later keeps one waiting. */
export interface IdleOptions {
  readonly timeoutMs: number;
  readonly countsRetries: boolean;
}

/** Everything that is under way. Messages delayed into the future do not count, nor those in queues that nobody reads. */
export function busyWith(deployment: Deployment, openRequests: () => number): Busy {
  const { cloud } = deployment;
  const now: string[] = [];
  const retrying: string[] = [];
  const add = (count: number, what: string): void => {
    if (count > 0) now.push(`${count} ${what}`);
  };
  for (const fn of cloud.functions.values()) add(fn.running, `running ${fn.spec.logicalId}`);
  for (const mapping of deployment.queueMappings) {
    const { visible, inFlight } = cloud.queues.depth(mapping.spec.queueArn);
    const name = nameFromArn(mapping.spec.queueArn);
    // Hidden, and no function has them: a batch failed and its visibility timeout runs.
    const isHidden = inFlight > 0 && mapping.running === 0;
    if (isHidden) retrying.push(`${inFlight} hidden in ${name}`);
    else add(inFlight, `in flight from ${name}`);
    // What is visible behind a hidden message of its group has to wait for it.
    if (isHidden && visible > 0 && name.endsWith('.fifo')) retrying.push(`${visible} behind them`);
    else if (visible > 0 && mapping.isHeldBack) retrying.push(`${visible} held back in ${name}`);
    else add(visible, `waiting in ${name}`);
  }
  for (const mapping of deployment.streamMappings) {
    if (mapping.hasUnread) (mapping.isHeldBack ? retrying : now).push(`unread stream records for ${mapping.spec.logicalId}`);
  }
  add(cloud.gateway.inFlight(), 'calls at the gateway');
  add(cloud.events.delivering(), 'events on their way');
  add(cloud.ses.publishing(), 'mail events on their way');
  add(cloud.targets.underWay, 'deliveries under way');
  if (cloud.targets.waiting > 0) retrying.push(`${cloud.targets.waiting} deliveries`);
  add(openRequests(), 'open requests');
  const gathering = [...deployment.streamMappings, ...deployment.queueMappings].filter((mapping) => mapping.isGathering);
  const endWindows = (): void => {
    for (const mapping of gathering) mapping.endWindow();
  };
  return { now, retrying, windows: gathering.length, endWindows };
}

/**
 * Waits until nothing is under way, and stays so for a few milliseconds; answers what is left when the time is up. A window of a stream
 * or a queue ends as soon as nothing else is under way that could fill it.
 */
export async function untilIdle(check: () => Busy, options: IdleOptions): Promise<Busy> {
  const deadline = performance.now() + options.timeoutMs;
  const stillBusy = (): Busy | undefined => {
    const busy = check();
    return busy.now.length > 0 || (options.countsRetries && busy.retrying.length > 0) ? busy : undefined;
  };
  for (let quietRounds = 0; quietRounds < 3; ) {
    const busy = stillBusy();
    if (busy && performance.now() > deadline) return busy;
    if (busy && busy.now.length === busy.windows) busy.endWindows();
    quietRounds = busy ? 0 : quietRounds + 1;
    await pause(busy ? 10 : 4);
  }
  return { ...check(), now: [] };
}
