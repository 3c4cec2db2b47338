import { HttpMethod } from 'aws-cdk-lib/aws-apigatewayv2';
import type { Contract } from '../../api/contract.ts';
import { contracts } from '../../api/contracts.ts';
import type { RouteKind } from '../../api/route.ts';
import type { Route, Throttle } from '../constructs/http-api.ts';
import type { Settings } from '../settings.ts';

/** What serves each kind of route. */
export type RouteTargets = Readonly<Record<RouteKind, Route['target']>>;

/** Buckets of tokens larger than this are not to be had in a new account. */
const largestBurst = 5_000;

/** Twice the rate at once: visitors come in waves. Routes are throttled apart, so that a flood of beacons never costs a form its answer. */
function throttleOf({ throttle }: Contract, settings: Settings): Throttle {
  const rate = typeof throttle === 'number' ? throttle : settings[throttle];
  return { rate, burst: Math.min(2 * rate, largestBurst) };
}

function methodsOf(contract: Contract): HttpMethod[] {
  const own = [HttpMethod[contract.method]];
  if (contract.access !== 'public') return own;
  return [...own, ...(contract.preflight ? [HttpMethod.OPTIONS] : []), ...(contract.head ? [HttpMethod.HEAD] : [])];
}

/** The contracts as routes; functions answer OPTIONS themselves, because allowed origins stand in each form's configuration. */
export function routesOf(targets: RouteTargets, settings: Settings): Route[] {
  return contracts.map((contract) => ({
    methods: methodsOf(contract),
    path: contract.path,
    target: targets[contract.kind],
    access: contract.access,
    throttle: throttleOf(contract, settings),
  }));
}
