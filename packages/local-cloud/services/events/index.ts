import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { LocalClock } from '../../clock.ts';
import { checkPattern, matchesPattern } from '../event-pattern.ts';
import { isObject, type JsonObject, listOf, type Requirement, type Service, textOf } from '../service.ts';
import { parseInput, ServiceError, unknownOperation } from '../service-error.ts';

/** An event as a rule's target receives it. */
export interface BusEvent {
  readonly version: '0';
  readonly id: string;
  readonly 'detail-type': string;
  readonly source: string;
  readonly account: string;
  readonly time: string;
  readonly region: string;
  readonly resources: readonly string[];
  readonly detail: JsonObject;
}

export interface BusRule {
  readonly name: string;
  /** `default` unless given. */
  readonly busName?: string;
  readonly pattern: JsonObject;
}

export interface CapturedEvent {
  readonly busName: string;
  readonly event: BusEvent;
}

export interface LocalEvents {
  readonly service: Service;
  createBus(name: string): { readonly arn: string };
  /** Throws when the pattern uses something that the matcher does not know. */
  putRule(rule: BusRule): { readonly arn: string };
  /** Puts an event on a bus without a client, as an AWS service does. */
  put(busName: string, event: BusEvent): void;
  /** Every event accepted, the last 200,000. */
  captured(): readonly CapturedEvent[];
  /** Forgets what was captured. */
  forget(): void;
  /** Deliveries that a callback has not finished yet. */
  delivering(): number;
}

export interface EventsOptions {
  readonly clock: LocalClock;
  readonly accountId: string;
  readonly region: string;
  /** Delivers to the rule's targets, with their retries and dead letters. */
  readonly onMatched: (rule: BusRule, event: BusEvent) => void | Promise<void>;
  /** Hears of every event that a bus accepted. */
  readonly onAccepted?: (event: BusEvent) => void;
}

// EventBridge takes 1 MB by now; the old limit is kept, so that what passes here passes in every Region.
const largestCallBytes = 256 * 1024;
const largestCall = 10;
const capturedLimit = 200_000;

const putInput = z.object({
  Entries: z
    .array(
      z.object({
        Time: z.number().optional(),
        Source: z.string().optional(),
        DetailType: z.string().optional(),
        Detail: z.string().optional(),
        EventBusName: z.string().optional(),
        Resources: z.array(z.string()).optional(),
        TraceHeader: z.string().optional(),
      }),
    )
    .min(1)
    .max(largestCall),
});

type Entry = z.output<typeof putInput>['Entries'][number];

