import { HttpMethod } from 'aws-cdk-lib/aws-apigatewayv2';
import type { Route, Throttle } from '../constructs/http-api.ts';
import type { PheuFunction } from '../constructs/pheu-function.ts';
import type { QueueTarget } from '../constructs/queue-target.ts';
import type { Settings } from '../settings.ts';

export interface RouteTargets {
  readonly captureForm: PheuFunction;
  readonly showForm: PheuFunction;
  readonly readLeads: PheuFunction;
  readonly changeLeads: PheuFunction;
  readonly backtestScoring: PheuFunction;
  readonly editConfig: PheuFunction;
  readonly serveDocs: PheuFunction;
  readonly beacons: QueueTarget;
}

/** Buckets of tokens larger than this are not to be had in a new account. */
const largestBurst = 5_000;
/** Twice the rate at once: visitors come in waves. Routes are throttled apart, so that a flood of beacons never costs a form its answer. */
const throttle = (rate: number): Throttle => ({ rate, burst: Math.min(2 * rate, largestBurst) });
const reads: Throttle = { rate: 100, burst: 200 };
const changes: Throttle = { rate: 50, burst: 100 };
/** A person edits; each change reads all kinds. */
const edits: Throttle = { rate: 5, burst: 10 };
/** Each reads thousands of leads and holds a function for seconds, of which a new account has ten. */
const backtests: Throttle = { rate: 1, burst: 2 };
const docs: Throttle = { rate: 20, burst: 40 };

/** The HTTP contract as routes; functions answer OPTIONS themselves, because allowed origins stand in each form's configuration. */
export function routesOf(targets: RouteTargets, { postsPerSecond, eventsPerSecond }: Settings): Route[] {
  const { captureForm, showForm, readLeads, changeLeads, backtestScoring, editConfig, serveDocs, beacons } = targets;
  const posts = throttle(postsPerSecond);
  const events = throttle(eventsPerSecond);
  const { GET, POST, PUT, DELETE, OPTIONS } = HttpMethod;
  const tokenRead = (path: string): Route => ({ methods: [GET], path, target: readLeads, access: 'token', throttle: reads });
  const tokenChange = (method: HttpMethod, path: string): Route => ({
    methods: [method],
    path,
    target: changeLeads,
    access: 'token',
    throttle: changes,
  });
  const publicDocs = (path: string): Route => ({ methods: [GET], path, target: serveDocs, access: 'public', throttle: docs });
  return [
    { methods: [POST, OPTIONS], path: '/v1/forms/{formId}/submissions', target: captureForm, access: 'public', throttle: posts },
    { methods: [GET, OPTIONS], path: '/v1/forms/{formId}', target: showForm, access: 'public', throttle: posts },
    { methods: [POST], path: '/v1/events', target: beacons, access: 'public', throttle: events },
    tokenRead('/v1/leads'),
    tokenRead('/v1/leads/{leadId}'),
    tokenRead('/v1/leads/{leadId}/timeline'),
    tokenRead('/v1/leads/{leadId}/score'),
    tokenRead('/v1/leads/{leadId}/decisions'),
    tokenRead('/v1/forms/{formId}/submissions/{submissionId}'),
    tokenChange(DELETE, '/v1/leads/{leadId}/visitors/{visitorId}'),
    { methods: [POST], path: '/v1/scoring/backtest', target: backtestScoring, access: 'token', throttle: backtests },
    { methods: [GET, PUT], path: '/v1/config/{kind}', target: editConfig, access: 'token', throttle: edits },
    { methods: [GET], path: '/v1/config/{kind}/diff', target: editConfig, access: 'token', throttle: edits },
    publicDocs('/v1/openapi.json'),
    publicDocs('/v1/docs'),
  ];
}
