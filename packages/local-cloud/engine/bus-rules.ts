import type { JsonObject } from '../assembly/json.ts';
import type { BusEvent, BusRule } from '../services/index.ts';
import { transformInput } from './input-transformer.ts';
import type { Target, Targets } from './targets.ts';

/** A target of a rule, with what the template says of its input. */
export interface RuleTarget {
  readonly target: Target;
  readonly definition: JsonObject;
}

/** Delivers events to the targets of the rules that they fit. */
export interface BusRules {
  add(rule: { name: string; busName: string; arn: string }, targets: readonly RuleTarget[]): void;
  deliver(rule: BusRule, event: BusEvent): void;
}

/** Holds the targets; the events service itself only knows patterns. */
export function createBusRules(targets: Targets): BusRules {
  const byRule = new Map<string, { arn: string; targets: readonly RuleTarget[] }>();
  const keyOf = (rule: { name: string; busName?: string }): string => `${rule.busName ?? 'default'}/${rule.name}`;
  return {
    add(rule, ruleTargets) {
      for (const { target } of ruleTargets) targets.check(target);
      byRule.set(keyOf(rule), { arn: rule.arn, targets: ruleTargets });
    },
    deliver(rule, event) {
      const found = byRule.get(keyOf(rule));
      const plain: JsonObject = {
        ...event,
        resources: [...event.resources],
        detail: JSON.parse(JSON.stringify(event.detail)) as JsonObject,
      };
      for (const { target, definition } of found?.targets ?? []) {
        targets.deliver(target, transformInput(definition, plain, { name: rule.name, arn: found?.arn ?? '' }));
      }
    },
  };
}