/** The event buses: takes events, and hands each to the rules that it fits. */
export function openEvents(options: EventsOptions): LocalEvents {
  const { clock, accountId, region } = options;
  const buses = new Map<string, BusRule[]>([['default', []]]);
  const captured: CapturedEvent[] = [];
  let deliveringCount = 0;

  const busArn = (name: string): string => `arn:aws:events:${region}:${accountId}:event-bus/${name}`;

  const deliver = async (rule: BusRule, event: BusEvent): Promise<void> => {
    deliveringCount += 1;
    try {
      await options.onMatched(rule, event);
    } catch (error) {
      console.error(`local services: the rule ${rule.name} could not be delivered:`, error);
    } finally {
      deliveringCount -= 1;
    }
  };

  const rulesOf = (busName: string): BusRule[] => {
    const rules = buses.get(busName);
    if (rules === undefined) throw new ServiceError('ResourceNotFoundException', `Event bus ${busName} does not exist.`);
    return rules;
  };

  const put = (busName: string, event: BusEvent): void => {
    const rules = rulesOf(busName);
    captured.push({ busName, event });
    options.onAccepted?.(event);
    if (captured.length > capturedLimit * 1.5) captured.splice(0, captured.length - capturedLimit);
    for (const rule of rules) if (matchesPattern(rule.pattern, event)) void deliver(rule, event);
  };

  const accept = (entry: Entry): Record<string, unknown> => {
    const refusal = refusalOf(entry);
    if (refusal !== undefined) return refusal;
    const event: BusEvent = {
      version: '0',
      id: randomUUID(),
      'detail-type': entry.DetailType ?? '',
      source: entry.Source ?? '',
      account: accountId,
      time: new Date(entry.Time === undefined ? clock.now() : entry.Time * 1000).toISOString().replace(/\.\d+Z$/, 'Z'),
      region,
      resources: entry.Resources ?? [],
      detail: objectIn(entry.Detail) ?? {},
    };
    put(busNameOf(entry.EventBusName), event);
    return { EventId: event.id };
  };

  return {
    put,
    createBus(name) {
      buses.set(name, buses.get(name) ?? []);
      return { arn: busArn(name) };
    },
    putRule(rule) {
      checkPattern(rule.pattern);
      const busName = rule.busName ?? 'default';
      rulesOf(busName).push(rule);
      return { arn: `arn:aws:events:${region}:${accountId}:rule/${busName === 'default' ? '' : `${busName}/`}${rule.name}` };
    },
    captured: () => captured.slice(-capturedLimit),
    forget: () => void captured.splice(0),
    delivering: () => deliveringCount,
    service: {
      name: 'events',
      async execute(operation, raw) {
        if (operation !== 'PutEvents') throw unknownOperation('EventBridge', operation);
        const { Entries: entries } = parseInput(putInput, raw);
        if (entries.reduce((sum, entry) => sum + sizeOf(entry), 0) > largestCallBytes) {
          throw new ServiceError(
            'ValidationException',
            `Total size of the entries in the request is over the limit of ${largestCallBytes} bytes.`,
          );
        }
        // EventBridge answers success for a bus that does not exist and drops the event; here a wrong name must be seen,
        // and before any entry takes effect.
        for (const entry of entries) rulesOf(busNameOf(entry.EventBusName));
        const results = entries.map(accept);
        return { status: 200, body: { FailedEntryCount: results.filter((result) => 'ErrorCode' in result).length, Entries: results } };
      },
      resourcesOf: (operation, input) =>
        isObject(input)
          ? listOf(input.Entries)
              .filter(isObject)
              .map((entry) => requirementOf(operation, entry, busArn))
          : [],
    },
  };
}

function requirementOf(operation: string, entry: JsonObject, busArn: (name: string) => string): Requirement {
  const source = textOf(entry.Source);
  const detailType = textOf(entry.DetailType);
  return {
    action: `events:${operation}`,
    resourceArn: busArn(busNameOf(textOf(entry.EventBusName))),
    context: {
      ...(source === undefined ? {} : { 'events:source': source }),
      ...(detailType === undefined ? {} : { 'events:detail-type': detailType }),
    },
  };
}

/** A bus is named by its name or by its ARN. */
function busNameOf(nameOrArn: string | undefined): string {
  return nameOrArn?.split('event-bus/').at(-1) ?? 'default';
}

function refusalOf(entry: Entry): Record<string, unknown> | undefined {
  for (const name of ['Source', 'DetailType', 'Detail'] as const) {
    if (entry[name] === undefined || entry[name] === '') {
      return { ErrorCode: 'InvalidArgument', ErrorMessage: `Parameter ${name} is not valid. Reason: ${name} is a required argument.` };
    }
  }
  if (entry.Source?.startsWith('aws.'))
    return { ErrorCode: 'NotAuthorizedForSourceException', ErrorMessage: 'Not authorized for the source.' };
  if (objectIn(entry.Detail) === undefined) return { ErrorCode: 'MalformedDetail', ErrorMessage: 'Detail is malformed.' };
  return undefined;
}

function objectIn(json: string | undefined): JsonObject | undefined {
  try {
    const parsed: unknown = JSON.parse(json ?? '');
    return isObject(parsed) ? parsed : undefined;
  } catch {
    return undefined;
  }
}

// Source: EventBridge user guide, "Calculating PutEvents event entry size".
function sizeOf(entry: Entry): number {
  const texts = [entry.Source, entry.DetailType, entry.Detail, ...(entry.Resources ?? [])];
  return texts.reduce((sum, text) => sum + Buffer.byteLength(text ?? ''), entry.Time === undefined ? 0 : 14);
}
