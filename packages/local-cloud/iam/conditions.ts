import { matchesArn, matchesText } from './wildcards.ts';

/** What is known of a call: condition key → value or values. Keys are compared without case, as IAM does. */
export type ConditionContext = Readonly<Record<string, string | readonly string[]>>;

export type ConditionBlock = Readonly<
  Record<string, Readonly<Record<string, string | boolean | number | readonly (string | boolean | number)[]>>>
>;

export type Condition = (context: ConditionContext) => boolean;

interface Operator {
  readonly matches: (pattern: string, value: string) => boolean;
  readonly isNegated?: boolean;
}

const equals = (pattern: string, value: string): boolean => pattern === value;
const equalsIgnoringCase = (pattern: string, value: string): boolean => pattern.toLowerCase() === value.toLowerCase();

const operators: Readonly<Record<string, Operator>> = {
  StringEquals: { matches: equals },
  StringNotEquals: { matches: equals, isNegated: true },
  StringEqualsIgnoreCase: { matches: equalsIgnoringCase },
  StringNotEqualsIgnoreCase: { matches: equalsIgnoringCase, isNegated: true },
  StringLike: { matches: matchesText },
  StringNotLike: { matches: matchesText, isNegated: true },
  ArnEquals: { matches: matchesArn },
  ArnLike: { matches: matchesArn },
  ArnNotEquals: { matches: matchesArn, isNegated: true },
  ArnNotLike: { matches: matchesArn, isNegated: true },
  NumericLessThan: { matches: (pattern, value) => Number(value) < Number(pattern) },
  Bool: { matches: equalsIgnoringCase },
};

/** Reads one operator line of a Condition; throws on an operator that this runtime does not know. */
export function compileConditions(block: ConditionBlock | undefined): readonly Condition[] {
  return Object.entries(block ?? {}).flatMap(([operatorName, lines]) =>
    Object.entries(lines).map(([key, expected]) => compileLine(operatorName, key.toLowerCase(), [expected].flat().map(String))),
  );
}

function compileLine(operatorName: string, key: string, patterns: readonly string[]): Condition {
  const quantifier = /^(ForAllValues|ForAnyValue):/.exec(operatorName)?.[1];
  const bareName = operatorName.replace(/^ForA(llValues|nyValue):/, '').replace(/IfExists$/, '');
  const toleratesMissing = operatorName.endsWith('IfExists');
  if (bareName === 'Null') return (context) => patterns.includes(String(valuesOf(context, key) === undefined));

  const operator = operators[bareName];
  if (operator === undefined) throw new Error(`the local IAM does not know the condition operator ${operatorName}`);
  const isMet = (value: string): boolean => patterns.some((pattern) => operator.matches(pattern, value)) !== (operator.isNegated ?? false);

  return (context) => {
    const values = valuesOf(context, key);
    if (values === undefined)
      return toleratesMissing || quantifier === 'ForAllValues' || (quantifier === undefined && operator.isNegated === true);
    return quantifier === 'ForAllValues' ? values.every(isMet) : values.some(isMet);
  };
}

function valuesOf(context: ConditionContext, lowerCaseKey: string): readonly string[] | undefined {
  const found = Object.entries(context).find(([key]) => key.toLowerCase() === lowerCaseKey)?.[1];
  if (found === undefined) return undefined;
  return typeof found === 'string' ? [found] : found;
}
